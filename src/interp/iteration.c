/* Going over an iterable inside the interpreter. */
#include "interp/iteration.h"

static void start_range(Iteration *iteration, const Range *range) {
    iteration->over = RAISED;
    iteration->next = range->first;
    iteration->step = range->stride;
    iteration->left = range->count;
}

bool iteration_start(Thread *thread, Iteration *iteration, Value iterable) {
    *iteration = (Iteration){.over = iterable, .is_list = value_has_type(iterable, &list_type)};
    if (iteration->is_list) return true;
    const Range *range = (const Range *)(void *)iterable;
    if (value_has_type(iterable, &range_type) && range->is_small) start_range(iteration, range);
    else if ((iteration->over = value_iter(thread, iterable)) == RAISED) return false;
    return true;
}

size_t iteration_hint(const Iteration *iteration) {
    if (iteration->over == RAISED) return (size_t)iteration->left;
    return iteration->is_list ? list_count(value_list(iteration->over)) : 0;
}
