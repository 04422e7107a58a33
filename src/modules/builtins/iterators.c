/* enumerate, filter, map, reversed, zip and iter(callable, sentinel). Threads may share one; what it counts is atomic, and the
   iterators it reads look after themselves. */
#include "modules/builtins/builtins.h"

#include "interp/iteration.h"
#include "object/error.h"
#include "object/int.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

static Value itself(Thread *thread, Value self) {
    (void)thread;
    return self;
}

/* ---- enumerate ---- */

typedef struct Enumerate {
    Object object;
    Value iterator;
    Value start;
    _Atomic(int64_t) count;
} Enumerate;

static Value enumerate_make(Thread *thread, Value type, const Arguments *args) {
    Value start = args->items[1] == UNBOUND ? value_from_small_int(0) : value_index(thread, args->items[1]);
    Value iterator = start == RAISED ? RAISED : value_iter(thread, args->items[0]);
    if (iterator == RAISED) return RAISED;
    Enumerate *enumerate = instance_new((Type *)(void *)type);
    enumerate->iterator = iterator;
    enumerate->start = start;
    return value_from_object(enumerate);
}

static Value enumerate_construct(Thread *thread, Type *type, const Arguments *args) {
    static const Builtin entry = {"enumerate", enumerate_make, 1, 2, "", "iterable start", BUILTIN_PLAIN};
    if (args->count + args->keyword_count == 0)
        return raise_type(thread, "enumerate() missing required argument 'iterable'");
    return builtin_invoke(thread, &entry, value_from_object(type), args);
}

static inline int64_t claim_count(_Atomic(int64_t) *count) {
    if (!__libc_single_threaded) return atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
    int64_t now = atomic_load_explicit(count, memory_order_relaxed);
    atomic_store_explicit(count, now + 1, memory_order_relaxed);
    return now;
}

static int enumerate_next_pair(Thread *thread, Value self, Value pair[2]) {
    Enumerate *enumerate = (Enumerate *)(void *)self;
    pair[1] = iterator_next(thread, enumerate->iterator);
    if (pair[1] == RAISED || pair[1] == UNBOUND) return pair[1] == RAISED ? -1 : 0;
    int64_t count = claim_count(&enumerate->count);
    pair[0] = value_is_small_int(enumerate->start)
                  ? int_from_int64(value_small_int(enumerate->start) + count)
                  : int_binary(thread, BINARY_ADD, enumerate->start, int_from_int64(count));
    return 1;
}

static Value enumerate_next(Thread *thread, Value self) {
    Value pair[2];
    int found = enumerate_next_pair(thread, self, pair);
    return found < 0 ? RAISED : found ? value_from_object(tuple_pair(pair[0], pair[1])) : UNBOUND;
}

Type enumerate_type = {
    TYPE_HEAD,
    .name = "enumerate",
    .doc = "enumerate(iterable, start=0): pairs of a count and an item.",
    .size = sizeof(Enumerate),
    .flags = TYPE_IS_CONTAINER,
    .iter = itself,
    .next = enumerate_next,
    .next_pair = enumerate_next_pair,
    .construct = enumerate_construct,
};

/* ---- filter ---- */

typedef struct Filter {
    Object object;
    Value function, iterator;
} Filter;

static Value filter_construct(Thread *thread, Type *type, const Arguments *args) {
    if (!arguments_no_keywords(thread, "filter", args)) return RAISED;
    if (args->count != 2) return raise_type(thread, "filter expected 2 arguments, got %u", args->count);
    Value iterator = value_iter(thread, args->items[1]);
    if (iterator == RAISED) return RAISED;
    Filter *filter = instance_new(type);
    filter->function = args->items[0];
    filter->iterator = iterator;
    return value_from_object(filter);
}

static Value filter_next(Thread *thread, Value self) {
    Filter *filter = (Filter *)(void *)self;
    Value item;
    while ((item = iterator_next(thread, filter->iterator)) != UNBOUND && item != RAISED) {
        Value answer = filter->function == NONE ? item : value_call1(thread, filter->function, item);
        int truth = answer == RAISED ? -1 : value_truth(thread, answer);
        if (truth != 0) return truth < 0 ? RAISED : item;
    }
    return item;
}

