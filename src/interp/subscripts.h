/* object[index]: the plain evaluators. */
#ifndef INTERP_SUBSCRIPTS_H
#define INTERP_SUBSCRIPTS_H

#include "interp/prepare.h"

bool assign_subscript(Target *target, Frame *frame, Value value);

/* On operands that are there: with the traceback entry when it raises. */
Value subscript_load(SubscriptExpr *node, Frame *frame, Value object, Value index);
bool subscript_store(SubscriptExpr *node, Frame *frame, Value object, Value index, Value value);
bool subscript_delete(SubscriptExpr *node, Frame *frame, Value object, Value index);

#endif
