/* Calls of functions of the script where it is not that the arguments are the parameters: some are left to their defaults or given
   by name, *args or **kwargs take some, the frame is large, or its slots start as cells. */
#ifndef INTERP_CALL_PLANS_H
#define INTERP_CALL_PLANS_H

#include "interp/prepare.h"

/* Calls the function with `receiver` (unless UNBOUND) and the arguments of the node, which has no stars. */
Value call_planned(CallExpr *node, Frame *frame, Function *function, Value receiver);

#endif
