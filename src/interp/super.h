/* super: attribute lookup that starts behind a class in the mro. */
#ifndef INTERP_SUPER_H
#define INTERP_SUPER_H

#include "object/type.h"

extern Type super_type;

/* For `super().name(…)` without a super object: what the lookup finds behind `start` for this receiver, before it is bound;
   UNBOUND when nothing is. */
Value super_find(Type *start, Value self, Str *name);

/* What super() without arguments means in this frame; RuntimeError when it means nothing. */
bool super_context(Frame *frame, Type **start, Value *self);

#endif
