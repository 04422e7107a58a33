/* Arithmetic and order of small ints and floats, in line: what is common. Everything else is answered with false or -1,
   which means: ask the types. */
#ifndef INTERP_FAST_NUMBERS_H
#define INTERP_FAST_NUMBERS_H

#include "interp/fast.h"
#include "object/float.h"
#include "object/int.h"

#include <math.h>

static inline bool both_small_ints(Value left, Value right) {
    return (value_bits(left) & value_bits(right)) >= VALUE_INT_TAG;
}

static inline bool is_small_number(Value value) {
    return value_bits(value) >= VALUE_DOUBLE_OFFSET;
}

/* Of a small int or a float. */
static inline double small_number(Value value) {
    return value_is_small_int(value) ? (double)value_small_int(value) : value_float(value);
}

enum { SMALL_INT_SHIFT = 15 };

/* An int of 49 bits at the top of a word: what overflows the word overflows the small int. */
static inline int64_t shifted_int(Value value) {
    return (int64_t)(value_bits(value) << SMALL_INT_SHIFT);
}

static inline Value value_from_shifted_int(int64_t number) {
    return value_from_bits(VALUE_INT_TAG | (uint64_t)number >> SMALL_INT_SHIFT);
}

/* The parts of an operator: on two small ints, on two doubles. False: not that simple, or not a small int. */
#define INT_OPERATION(name, left, right)                                                                               \
    static inline bool name##_ints(Value a, Value b, Value *result) {                                                  \
        int64_t number;                                                                                                \
        if (UNLIKELY(__builtin_##name##_overflow(left, right, &number))) return false;                                 \
        *result = value_from_shifted_int(number);                                                                      \
        return true;                                                                                                   \
    }
INT_OPERATION(add, shifted_int(a), shifted_int(b))
INT_OPERATION(sub, shifted_int(a), shifted_int(b))
INT_OPERATION(mul, shifted_int(a), value_small_int(b))
#undef INT_OPERATION
#define subtract_ints sub_ints
#define multiply_ints mul_ints

/* Quotient and remainder by a positive number, rounded down. Half a word divides in half the time. */
static inline int64_t floor_quotient(int64_t number, int64_t divisor) {
    if (LIKELY(((uint64_t)(number | divisor) >> 32) == 0)) return (uint32_t)number / (uint32_t)divisor;
    int64_t quotient = number / divisor;
    return quotient - (quotient * divisor > number);
}

static inline int64_t floor_rest(int64_t number, int64_t divisor) {
    if (LIKELY(((uint64_t)(number | divisor) >> 32) == 0)) return (uint32_t)number % (uint32_t)divisor;
    int64_t rest = number % divisor;
    return rest < 0 ? rest + divisor : rest;
}

static inline bool divide_ints(Value left, Value right, Value *result) {
    double divisor = (double)value_small_int(right);
    *result = value_from_real((double)value_small_int(left) / divisor);
    return LIKELY(divisor != 0);
}

static inline bool floor_divide_ints(Value left, Value right, Value *result) {
    int64_t divisor = value_small_int(right);
    if (UNLIKELY(divisor <= 0)) return false;
    *result = value_from_small_int(floor_quotient(value_small_int(left), divisor));
    return true;
}

static inline bool modulo_ints(Value left, Value right, Value *result) {
    int64_t divisor = value_small_int(right);
    if (UNLIKELY(divisor <= 0)) return false;
    *result = value_from_small_int(floor_rest(value_small_int(left), divisor));
    return true;
}

static inline bool and_ints(Value left, Value right, Value *result) {
    *result = value_from_bits(value_bits(left) & value_bits(right));
    return true;
}

static inline bool or_ints(Value left, Value right, Value *result) {
    *result = value_from_bits(value_bits(left) | value_bits(right));
    return true;
}

static inline bool xor_ints(Value left, Value right, Value *result) {
    *result = value_from_bits(VALUE_INT_TAG | (value_bits(left) ^ value_bits(right)));
    return true;
}

static inline bool left_shift_ints(Value left, Value right, Value *result) {
    int64_t by = value_small_int(right), number = shifted_int(left);
    if (UNLIKELY((uint64_t)by >= 48)) return false;
    int64_t shifted = (int64_t)((uint64_t)number << by);
    *result = value_from_shifted_int(shifted);
    return shifted >> by == number;
}

static inline bool right_shift_ints(Value left, Value right, Value *result) {
    int64_t by = value_small_int(right);
    if (UNLIKELY((uint64_t)by >= 63)) return false;
    *result = value_from_small_int(value_small_int(left) >> by);
    return true;
}

/* A small exponent, by multiplying. */
static inline bool power_ints(Value left, Value right, Value *result) {
    int64_t base = value_small_int(left), exponent = value_small_int(right), power = 1;
    if ((uint64_t)exponent > 64) return false;
    for (; exponent > 0; exponent--)
        if (__builtin_mul_overflow(power, base, &power) || !small_int_fits(power)) return false;
    *result = value_from_small_int(power);
    return true;
}

/* The same on floats: a NaN where one operand is a NaN, and where the types must be asked. */
#define REAL_OPERATION(name, condition, expression)                                                                    \
    static inline double real_##name(double left, double right) {                                                      \
        return LIKELY(condition) ? expression : NAN;                                                                   \
    }
