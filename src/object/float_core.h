/* What the files that make up float share. */
#ifndef OBJECT_FLOAT_CORE_H
#define OBJECT_FLOAT_CORE_H

#include "object/float.h"

extern const Builtin float_methods[];

double float_number(Value self); /* a float or of a derived class */

/* Two operands of arithmetic as doubles: 1; 0 when one is no number; -1 raised. */
int float_operands(Thread *thread, Value left, Value right, double numbers[2]);

/* round(number, digits), halves to even. */
Value float_round(Thread *thread, double number, int64_t digits);

#endif
