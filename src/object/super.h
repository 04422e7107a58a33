/* super(): attribute look-up that starts behind a class in the mro of the receiver. */
#ifndef OBJECT_SUPER_H
#define OBJECT_SUPER_H

#include "object/thread.h"
#include "object/type.h"

extern Type super_type;

/* super(owner, self): self an instance or a subclass of owner; UNBOUND when it is neither (the caller raises). */
Value super_new(Type *owner, Value self);

/* The TypeError then. */
Value super_refuse(Thread *thread, const Type *owner, Value self);

/* super(owner, self).name; UNBOUND when there is no such attribute. */
Value super_find(Thread *thread, Type *owner, Value self, Str *name);

/* For `super().name(…)`: like attribute_get_method. UNBOUND when there is no such attribute. */
Value super_find_method(Thread *thread, Type *owner, Value self, Str *name, Value *receiver);

#endif
