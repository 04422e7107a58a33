/* Going over an iterable inside the interpreter. */
#include "interp/iteration.h"

static Iteration over_range(const Range *range) {
    return (Iteration){.kind = OVER_RANGE, .next = range->first, .step = range->stride, .left = range->count};
}

bool iteration_start(Thread *thread, Iteration *iteration, Value iterable) {
    *iteration = (Iteration){.kind = OVER_ITERATOR, .over = iterable};
    if (value_has_type(iterable, &list_type)) iteration->kind = OVER_LIST;
    else if (value_has_type(iterable, &tuple_type)) iteration->kind = OVER_TUPLE;
    else if (value_is_small_range(iterable)) *iteration = over_range((Range *)value_object(iterable));
    else if ((iteration->over = value_iter(thread, iterable)) == RAISED) return false;
    return true;
}

size_t iterable_hint(Value iterable) {
    if (value_has_type(iterable, &list_type)) return list_count(value_list(iterable));
    if (value_has_type(iterable, &tuple_type)) return value_tuple(iterable)->count;
    return value_is_small_range(iterable) ? (size_t)((Range *)value_object(iterable))->count : 0;
}
