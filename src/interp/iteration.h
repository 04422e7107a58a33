/* Going over an iterable inside the interpreter: lists and small ranges without an iterator object, the rest with one. */
#ifndef INTERP_ITERATION_H
#define INTERP_ITERATION_H

#include "object/list.h"
#include "object/operators.h"
#include "object/range.h"

typedef struct Iteration {
    Value over;   /* the list, or the iterator; RAISED: a range, which is: */
    int64_t next; /* its next element */
    int64_t step;
    int64_t left; /* elements to come */
    size_t index; /* of the next item of a list */
} Iteration;

/* False: not iterable, raised. */
bool iteration_start(Thread *thread, Iteration *iteration, Value iterable);

/* The next item, UNBOUND at the end, RAISED. */
Value iteration_next(Thread *thread, Iteration *iteration);

#endif