Type filter_type = {
    TYPE_HEAD,
    .name = "filter",
    .doc = "filter(function, iterable): the items for which the function is true; None: the items that are true.",
    .size = sizeof(Filter),
    .flags = TYPE_IS_CONTAINER,
    .iter = itself,
    .next = filter_next,
    .construct = filter_construct,
};

/* ---- map and zip: several iterators side by side ---- */

typedef struct Parallel {
    Object object;
    Value function; /* map only */
    bool strict;    /* zip only */
    Tuple *iterators;
} Parallel;

static Tuple *iterators_of(Thread *thread, const Value *iterables, size_t count) {
    Tuple *iterators = tuple_new(count);
    for (size_t i = 0; i < count; i++)
        if ((iterators->items[i] = value_iter(thread, iterables[i])) == RAISED) return NULL;
    return iterators;
}

static Value map_construct(Thread *thread, Type *type, const Arguments *args) {
    if (!arguments_no_keywords(thread, "map", args)) return RAISED;
    if (args->count < 2) return raise_type(thread, "map() must have at least two arguments.");
    Tuple *iterators = iterators_of(thread, args->items + 1, args->count - 1);
    if (iterators == NULL) return RAISED;
    Parallel *map = instance_new(type);
    map->function = args->items[0];
    map->iterators = iterators;
    return value_from_object(map);
}

static Value map_next(Thread *thread, Value self) {
    Parallel *map = (Parallel *)(void *)self;
    size_t count = map->iterators->count;
    Value few[4], *items = count <= 4 ? few : memory_new(count * sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = iterator_next(thread, map->iterators->items[i]);
        if (items[i] == RAISED || items[i] == UNBOUND) return items[i];
    }
    return value_call(thread, map->function, &(Arguments){.items = items, .count = (uint32_t)count});
}

Type map_type = {
    TYPE_HEAD,
    .name = "map",
    .doc = "map(function, *iterables): what the function gives for the items, one of each iterable.",
    .size = sizeof(Parallel),
    .flags = TYPE_IS_CONTAINER,
    .iter = itself,
    .next = map_next,
    .construct = map_construct,
};

static Value zip_construct(Thread *thread, Type *type, const Arguments *args) {
    int strict = 0;
    for (uint32_t i = 0; i < args->keyword_count; i++) {
        if (strcmp(str_text(args->keywords[i]), "strict") != 0)
            return raise_type(thread, "zip() got an unexpected keyword argument '%s'", str_text(args->keywords[i]));
        strict = value_truth(thread, args->items[args->count + i]);
    }
    Tuple *iterators = strict < 0 ? NULL : iterators_of(thread, args->items, args->count);
    if (iterators == NULL) return RAISED;
    Parallel *zip = instance_new(type);
    zip->iterators = iterators;
    zip->strict = strict;
    return value_from_object(zip);
}

static Value raise_uneven(Thread *thread, size_t index, const char *word) {
    const char *before = index == 1 ? " " : "s 1-";
    return raise_value(thread, "zip() argument %zu is %s than argument%s%zu", index + 1, word, before, index);
}

/* Iterator `ended` has no more items: with strict that is right only if it is the first and all others end too. */
static Value zip_end(Thread *thread, Parallel *zip, size_t ended) {
    if (!zip->strict) return UNBOUND;
    if (ended > 0) return raise_uneven(thread, ended, "shorter");
    for (size_t i = 1; i < zip->iterators->count; i++) {
        Value item = value_next(thread, zip->iterators->items[i]);
        if (item == RAISED) return RAISED;
        if (item != UNBOUND) return raise_uneven(thread, i, "longer");
    }
    return UNBOUND;
}

static int zip_next_pair(Thread *thread, Value self, Value pair[2]) {
    Parallel *zip = (Parallel *)(void *)self;
    if (zip->iterators->count != 2) return PAIRS_NONE;
    for (size_t i = 0; i < 2; i++) {
        pair[i] = iterator_next(thread, zip->iterators->items[i]);
        if (pair[i] == UNBOUND) return zip_end(thread, zip, i) == RAISED ? -1 : 0;
        if (pair[i] == RAISED) return -1;
    }
    return 1;
}

