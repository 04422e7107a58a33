/* int: exact at any size, in three tiers that no script can tell apart: 49 bits in the word (value.h), a boxed int64, and GMP.
   A number always is in the smallest tier that holds it, so equal ints of different tiers do not exist. */
#ifndef OBJECT_INT_H
#define OBJECT_INT_H

#include "object/thread.h"
#include "object/type.h"

#include <gmp.h>

typedef struct Int { /* the boxed tiers */
    Object object;   /* flags: INT_IS_BIG */
    union {
        int64_t number; /* when not big */
        mpz_t big;      /* when big: limbs in collected memory, never changed after publication */
    };
    mp_limb_t limbs[]; /* those of most big ones */
} Int;

enum { INT_IS_BIG = 1 };

extern Type int_type;
extern Type bool_type; /* derived from int; True and False are constants */

Value int_from_int64(int64_t number);

/* The same in line for small ones. */
static inline Value int_from_int64_inline(int64_t number) {
    return small_int_fits(number) ? value_from_small_int(number) : int_from_int64(number);
}

Value int_from_uint64(uint64_t number);
Value int_from_double(Thread *thread, double number); /* truncates; OverflowError/ValueError for inf and nan */
Value int_from_mpz(const mpz_t number);               /* copies into the smallest tier */
Value int_parse(Thread *thread, const char *text, size_t length,
                int base); /* as int(text, base): underscores, prefixes, blanks; UNBOUND when malformed */

/* int (bool included), any tier; subclasses of int hold their number in an Int too. */
bool value_is_int(Value value);

/* The value as int64: false, without an exception, when it does not fit or is no int. bool counts as 0 and 1. */
bool int_boxed_to_int64(Value value, int64_t *number);
static inline bool int_to_int64(Value value, int64_t *number) {
    if (!value_is_small_int(value)) return int_boxed_to_int64(value, number);
    *number = value_small_int(value);
    return true;
}
double int_to_double(Value value);       /* HUGE_VAL of the right sign when out of range */
void int_to_mpz(Value value, mpz_t out); /* out: initialised by the callee */
int int_sign(Value value);
uint64_t int_bits(Value value); /* of the magnitude; 1 for 0 */

/* Of exactly type int: no other type has a say in what is done with two of them. */
static inline bool value_is_plain_int(Value value) {
    return value_is_small_int(value) || value_has_type(value, &int_type);
}
uint64_t int_hash(Value value);
/* str() of the number; its digits right before `end`, with a sign if it is negative, answering where they start. */
enum { INT64_ROOM = 24 };
Value int64_str(int64_t number);
char *int64_digits(int64_t number, char *end);

/* The digits with sign in the base, NUL-terminated, in the room if there is enough; null: raised. */
enum { INT_DIGITS_ROOM = 72 };
const char *int_digits(Thread *thread, Value value, int base, char room[INT_DIGITS_ROOM]);

Value int_str(Thread *thread, Value value,
              int base); /* digits with sign, no prefix; ValueError over 4300 digits in base 10 */

/* The slow paths of arithmetic: both operands ints of any tier. op: not POWER/DIVIDE, which may answer floats and also work. */
Value int_binary(Thread *thread, BinaryOp op, Value left, Value right);
int int_order(Value left, Value right);

#endif
