/* What the statements `target op= value` share. */
#ifndef INTERP_FAST_AUGMENTED_H
#define INTERP_FAST_AUGMENTED_H

#include "interp/prepare.h"

/* The result of the operator, or RAISED with its traceback entry. (fast_augmented.c) */
Value augmented_apply(AugmentedStmt *node, Frame *frame, Value old, Value value);

/* object[index] op= value. (fast_stores.c) */
void fast_augmented_subscript(AugmentedStmt *node);

#endif