REAL_OPERATION(add, true, left + right)
REAL_OPERATION(subtract, true, left - right)
REAL_OPERATION(multiply, true, left *right)
REAL_OPERATION(divide, right != 0, left / right)
REAL_OPERATION(floor_divide, right == right && right != 0, float_floor_divide(left, right))
REAL_OPERATION(modulo, right == right && right != 0, float_modulo(left, right))
#undef REAL_OPERATION

/* Roots and powers of a positive number: nothing complex, and no overflow. */
static inline double real_power(double left, double right) {
    if (UNLIKELY(!(left > 0) || right != right)) return NAN;
    double power = pow(left, right);
    return LIKELY(isfinite(power)) ? power : NAN;
}

/* Of a small int or a float; else a NaN. */
static inline double mixed_float(Value value) {
    return value_is_small_int(value) ? (double)value_small_int(value) : value_blind_float(value);
}

/* The operators that are worth an evaluator of their own: for all operands, and for ints only. */
#define NUMBER_OPERATORS(X)                                                                                            \
    X(add, ADD)                                                                                                        \
    X(subtract, SUBTRACT)                                                                                              \
    X(multiply, MULTIPLY)                                                                                              \
    X(divide, DIVIDE)                                                                                                  \
    X(floor_divide, FLOOR_DIVIDE)                                                                                      \
    X(modulo, MODULO)                                                                                                  \
    X(power, POWER)

#define BIT_OPERATORS(X)                                                                                               \
    X(and, AND)                                                                                                        \
    X(or, OR)                                                                                                          \
    X(xor, XOR)                                                                                                        \
    X(left_shift, LEFT_SHIFT)                                                                                          \
    X(right_shift, RIGHT_SHIFT)

/* …_numbers: on any values, in line. False: ask …_mixed, which knows an int with a float, or the types. */
#define NUMBER_FUNCTION(name, NAME)                                                                                    \
    static inline bool name##_numbers(Value left, Value right, Value *result) {                                        \
        if (LIKELY(both_small_ints(left, right))) return name##_ints(left, right, result);                             \
        double number = real_##name(value_blind_float(left), value_blind_float(right));                                \
        *result = value_from_real(number);                                                                             \
        return LIKELY(number == number);                                                                               \
    }                                                                                                                  \
    static inline bool name##_mixed(Value left, Value right, Value *result) {                                          \
        double number = real_##name(mixed_float(left), mixed_float(right));                                            \
        *result = value_from_real(number);                                                                             \
        return number == number && !both_small_ints(left, right);                                                      \
    }
NUMBER_OPERATORS(NUMBER_FUNCTION)
#undef NUMBER_FUNCTION

#define BIT_FUNCTION(name, NAME)                                                                                       \
    static inline bool name##_numbers(Value left, Value right, Value *result) {                                        \
        return LIKELY(both_small_ints(left, right)) && name##_ints(left, right, result);                               \
    }                                                                                                                  \
    static inline bool name##_mixed(Value left, Value right, Value *result) {                                          \
        (void)left, (void)right, (void)result;                                                                         \
        return false;                                                                                                  \
    }
BIT_OPERATORS(BIT_FUNCTION)
#undef BIT_FUNCTION

/* 1, 0, or -1: ask the types. */
#define ORDERS(X)                                                                                                      \
    X(equal, EQUAL, ==)                                                                                                \
    X(not_equal, NOT_EQUAL, !=)                                                                                        \
    X(less, LESS, <)                                                                                                   \
    X(less_equal, LESS_EQUAL, <=)                                                                                      \
    X(greater, GREATER, >)                                                                                             \
    X(greater_equal, GREATER_EQUAL, >=)

#define ORDER_FUNCTION(name, NAME, sign)                                                                               \
    static inline int name##_numbers(Value left, Value right) {                                                        \
        if (LIKELY(both_small_ints(left, right))) return shifted_int(left) sign shifted_int(right);                    \
        double first = value_blind_float(left), second = value_blind_float(right);                                     \
        return LIKELY(!isunordered(first, second)) ? first sign second : -1;                                           \
    }
ORDERS(ORDER_FUNCTION)
#undef ORDER_FUNCTION

#endif
