/* What the files about types share. */
#ifndef OBJECT_TYPE_CORE_H
#define OBJECT_TYPE_CORE_H

#include "object/type.h"

/* The mro; ready at once if the type was not. */
Tuple *type_mro(const Type *type);

static inline Type *value_as_type(Value value) {
    return (Type *)(void *)value;
}

/* The linearisation of a class over its bases; RAISED with the TypeError when there is none. */
Value mro_compute(Thread *thread, Type *type, Tuple *bases);

/* Records that the type has a new subtype; new versions for the type and everything below it. */
void type_add_subtype(Type *base, Type *subtype);
void type_changed(Type *type);

/* Fills the slots of a new class, which its bases know already: changes of theirs reach it from now on. */
void type_start_slots(Type *type);

/* The nearest type at or above whose struct is larger than its base's: what decides whether layouts fit. */
Type *type_layout(Type *type);

/* A new instance as object.__new__ makes it, and the whole of type(args). */
Value object_construct(Thread *thread, Type *type, const Arguments *args);
Value type_construct(Thread *thread, Type *type, const Arguments *args); /* type(name, bases, namespace) */
Value type_instantiate(Thread *thread, Type *type, const Arguments *args);

/* The class' `__new__` for a native `construct`. */
Value native_new(Type *type);

/* type.__getattribute__ and type.__setattr__. */
Value type_get_attribute(Thread *thread, Value self, Str *name);
Value type_find_attribute(Thread *thread, Type *type, Str *name); /* UNBOUND when there is none */

/* dict views for classes: mappingproxy. */
extern Type mapping_proxy_type;
Value mapping_proxy_new(Value mapping);

#endif
