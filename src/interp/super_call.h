/* super() without arguments: the class is the captured __class__ of the method that runs, the receiver its first argument. */
#ifndef INTERP_SUPER_CALL_H
#define INTERP_SUPER_CALL_H

#include "interp/prepare.h"

/* Whether the node is written `super()`. */
bool is_super_call(const Expr *node);

/* The same as a value: what a call written so evaluates by, if the name still means the built-in. */
Value eval_super_call(Expr *node, Frame *frame);

/* What it means in this frame; RuntimeError when it means nothing. */
bool super_context(Frame *frame, Type **owner, Value *self);

#endif
