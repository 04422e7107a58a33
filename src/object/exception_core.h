/* What the files about exceptions share. */
#ifndef OBJECT_EXCEPTION_CORE_H
#define OBJECT_EXCEPTION_CORE_H

#include "object/exception.h"

Value exception_construct(Thread *thread, Type *type, const Arguments *args);
bool exception_init(Thread *thread, Value self, const Arguments *args);

/* Sets the fields that the type derives from its arguments; OSError(errno, …) may become an instance of a type below. */
bool exception_fill(Thread *thread, Exception *made, const Arguments *args);
Type *os_error_type(Type *type, const Arguments *args);

Value exception_repr(Thread *thread, Value self);
Value key_error_str(Thread *thread, Value self);
Value os_error_str(Thread *thread, Value self);
Value syntax_error_str(Thread *thread, Value self);
Value import_error_str(Thread *thread, Value self);
Value unicode_error_str(Thread *thread, Value self);
Value exception_group_str(Thread *thread, Value self);
Value exception_group_construct(Thread *thread, Type *type, const Arguments *args);

extern const Builtin exception_methods[], exception_group_methods[];
extern const Property exception_properties[], stop_iteration_properties[], system_exit_properties[],
    os_error_properties[], import_error_properties[], name_error_properties[], attribute_error_properties[],
    syntax_error_properties[], unicode_error_properties[], exception_group_properties[];

#endif
