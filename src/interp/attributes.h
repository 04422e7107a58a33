/* object.name: the plain evaluators. */
#ifndef INTERP_ATTRIBUTES_H
#define INTERP_ATTRIBUTES_H

#include "interp/prepare.h"

bool assign_attribute(Target *target, Frame *frame, Value value);

/* On an object that is there: with the traceback entry when it raises. */
Value attribute_load(AttributeExpr *node, Frame *frame, Value object);
bool attribute_store(AttributeExpr *node, Frame *frame, Value object, Value value);
bool attribute_delete(AttributeExpr *node, Frame *frame, Value object);

#endif
