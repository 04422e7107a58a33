/* float: IEEE double in the value word; repr is the shortest text that reads back as the same number. */
#ifndef OBJECT_FLOAT_H
#define OBJECT_FLOAT_H

#include "base/buffer.h"
#include "object/thread.h"
#include "object/type.h"

extern Type float_type; /* instances of classes derived from float are heap objects: FloatObject */

typedef struct FloatObject {
    Object object;
    double number;
} FloatObject;

/* float or a subclass: the number. */
bool value_as_float(Value value, double *number);

void float_repr(Buffer *out, double number);
bool float_parse(const char *text, size_t length, double *number); /* as float(text) */
uint64_t float_hash(double number);
double float_modulo(double left, double right); /* Python's %: sign of the right */
double float_floor_divide(double left, double right);

#endif
