/* Going over an iterable inside the interpreter: lists and small ranges without an iterator object, the rest with one. */
#ifndef INTERP_ITERATION_H
#define INTERP_ITERATION_H

#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/range.h"

typedef struct Iteration {
    Value over;   /* the list, or the iterator; RAISED: a range, which is: */
    int64_t next; /* its next element */
    int64_t step;
    int64_t left; /* elements to come */
    bool is_list;
    size_t index; /* of the next item of a list */
} Iteration;

/* False: not iterable, raised. */
bool iteration_start(Thread *thread, Iteration *iteration, Value iterable);

/* How many items there seem to be, 0 when that is not known. */
size_t iteration_hint(const Iteration *iteration);

/* The next of a range that is not at its end. */
static inline Value iteration_count(Iteration *iteration) {
    int64_t item = iteration->next;
    if (--iteration->left > 0) iteration->next += iteration->step; /* the step behind the last may not fit */
    return int_from_int64_inline(item);
}

/* value_next in line, for objects. */
static inline Value iterator_next(Thread *thread, Value iterator) {
    UnarySlot next = value_is_object(iterator) ? SLOT(object_type(value_object(iterator)), next) : NULL;
    return next != NULL ? next(thread, iterator) : value_next(thread, iterator);
}

/* The next item, UNBOUND at the end, RAISED. */
static inline Value iteration_next(Thread *thread, Iteration *iteration) {
    if (iteration->over == RAISED) return iteration->left == 0 ? UNBOUND : iteration_count(iteration);
    if (iteration->is_list) return list_get(value_list(iteration->over), iteration->index++);
    return iterator_next(thread, iteration->over);
}

#endif
