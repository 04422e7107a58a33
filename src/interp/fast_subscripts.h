/* object[index] for the built-in containers: on operands that are there. */
#ifndef INTERP_FAST_SUBSCRIPTS_H
#define INTERP_FAST_SUBSCRIPTS_H

#include "interp/prepare.h"

Value subscript_load_fast(SubscriptExpr *node, Frame *frame, Value object, Value index);
bool subscript_store_fast(SubscriptExpr *node, Frame *frame, Value object, Value index, Value value);

/* The three bounds of a slice; false: raised. */
bool eval_bounds(const SliceExpr *slice, Frame *frame, Value bounds[3]);

/* The evaluator of a target whose place is known. (fast_stores.c) */
void fast_store(SubscriptExpr *node);

#endif
