/* Going over an iterable inside the interpreter. */
#include "interp/iteration.h"

#include "object/int.h"

static void start_range(Iteration *iteration, const Range *range) {
    iteration->over = RAISED;
    iteration->next = range->first;
    iteration->step = range->stride;
    iteration->left = range->count;
}

bool iteration_start(Thread *thread, Iteration *iteration, Value iterable) {
    *iteration = (Iteration){.over = iterable};
    if (value_has_type(iterable, &list_type)) return true;
    const Range *range = (const Range *)(void *)iterable;
    if (value_has_type(iterable, &range_type) && range->is_small) start_range(iteration, range);
    else if ((iteration->over = value_iter(thread, iterable)) == RAISED) return false;
    return true;
}

static Value next_of_range(Iteration *iteration) {
    if (iteration->left == 0) return UNBOUND;
    int64_t item = iteration->next;
    if (--iteration->left > 0) iteration->next += iteration->step; /* the step behind the last may not fit */
    return int_from_int64(item);
}

Value iteration_next(Thread *thread, Iteration *iteration) {
    if (iteration->over == RAISED) return next_of_range(iteration);
    if (value_has_type(iteration->over, &list_type)) return list_get(value_list(iteration->over), iteration->index++);
    return value_next(thread, iteration->over);
}
