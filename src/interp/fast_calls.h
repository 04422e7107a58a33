/* Calls of what is there already, as fast as they come: for nodes without stars and keywords. */
#ifndef INTERP_FAST_CALLS_H
#define INTERP_FAST_CALLS_H

#include "interp/prepare.h"

Value call_fast(CallExpr *node, Frame *frame, Value callee);

/* The method that the node's callee names, of this object (RAISED: answers that). */
Value call_method_fast(CallExpr *node, Frame *frame, Value object);

#endif
