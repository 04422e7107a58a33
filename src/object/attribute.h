/* Attribute access by name: the generic way (data descriptors, the instance, the class), and what a cache may learn from it. */
#ifndef OBJECT_ATTRIBUTE_H
#define OBJECT_ATTRIBUTE_H

#include "object/thread.h"
#include "object/type.h"

/* object.name. AttributeError in CPython's words, with .name and .obj for "Did you mean". */
Value value_get_attribute(Thread *thread, Value object, Str *name);

/* The same, but UNBOUND instead of an AttributeError. */
Value value_find_attribute(Thread *thread, Value object, Str *name);

bool value_set_attribute(Thread *thread, Value object, Str *name, Value value);
bool value_delete_attribute(Thread *thread, Value object, Str *name);

/* The generic way itself (object.__getattribute__, __setattr__); value UNBOUND: delete. */
Value attribute_get_generic(Thread *thread, Value object, Str *name);
bool attribute_set_generic(Thread *thread, Value object, Str *name, Value value);

/* For `object.name(…)`: the function found on the class, with *receiver = object, when calling it with the receiver first is
   the same as calling the attribute (functions and built-in methods); otherwise the attribute's value and *receiver = UNBOUND. */
Value attribute_get_method(Thread *thread, Value object, Str *name, Value *receiver);

/* All names for dir(); generic: as object.__dir__ tells them. */
Value value_dir_generic(Thread *thread, Value object);
Value value_dir(Thread *thread, Value object);

#endif
