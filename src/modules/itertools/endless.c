/* count, cycle, repeat. */
#include "modules/itertools/itertools.h"

#include "object/int.h"
#include "object/list.h"
#include "object/str.h"

/* ---- count ---- */

typedef struct Count {
    Object object;
    Word next;
    Value step;
} Count;

static bool is_number(Value value) {
    const Type *type = value_type(value);
    return value_is_int(value) || value_is_float(value) || SLOT(type, to_float) != NULL || SLOT(type, index) != NULL ||
           (SLOT(type, binary[BINARY_SUBTRACT]) != NULL && SLOT(type, binary[BINARY_MULTIPLY]) != NULL);
}

static Value count_make(Thread *thread, Value type, const Arguments *args) {
    Value start = args->items[0] == UNBOUND ? value_from_small_int(0) : args->items[0];
    Value step = args->items[1] == UNBOUND ? value_from_small_int(1) : args->items[1];
    if (!is_number(start) || !is_number(step)) return raise_type(thread, "a number is required");
    Count *count = instance_new((Type *)(void *)type);
    count->step = step;
    word_store(&count->next, start);
    return value_from_object(count);
}

static Value count_next(Thread *thread, Value self) {
    Count *count = (Count *)(void *)self;
    for (;;) {
        Value now = word_load(&count->next);
        Value then = value_is_small_int(now) && value_is_small_int(count->step)
                         ? int_from_int64_inline(value_small_int(now) + value_small_int(count->step))
                         : operate_binary(thread, BINARY_ADD, now, count->step);
        if (then == RAISED) return RAISED;
        if (__libc_single_threaded) return word_store(&count->next, then), now;
        if (atomic_compare_exchange_strong_explicit(&count->next, &now, then, memory_order_acq_rel,
                                                    memory_order_relaxed))
            return now;
    }
}

static Value count_repr(Thread *thread, Value self) {
    Count *count = (Count *)(void *)self;
    BUFFER_WITH_ROOM(text, 64);
    buffer_add_text(&text, "count(");
    if (!buffer_add_repr(thread, &text, word_load(&count->next))) return RAISED;
    if (count->step != value_from_small_int(1)) {
        buffer_add_text(&text, ", ");
        if (!buffer_add_repr(thread, &text, count->step)) return RAISED;
    }
    buffer_add_byte(&text, ')');
    return value_from_object(str_from_buffer(&text));
}

CONSTRUCTOR(count, 0, 2, "start step")

static Type count_type = {
    TYPE_HEAD,
    .name = "itertools.count",
    .module = "itertools",
    .doc = "count(start=0, step=1): start, start + step, …",
    .size = sizeof(Count),
    .flags = TYPE_IS_CONTAINER,
    .repr = count_repr,
    .iter = iterator_itself,
    .next = count_next,
    .construct = count_construct,
};

/* ---- cycle ---- */

typedef struct Cycle {
    Object object;
    Word over;
    List *saved;
    _Atomic(size_t) place; /* in what is saved, once it is all */
} Cycle;

static Value cycle_make(Thread *thread, Value type, const Arguments *args) {
    Cycle *cycle = instance_new((Type *)(void *)type);
    cycle->saved = list_new(0);
    return iterator_over(thread, &cycle->over, args->items[0]) ? value_from_object(cycle) : RAISED;
}

static Value cycle_next(Thread *thread, Value self) {
    Cycle *cycle = (Cycle *)(void *)self;
    Value over = word_load(&cycle->over);
    if (over != RAISED) {
        Value item = value_next(thread, over);
        if (item == RAISED) return RAISED;
        if (item != UNBOUND) return list_append(cycle->saved, item), item;
        iterator_end(&cycle->over);
    }
    size_t place = atomic_load_explicit(&cycle->place, memory_order_relaxed);
    Value item = list_get(cycle->saved, place);
    if (item == UNBOUND) item = list_get(cycle->saved, place = 0);
    atomic_store_explicit(&cycle->place, place + 1, memory_order_relaxed);
    return item;
}

CONSTRUCTOR(cycle, 1, 1, NULL)
ITERATOR_TYPE(cycle, Cycle, "cycle(iterable): the items again and again.");

/* ---- repeat ---- */

typedef struct Repeat {
    Object object;
    Value item;
    _Atomic(int64_t) left; /* negative: for ever */
} Repeat;

static Value repeat_make(Thread *thread, Value type, const Arguments *args) {
    int64_t times = -1;
    if (args->items[1] != UNBOUND && !value_to_index(thread, args->items[1], &times)) return RAISED;
    if (args->items[1] != UNBOUND && times < 0) times = 0;
    Repeat *repeat = instance_new((Type *)(void *)type);
    repeat->item = args->items[0];
    atomic_store_explicit(&repeat->left, times, memory_order_relaxed);
    return value_from_object(repeat);
}

static Value repeat_next(Thread *thread, Value self) {
    (void)thread;
    Repeat *repeat = (Repeat *)(void *)self;
    int64_t left = atomic_load_explicit(&repeat->left, memory_order_relaxed);
    do {
        if (left <= 0) return left < 0 ? repeat->item : UNBOUND;
        if (!__libc_single_threaded) continue;
        atomic_store_explicit(&repeat->left, left - 1, memory_order_relaxed);
        return repeat->item;
    } while (!atomic_compare_exchange_weak_explicit(&repeat->left, &left, left - 1, memory_order_relaxed,
                                                    memory_order_relaxed));
    return repeat->item;
}

static Value repeat_hint(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    int64_t left = atomic_load_explicit(&((Repeat *)(void *)self)->left, memory_order_relaxed);
    return left < 0 ? raise_type(thread, "len() of unsized object") : int_from_int64(left);
}

static Value repeat_repr(Thread *thread, Value self) {
    Repeat *repeat = (Repeat *)(void *)self;
    int64_t left = atomic_load_explicit(&repeat->left, memory_order_relaxed);
    BUFFER_WITH_ROOM(text, 64);
    buffer_add_text(&text, "repeat(");
    if (!buffer_add_repr(thread, &text, repeat->item)) return RAISED;
    if (left >= 0) buffer_addf(&text, ", %lld", (long long)left);
    buffer_add_byte(&text, ')');
    return value_from_object(str_from_buffer(&text));
}

CONSTRUCTOR(repeat, 1, 2, "object times")

static const Builtin repeat_methods[] = {
    {"__length_hint__", repeat_hint, 0, 0, "how many times are left"},
    {0},
};

static Type repeat_type = {
    TYPE_HEAD,
    .name = "itertools.repeat",
    .module = "itertools",
    .doc = "repeat(object[, times]): the object for ever, or so many times.",
    .size = sizeof(Repeat),
    .flags = TYPE_IS_CONTAINER,
    .repr = repeat_repr,
    .iter = iterator_itself,
    .next = repeat_next,
    .construct = repeat_construct,
    .methods = repeat_methods,
};

Type *const endless_types[] = {&count_type, &cycle_type, &repeat_type, NULL};
