/* What fills the slots of a script's classes: functions that look up the dunder. */
#ifndef OBJECT_TYPE_DUNDER_H
#define OBJECT_TYPE_DUNDER_H

#include "object/type.h"

Value script_repr(Thread *thread, Value self);
Value script_str(Thread *thread, Value self);
Value script_format(Thread *thread, Value self, Value spec);
int script_truth(Thread *thread, Value self);
bool script_hash(Thread *thread, Value self, uint64_t *hash);
Value script_index(Thread *thread, Value self);
Value script_int(Thread *thread, Value self);
Value script_float(Thread *thread, Value self);
Value script_negative(Thread *thread, Value self);
Value script_positive(Thread *thread, Value self);
Value script_invert(Thread *thread, Value self);
Value script_power3(Thread *thread, Value base, Value exponent, Value modulus);
Value script_compare(Thread *thread, CompareOp op, Value left, Value right);
int64_t script_length(Thread *thread, Value self);
Value script_get_item(Thread *thread, Value self, Value key);
bool script_set_item(Thread *thread, Value self, Value key, Value value);
int script_contains(Thread *thread, Value self, Value item);
Value script_iter(Thread *thread, Value self);
Value script_next(Thread *thread, Value self);
Value script_get_attribute(Thread *thread, Value self, Str *name);
bool script_set_attribute(Thread *thread, Value self, Str *name, Value value);
Value script_call(Thread *thread, Value self, const Arguments *args);
Value script_construct(Thread *thread, Type *type, const Arguments *args);
bool script_init(Thread *thread, Value self, const Arguments *args);
Value script_descriptor_get(Thread *thread, Value self, Value instance, Type *owner);
bool script_descriptor_set(Thread *thread, Value self, Value instance, Value value);

#define BINARY(OP, name, dunder)                                                                                       \
    Value script_##name(Thread *thread, Value left, Value right);                                                      \
    Value script_inplace_##name(Thread *thread, Value left, Value right);
#include "object/binary.def"

#endif
