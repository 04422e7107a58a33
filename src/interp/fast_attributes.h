/* object.name with what the node remembers: on an object that is there. */
#ifndef INTERP_FAST_ATTRIBUTES_H
#define INTERP_FAST_ATTRIBUTES_H

#include "interp/prepare.h"

Value attribute_load_fast(AttributeExpr *node, Frame *frame, Value object);
bool attribute_store_fast(AttributeExpr *node, Frame *frame, Value object, Value value);

#endif
