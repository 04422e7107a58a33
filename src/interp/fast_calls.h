/* Calls of what is there already, as fast as they come: for nodes without stars. */
#ifndef INTERP_FAST_CALLS_H
#define INTERP_FAST_CALLS_H

#include "interp/prepare.h"

Value call_fast(CallExpr *node, Frame *frame, Value callee);

/* The method that the node's callee names, of this object (RAISED: answers that). */
Value call_method_fast(CallExpr *node, Frame *frame, Value object);

/* With the __init__ that was found on the class: the call, and what becomes of a result that is not None. */
Value call_class(CallExpr *node, Frame *frame, Type *type, Value init);
Value call_class_end(CallExpr *node, Frame *frame, Value result);

/* When the class is no more what the node remembers. */
Value call_class_anew(CallExpr *node, Frame *frame, Type *type);

/* Chooses the evaluator of a node without stars and keywords. (fast_functions.c) */
void fast_call_plain(CallExpr *node);

#endif
