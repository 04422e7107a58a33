/* Arithmetic on ints beyond 64 bits, straight on their limbs: a result is computed where it stays, in the one block of its
   Int, which the collector need not look into. For operands of any tier. */
#ifndef OBJECT_INT_LIMBS_H
#define OBJECT_INT_LIMBS_H

#include "object/int_core.h"

Value int_limbs_add(Value left, Value right);
Value int_limbs_subtract(Value left, Value right);
Value int_limbs_multiply(Value left, Value right);

/* Floor division and its rest, each if its pointer is not null; right is not 0. */
void int_limbs_divide(Value left, Value right, Value *quotient, Value *rest);

Value int_limbs_shift_left(Value number, uint64_t shift);
Value int_limbs_and(Value left, Value right); /* neither negative */

/* A power modulo a number below 2^63; all three as they are in Python's pow(), the modulus positive. */
int64_t int64_power_modulo(int64_t base, uint64_t exponent, int64_t modulus);

#endif
