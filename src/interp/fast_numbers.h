/* Arithmetic and order of small ints and floats, in line: what is common. Everything else is answered with RAISED (without an
   exception) or -1, which means: ask the types. */
#ifndef INTERP_FAST_NUMBERS_H
#define INTERP_FAST_NUMBERS_H

#include "interp/fast.h"
#include "object/float.h"
#include "object/int.h"

#include <math.h>

static inline bool both_small_ints(Value left, Value right) {
    return (value_bits(left) & value_bits(right)) >= VALUE_INT_TAG;
}

static inline bool both_floats(Value left, Value right) {
    return value_is_float(left) && value_is_float(right);
}

static inline bool is_small_number(Value value) {
    return value_bits(value) >= VALUE_DOUBLE_OFFSET;
}

/* Of a small int or a float. */
static inline double small_number(Value value) {
    return value_is_small_int(value) ? (double)value_small_int(value) : value_float(value);
}

static inline Value small_result(int64_t number) {
    return LIKELY(small_int_fits(number)) ? value_from_small_int(number) : int_from_int64(number);
}

/* The parts of an operator: on two ints, on two doubles. */
static inline Value add_ints(int64_t left, int64_t right) {
    return small_result(left + right);
}

static inline Value subtract_ints(int64_t left, int64_t right) {
    return small_result(left - right);
}

static inline Value multiply_ints(int64_t left, int64_t right) {
    int64_t product;
    return LIKELY(!__builtin_mul_overflow(left, right, &product)) ? small_result(product) : RAISED;
}

static inline Value divide_ints(int64_t left, int64_t right) {
    return LIKELY(right != 0) ? value_from_float((double)left / (double)right) : RAISED;
}

static inline Value floor_divide_ints(int64_t left, int64_t right) {
    if (UNLIKELY(right == 0)) return RAISED;
    int64_t quotient = left / right;
    return small_result(quotient - ((left % right != 0) & ((left ^ right) < 0)));
}

static inline Value modulo_ints(int64_t left, int64_t right) {
    if (UNLIKELY(right == 0)) return RAISED;
    int64_t rest = left % right;
    return value_from_small_int(((rest != 0) & ((rest ^ right) < 0)) ? rest + right : rest);
}

static inline Value and_ints(int64_t left, int64_t right) {
    return value_from_small_int(left & right);
}

static inline Value or_ints(int64_t left, int64_t right) {
    return value_from_small_int(left | right);
}

static inline Value xor_ints(int64_t left, int64_t right) {
    return value_from_small_int(left ^ right);
}

static inline Value left_shift_ints(int64_t left, int64_t right) {
    return LIKELY((uint64_t)right < 15) ? small_result((int64_t)((uint64_t)left << right)) : RAISED;
}

static inline Value right_shift_ints(int64_t left, int64_t right) {
    return LIKELY((uint64_t)right < 63) ? value_from_small_int(left >> right) : RAISED;
}

static inline Value add_floats(double left, double right) {
    return value_from_float(left + right);
}

static inline Value subtract_floats(double left, double right) {
    return value_from_float(left - right);
}

static inline Value multiply_floats(double left, double right) {
    return value_from_float(left * right);
}

static inline Value divide_floats(double left, double right) {
    return LIKELY(right != 0) ? value_from_float(left / right) : RAISED;
}

static inline Value floor_divide_floats(double left, double right) {
    return LIKELY(right != 0) ? value_from_float(float_floor_divide(left, right)) : RAISED;
}

static inline Value modulo_floats(double left, double right) {
    return LIKELY(right != 0) ? value_from_float(float_modulo(left, right)) : RAISED;
}

/* The operators that are worth an evaluator of their own: for all operands, and for ints only. */
#define NUMBER_OPERATORS(X)                                                                                            \
    X(add, ADD)                                                                                                        \
    X(subtract, SUBTRACT)                                                                                              \
    X(multiply, MULTIPLY)                                                                                              \
    X(divide, DIVIDE)                                                                                                  \
    X(floor_divide, FLOOR_DIVIDE)                                                                                      \
    X(modulo, MODULO)

#define BIT_OPERATORS(X)                                                                                               \
    X(and, AND)                                                                                                        \
    X(or, OR)                                                                                                          \
    X(xor, XOR)                                                                                                        \
    X(left_shift, LEFT_SHIFT)                                                                                          \
    X(right_shift, RIGHT_SHIFT)

#define NUMBER_FUNCTION(name, NAME)                                                                                    \
    static inline Value name##_numbers(Value left, Value right) {                                                      \
        if (LIKELY(both_small_ints(left, right))) return name##_ints(value_small_int(left), value_small_int(right));   \
        if (LIKELY(both_floats(left, right))) return name##_floats(value_float(left), value_float(right));             \
        if (is_small_number(left) && is_small_number(right))                                                           \
            return name##_floats(small_number(left), small_number(right));                                             \
        return RAISED;                                                                                                 \
    }
NUMBER_OPERATORS(NUMBER_FUNCTION)
#undef NUMBER_FUNCTION

#define BIT_FUNCTION(name, NAME)                                                                                       \
    static inline Value name##_numbers(Value left, Value right) {                                                      \
        if (LIKELY(both_small_ints(left, right))) return name##_ints(value_small_int(left), value_small_int(right));   \
        return RAISED;                                                                                                 \
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
        if (LIKELY(both_small_ints(left, right))) return value_small_int(left) sign value_small_int(right);            \
        if (is_small_number(left) && is_small_number(right)) return small_number(left) sign small_number(right);       \
        return -1;                                                                                                     \
    }
ORDERS(ORDER_FUNCTION)
#undef ORDER_FUNCTION

#endif
