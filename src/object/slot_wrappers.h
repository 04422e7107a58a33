/* How a native slot is called as a method: one function for each shape of slot. */
#ifndef OBJECT_SLOT_WRAPPERS_H
#define OBJECT_SLOT_WRAPPERS_H

#include "object/type_slots.h"

#define WRAPPER(name)                                                                                                  \
    Value name(Thread *thread, const SlotRule *rule, const Type *owner, Value self, const Arguments *args)

WRAPPER(wrap_unary);
WRAPPER(wrap_binary);
WRAPPER(wrap_format);
WRAPPER(wrap_reflected);
WRAPPER(wrap_truth);
WRAPPER(wrap_hash);
WRAPPER(wrap_compare);
WRAPPER(wrap_length);
WRAPPER(wrap_set_item);
WRAPPER(wrap_delete_item);
WRAPPER(wrap_contains);
WRAPPER(wrap_next);
WRAPPER(wrap_get_attribute);
WRAPPER(wrap_set_attribute);
WRAPPER(wrap_delete_attribute);
WRAPPER(wrap_call);
WRAPPER(wrap_init);
WRAPPER(wrap_get);
WRAPPER(wrap_set);
WRAPPER(wrap_delete);

#endif
