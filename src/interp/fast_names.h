/* Globals by the entries that their nodes remember. */
#ifndef INTERP_FAST_NAMES_H
#define INTERP_FAST_NAMES_H

#include "interp/prepare.h"

Value eval_global_fast(Expr *node, Frame *frame);
bool assign_global_fast(Target *node, Frame *frame, Value value);

/* The value of a global or, if there is none, of the built-in of that name; UNBOUND: neither. */
Value global_peek(NameExpr *node, Frame *frame, bool *is_builtin);

#endif
