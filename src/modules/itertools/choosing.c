/* Iterators that ask a function about each item: takewhile, dropwhile, filterfalse, starmap, accumulate; and compress. */
#include "modules/itertools/itertools.h"

#include "object/list.h"
#include "object/tuple.h"

/* A function (or what else there is beside the items) and the items. */
typedef struct Choosing {
    Object object;
    Word over;
    Value function;
    atomic_bool is_decided; /* takewhile: it is over; dropwhile: it has begun */
} Choosing;

static Value choosing_new(Thread *thread, Value type, Value function, Value iterable) {
    Choosing *choosing = instance_new((Type *)(void *)type);
    choosing->function = function;
    return iterator_over(thread, &choosing->over, iterable) ? value_from_object(choosing) : RAISED;
}

/* The function's answer for an item as a truth; -1: raised. */
static int asked(Thread *thread, Value function, Value item) {
    Value answer = function == NONE ? item : value_call1(thread, function, item);
    return answer == RAISED ? -1 : value_truth(thread, answer);
}

static Value function_first(Thread *thread, Value type, const Arguments *args) {
    return choosing_new(thread, type, args->items[0], args->items[1]);
}

#define takewhile_make function_first
#define dropwhile_make function_first
#define filterfalse_make function_first
#define starmap_make function_first

static Value takewhile_next(Thread *thread, Value self) {
    Choosing *choosing = (Choosing *)(void *)self;
    if (atomic_load_explicit(&choosing->is_decided, memory_order_relaxed)) return UNBOUND;
    Value item = value_next(thread, word_load(&choosing->over));
    if (item == UNBOUND || item == RAISED) return item;
    int truth = asked(thread, choosing->function, item);
    if (truth > 0) return item;
    if (truth < 0) return RAISED;
    atomic_store_explicit(&choosing->is_decided, true, memory_order_relaxed);
    return UNBOUND;
}

static Value dropwhile_next(Thread *thread, Value self) {
    Choosing *choosing = (Choosing *)(void *)self;
    for (;;) {
        Value item = value_next(thread, word_load(&choosing->over));
        if (item == UNBOUND || item == RAISED) return item;
        if (atomic_load_explicit(&choosing->is_decided, memory_order_relaxed)) return item;
        int truth = asked(thread, choosing->function, item);
        if (truth < 0) return RAISED;
        if (truth > 0) continue;
        atomic_store_explicit(&choosing->is_decided, true, memory_order_relaxed);
        return item;
    }
}

static Value filterfalse_next(Thread *thread, Value self) {
    Choosing *choosing = (Choosing *)(void *)self;
    for (;;) {
        Value item = value_next(thread, word_load(&choosing->over));
        if (item == UNBOUND || item == RAISED) return item;
        int truth = asked(thread, choosing->function, item);
        if (truth <= 0) return truth < 0 ? RAISED : item;
    }
}

static Value starmap_next(Thread *thread, Value self) {
    Choosing *choosing = (Choosing *)(void *)self;
    Value item = value_next(thread, word_load(&choosing->over));
    if (item == UNBOUND || item == RAISED) return item;
    if (value_is_tuple(item)) {
        Tuple *tuple = value_tuple(item);
        return value_call(thread, choosing->function,
                          &(Arguments){.items = tuple->items, .count = (uint32_t)tuple->count});
    }
    Value list = list_from_iterable(thread, item);
    if (list == RAISED) return RAISED;
    size_t count;
    Value *items = list_snapshot(value_list(list), &count);
    return value_call(thread, choosing->function, &(Arguments){.items = items, .count = (uint32_t)count});
}

static Value compress_make(Thread *thread, Value type, const Arguments *args) {
    Value selectors = value_iter(thread, args->items[1]);
    return selectors == RAISED ? RAISED : choosing_new(thread, type, selectors, args->items[0]);
}

static Value compress_next(Thread *thread, Value self) {
    Choosing *choosing = (Choosing *)(void *)self;
    for (;;) {
        Value item = value_next(thread, word_load(&choosing->over));
        if (item == UNBOUND || item == RAISED) return item;
        Value selector = value_next(thread, choosing->function);
        if (selector == UNBOUND || selector == RAISED) return selector;
        int truth = value_truth(thread, selector);
        if (truth != 0) return truth < 0 ? RAISED : item;
    }
}

CONSTRUCTOR(takewhile, 2, 2, NULL)
CONSTRUCTOR(dropwhile, 2, 2, NULL)
CONSTRUCTOR(filterfalse, 2, 2, NULL)
CONSTRUCTOR(starmap, 2, 2, NULL)
CONSTRUCTOR(compress, 2, 2, "data selectors")
ITERATOR_TYPE(takewhile, Choosing, "takewhile(predicate, iterable): the items until the predicate is false.");
ITERATOR_TYPE(dropwhile, Choosing, "dropwhile(predicate, iterable): from the first item for which it is false.");
ITERATOR_TYPE(filterfalse, Choosing, "filterfalse(function, iterable): the items for which the function is false.");
ITERATOR_TYPE(starmap, Choosing, "starmap(function, iterable): function(*item) for each item.");
ITERATOR_TYPE(compress, Choosing, "compress(data, selectors): the items whose selector is true.");

/* ---- accumulate ---- */

typedef struct Accumulate {
    Object object;
    Word over;
    Value function; /* None: + */
    Word initial;   /* null once it has been handed out */
    Word total;     /* null at first */
} Accumulate;

static Value accumulate_make(Thread *thread, Value type, const Arguments *args) {
    Accumulate *accumulate = instance_new((Type *)(void *)type);
    accumulate->function = args->items[1] == UNBOUND ? NONE : args->items[1];
    Value initial = args->items[2];
    word_store(&accumulate->initial, initial == UNBOUND || initial == NONE ? RAISED : initial);
    return iterator_over(thread, &accumulate->over, args->items[0]) ? value_from_object(accumulate) : RAISED;
}

static Value accumulate_next(Thread *thread, Value self) {
    Accumulate *accumulate = (Accumulate *)(void *)self;
    Value total = word_load(&accumulate->initial);
    if (total != RAISED) {
        iterator_end(&accumulate->initial);
    } else {
        Value item = value_next(thread, word_load(&accumulate->over));
        if (item == UNBOUND || item == RAISED) return item;
        total = word_load(&accumulate->total);
        total = total == RAISED                ? item
                : accumulate->function == NONE ? operate_binary(thread, BINARY_ADD, total, item)
                                               : value_call2(thread, accumulate->function, total, item);
        if (total == RAISED) return RAISED;
    }
    word_store(&accumulate->total, total);
    return total;
}

CONSTRUCTOR(accumulate, 1, 3, "iterable func * initial")
ITERATOR_TYPE(accumulate, Accumulate, "accumulate(iterable, func=None, *, initial=None): running totals.");

Type *const choosing_types[] = {
    &takewhile_type, &dropwhile_type, &filterfalse_type, &starmap_type, &compress_type, &accumulate_type, NULL};
