/* What the files about callables and types share. */
#ifndef OBJECT_CALLABLE_CORE_H
#define OBJECT_CALLABLE_CORE_H

#include "object/callable.h"

typedef struct PropertyDescriptor {
    Object object;
    const Property *property;
    Type *owner;
} PropertyDescriptor;

extern Type class_method_descriptor_type;

Value method_descriptor_new(const Builtin *builtin, Type *owner);
Value property_descriptor_new(const Property *property, Type *owner);
Value static_method_new(Value function);
Value class_method_new(Value function);

/* A Str, or NONE for null. */
Value value_from_text(const char *text);

#endif
