/* range and slice. */
#ifndef OBJECT_RANGE_H
#define OBJECT_RANGE_H

#include "object/thread.h"
#include "object/type.h"

typedef struct Range {
    Object object;
    Value start, stop, step;            /* ints of any tier */
    Value length;                       /* an int */
    bool is_small;                      /* all of them, and every element, fit an int64: then: */
    int64_t first, last, stride, count; /* `last`: one past, in steps */
} Range;

typedef struct Slice {
    Object object;
    Value start, stop, step;
} Slice;

extern Type range_type;
extern Type slice_type;

/* A range that counts in int64. */
static inline bool value_is_small_range(Value value) {
    return value_has_type(value, &range_type) && ((Range *)value_object(value))->is_small;
}

Value range_new(Thread *thread, Value start, Value stop, Value step); /* ints; ValueError for step 0 */
Slice *slice_new(Value start, Value stop, Value step);

/* slice.indices(length) as C numbers; `*count` elements. TypeError/ValueError as in CPython. */
bool slice_resolve(Thread *thread, Slice *slice, int64_t length, int64_t *start, int64_t *step, int64_t *count);

/* The same for bounds that are small ints or None, and without a Slice. False, and nothing is raised: they are not, or the step
   is 0. */
bool bounds_resolve(const Value bounds[3], int64_t length, int64_t *start, int64_t *step, int64_t *count);

/* object[start:stop:step] of a list, tuple or str, without a Slice. RAISED, and nothing is raised: it is for the types. */
Value sequence_part(Value object, const Value bounds[3]);

/* object[start:stop] = value, or (UNBOUND) del object[start:stop], of a list; the value a list or tuple. False, and nothing is
   raised or done: it is for the types. */
bool list_part_store(Value object, const Value bounds[3], Value value);

/* What a list or tuple has at this moment, not to be changed; null: it is neither. */
const Value *sequence_items(Value sequence, size_t *count);

/* slice.indices(length) for a length of any size: a Tuple of three ints. */
Value slice_resolve_exactly(Thread *thread, Slice *slice, Value length);

#endif
