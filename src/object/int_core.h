/* What the files that make up int share: any int seen as an mpz without copying, and results taken without copying. */
#ifndef OBJECT_INT_CORE_H
#define OBJECT_INT_CORE_H

#include "object/int.h"

typedef struct IntView { /* on the C stack, while the number is in use */
    mpz_t number;
    mp_limb_t limb;
} IntView;

/* The number of an int of any tier, read-only. */
mpz_srcptr int_view(Value value, IntView *view);

/* A big Int with room for so many limbs, to be filled and given to mpz_roinit_n before anybody else sees it. */
Int *int_new_big(mp_size_t limbs);

/* The value of a finished result, whose limbs it takes over. */
Value int_take(mpz_t number);

/* Whether a result of so many bits can be had: MemoryError if not. Asked before GMP, which cannot fail. */
bool int_room(Thread *thread, uint64_t bits);

/* The number as the exact type int (for subclasses and bool). */
Value int_plain(Value value);

Value int_power(Thread *thread, Value base, Value exponent);
Value int_power_modulo(Thread *thread, Value base, Value exponent, Value modulus);
Value int_true_divide(Thread *thread, Value left, Value right);
Value int_floor_divide_modulo(Thread *thread, Value left, Value right); /* divmod: a tuple */

/* Exactly int compared with a float: <0, 0, >0; the float is no NaN. */
int int_order_double(Value value, double number);

/* A heap Int for a class derived from int, with the number of the value. */
Value int_new_derived(Type *type, Value value);

/* The nearest double, ties to even; ±HUGE_VAL beyond the range. */
double mpz_to_double(mpz_srcptr number);

/* round(value, digits) for digits < 0. */
Value int_round(Thread *thread, Value value, int64_t digits);

extern const Builtin int_methods[];

#endif
