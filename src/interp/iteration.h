/* Going over an iterable inside the interpreter: lists, tuples and small ranges without an iterator object, the rest with one.

   An Iteration is for going over something bit by bit. Loops that stay in one C function use over.h. */
#ifndef INTERP_ITERATION_H
#define INTERP_ITERATION_H

#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/range.h"
#include "object/tuple.h"

typedef enum IterationKind { OVER_RANGE, OVER_LIST, OVER_TUPLE, OVER_ITERATOR } IterationKind;

typedef struct Iteration {
    IterationKind kind;
    Value over;   /* the list, tuple or iterator */
    int64_t next; /* the next element of a range; of a list or tuple: its index */
    int64_t step;
    int64_t left; /* elements of a range to come */
} Iteration;

/* False: not iterable, raised. */
bool iteration_start(Thread *thread, Iteration *iteration, Value iterable);

/* Whether an Iteration over it needs an iterator. */
static inline bool iterable_needs_iterator(Value iterable) {
    return !value_has_type(iterable, &list_type) && !value_has_type(iterable, &tuple_type) &&
           !value_is_small_range(iterable);
}

/* How many items there seem to be, 0 when that is not known. */
size_t iterable_hint(Value iterable);

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

static inline Value tuple_get(const Tuple *tuple, size_t index) {
    return index < tuple->count ? tuple->items[index] : UNBOUND;
}

/* The next item, UNBOUND at the end, RAISED. */
static inline Value iteration_next(Thread *thread, Iteration *iteration) {
    if (iteration->kind == OVER_RANGE) return iteration->left == 0 ? UNBOUND : iteration_count(iteration);
    if (iteration->kind == OVER_LIST) return list_get(value_list(iteration->over), (size_t)iteration->next++);
    if (iteration->kind == OVER_TUPLE) return tuple_get(value_tuple(iteration->over), (size_t)iteration->next++);
    return iterator_next(thread, iteration->over);
}

#endif
