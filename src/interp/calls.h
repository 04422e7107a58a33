/* Calls, the plain way, in parts that the fast evaluators also use. */
#ifndef INTERP_CALLS_H
#define INTERP_CALLS_H

#include "interp/prepare.h"
#include "object/arguments.h"

enum { CALL_FEW = sizeof((CallExpr *)0)->first / sizeof(Expr *) }; /* arguments that a node also has in its `first` */

/* Evaluates the arguments of the node and calls `callee`, which is there already, with `receiver` (unless UNBOUND) first. */
Value call_any(CallExpr *node, Frame *frame, Value callee, Value receiver);

/* The first half of call_any: the arguments, in values[], which has room for one more than the node has. */
bool call_gather(CallExpr *node, Frame *frame, Value callee, Value receiver, Value *values, Arguments *args);

/* Calls with arguments that are there: notes where the frame is, and the traceback entry when it raises. */
Value call_finish(CallExpr *node, Frame *frame, Value callee, const Arguments *args);

#endif
