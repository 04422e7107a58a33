/* What types and built-in constructors need of shapes beyond shape.h. */
#ifndef OBJECT_SHAPE_CORE_H
#define OBJECT_SHAPE_CORE_H

#include "object/shape.h"

/* Gives a class (with TYPE_HAS_ATTRIBUTES) its first shape: names of its base, then the hints. */
void type_start_shapes(Type *type, const char *const *hints, size_t hint_count);

/* An instance of a type with TYPE_HAS_VARIABLE_SIZE (tuple, str, bytes, and classes derived from them): `size` bytes of the
   native struct with its tail, and behind them, for classes, the word of the extra dict. Such instances have no slots. */
void *instance_new_variable(Type *type, size_t size);

#endif
