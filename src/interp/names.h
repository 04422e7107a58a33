/* Names: reading, binding and unbinding variables wherever scope.c placed them. */
#ifndef INTERP_NAMES_H
#define INTERP_NAMES_H

#include "interp/prepare.h"

bool assign_name(Target *target, Frame *frame, Value value);

/* del name: UnboundLocalError or NameError when it has no value. */
bool name_delete(NameExpr *node, Frame *frame);

/* The end of `except … as name`: gone, whether it had a value or not. */
void name_clear(NameExpr *node, Frame *frame);

/* Its value now, or UNBOUND. */
Value name_peek(NameExpr *node, Frame *frame);

/* The errors of a name without a value, put into words by where it lives. */
Value raise_unbound(NameExpr *node, Frame *frame);

#endif
