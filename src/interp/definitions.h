/* What `def` and `class` share: decorators. */
#ifndef INTERP_DEFINITIONS_H
#define INTERP_DEFINITIONS_H

#include "interp/prepare.h"

/* Evaluates them in order into values[]; false: raised. */
bool decorators_eval(const ExprList *decorators, Frame *frame, Value *values);

/* Calls them on what was defined, innermost first. */
Value decorators_apply(const ExprList *decorators, Frame *frame, const Value *values, Value value);

/* Lets type(name, bases, namespace) know the module of its caller. Once, at start-up. */
void classes_start(void);

#endif