static Value zip_next(Thread *thread, Value self) {
    Parallel *zip = (Parallel *)(void *)self;
    size_t count = zip->iterators->count;
    Value pair[2];
    if (count == 0) return UNBOUND;
    if (count == 2) {
        int found = zip_next_pair(thread, self, pair);
        return found < 0 ? RAISED : found ? value_from_object(tuple_pair(pair[0], pair[1])) : UNBOUND;
    }
    Tuple *items = tuple_new(count);
    for (size_t i = 0; i < count; i++) {
        Value item = value_next(thread, zip->iterators->items[i]);
        if (item == RAISED) return RAISED;
        if (item == UNBOUND) return zip_end(thread, zip, i);
        items->items[i] = item;
    }
    return value_from_object(items);
}

Type zip_type = {
    TYPE_HEAD,
    .name = "zip",
    .doc = "zip(*iterables, strict=False): tuples of the items at the same place.",
    .size = sizeof(Parallel),
    .flags = TYPE_IS_CONTAINER,
    .iter = itself,
    .next = zip_next,
    .next_pair = zip_next_pair,
    .construct = zip_construct,
};

/* ---- reversed, over anything with a length and items ---- */

typedef struct Reversed {
    Object object;
    Value sequence;
    _Atomic(int64_t) left;
} Reversed;

static Value reversed_construct(Thread *thread, Type *type, const Arguments *args) {
    if (!arguments_no_keywords(thread, "reversed", args)) return RAISED;
    if (args->count != 1) return raise_type(thread, "reversed expected 1 argument, got %u", args->count);
    Value sequence = args->items[0];
    Value method = value_special(thread, sequence, dunder_reversed);
    if (method == RAISED) return RAISED;
    if (method != UNBOUND && method != NONE) return value_call0(thread, method);
    const Type *sequence_type = value_type(sequence);
    if (method == NONE || sequence_type->get_item == NULL || sequence_type->length == NULL ||
        type_lookup(value_type(sequence), name_keys) != UNBOUND)
        return raise_type(thread, "'%s' object is not reversible", sequence_type->name);
    int64_t length = value_length(thread, sequence);
    if (length < 0) return RAISED;
    Reversed *reversed = instance_new(type);
    reversed->sequence = sequence;
    atomic_store_explicit(&reversed->left, length, memory_order_relaxed);
    return value_from_object(reversed);
}

static Value reversed_next(Thread *thread, Value self) {
    Reversed *reversed = (Reversed *)(void *)self;
    int64_t left = atomic_fetch_sub_explicit(&reversed->left, 1, memory_order_relaxed);
    if (left > 0) {
        Value item = value_get_item(thread, reversed->sequence, int_from_int64(left - 1));
        if (item != RAISED) return item;
        if (!error_catch(thread, &index_error) && !error_catch(thread, &stop_iteration)) return RAISED;
    }
    atomic_store_explicit(&reversed->left, 0, memory_order_relaxed);
    return UNBOUND;
}

static Value reversed_length_hint(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Reversed *reversed = (Reversed *)(void *)self;
    int64_t left = atomic_load_explicit(&reversed->left, memory_order_relaxed);
    if (left <= 0) return int_from_int64(0);
    int64_t length = value_length(thread, reversed->sequence);
    return length < 0 ? RAISED : int_from_int64(length < left ? 0 : left);
}

static const Builtin reversed_methods[] = {
    {"__length_hint__", reversed_length_hint, 0, 0, "how many items are left"},
    {0},
};

Type reversed_type = {
    TYPE_HEAD,
    .name = "reversed",
    .doc = "reversed(sequence): its items from the last to the first.",
    .size = sizeof(Reversed),
    .flags = TYPE_IS_CONTAINER,
    .iter = itself,
    .next = reversed_next,
    .construct = reversed_construct,
    .methods = reversed_methods,
};
