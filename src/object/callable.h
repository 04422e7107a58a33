/* What can be called or bound besides classes and script functions: built-in functions and methods, bound methods,
   staticmethod, classmethod, property; and cells, the boxes of captured variables. */
#ifndef OBJECT_CALLABLE_H
#define OBJECT_CALLABLE_H

#include "object/thread.h"
#include "object/type.h"

/* A built-in function (self: its module or UNBOUND), or a built-in method bound to a receiver (self). */
typedef struct BuiltinObject {
    Object object;
    const Builtin *builtin;
    Value self;
    const char *module;
    Type *owner; /* a method's type; null for functions */
} BuiltinObject;

/* A built-in method as found on the type: calling it takes the receiver first. */
typedef struct MethodDescriptor {
    Object object;
    const Builtin *builtin;
    Type *owner;
} MethodDescriptor;

typedef struct BoundMethod {
    Object object;
    Value function;
    Value self;
} BoundMethod;

typedef struct Cell {
    Object object;
    Word value; /* UNBOUND while without one */
} Cell;

extern Type builtin_type;             /* builtin_function_or_method */
extern Type method_descriptor_type;   /* method_descriptor */
extern Type property_descriptor_type; /* getset_descriptor: a Property of a built-in type */
extern Type bound_method_type;        /* method */
extern Type static_method_type;
extern Type class_method_type;
extern Type property_type;
extern Type cell_type;

/* What a staticmethod or classmethod wraps. */
Value method_wrapped(Value method);

Value builtin_new(const Builtin *builtin, Value self, const char *module);
Value bound_method_new(Value function, Value self);
Cell *cell_new(Value value);

#endif
