/* What the 64 bits of a Value mean.

   NaN-boxing that favours pointers: an address is itself, so that the collector finds it and following it costs nothing.

     0000 pppp pppp pppp   a heap object (8-aligned), or one of the few small constants below
     0002 … - fffc …       a double, with 2^49 added to its bits
     fffe … - ffff …       an int of 49 bits, two's complement

   Larger ints are heap objects of the same type `int` (object/int.h). One compare tells an int or a float; neither can
   look like a pointer to the collector. */
#ifndef OBJECT_VALUE_H
#define OBJECT_VALUE_H

#include "base/value.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct Object Object;
typedef struct Type Type;

/* UNBOUND is no value of the language: a variable without one, a missing argument, an absent attribute, the end of an
   iteration. NOT_IMPLEMENTED is the constant NotImplemented. */
#define UNBOUND ((Value)(uintptr_t)0x02)
#define NONE ((Value)(uintptr_t)0x0a)
#define FALSE_VALUE ((Value)(uintptr_t)0x12)
#define TRUE_VALUE ((Value)(uintptr_t)0x1a)
#define ELLIPSIS ((Value)(uintptr_t)0x22)
#define NOT_IMPLEMENTED ((Value)(uintptr_t)0x2a)

#define VALUE_INT_TAG 0xfffe000000000000u
#define VALUE_DOUBLE_OFFSET 0x0002000000000000u
#define SMALL_INT_MAX ((int64_t)0x0000ffffffffffff)
#define SMALL_INT_MIN (-SMALL_INT_MAX - 1)

static inline uint64_t value_bits(Value value) {
    return (uint64_t)(uintptr_t)value;
}

static inline Value value_from_bits(uint64_t bits) {
    return (Value)(uintptr_t)bits;
}

/* Small ints: the heap tier is not asked (see int.h for value_is_int). */
static inline bool value_is_small_int(Value value) {
    return value_bits(value) >= VALUE_INT_TAG;
}

static inline int64_t value_small_int(Value value) {
    return (int64_t)(value_bits(value) << 15) >> 15;
}

static inline bool small_int_fits(int64_t number) {
    return (uint64_t)number - (uint64_t)SMALL_INT_MIN <= (uint64_t)(SMALL_INT_MAX - SMALL_INT_MIN);
}

static inline Value value_from_small_int(int64_t number) {
    return value_from_bits(VALUE_INT_TAG | ((uint64_t)number & ~VALUE_INT_TAG));
}

static inline bool value_is_float(Value value) {
    return value_bits(value) - VALUE_DOUBLE_OFFSET < VALUE_INT_TAG - VALUE_DOUBLE_OFFSET;
}

static inline double value_float(Value value) {
    uint64_t bits = value_bits(value) - VALUE_DOUBLE_OFFSET;
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

/* The bits of any value taken for a float: a NaN if it is none, because all others lie where only NaNs do. */
static inline double value_blind_float(Value value) {
    return value_float(value);
}

/* Of a number that is no NaN. */
static inline Value value_from_real(double number) {
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return value_from_bits(bits + VALUE_DOUBLE_OFFSET);
}

static inline Value value_from_float(double number) {
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    if (number != number)
        bits = 0x7ff8000000000000u |
               (bits & 0x8000000000000000u); /* one NaN of each sign: no other may reach the int range */
    return value_from_bits(bits + VALUE_DOUBLE_OFFSET);
}

/* One less than an address, its zeros at the bottom turned to the top, has nothing there; 0 less one is all ones. */
static inline bool value_is_object(Value value) {
    uint64_t bits = value_bits(value) - 8;
    return (bits >> 3 | bits << 61) >> 45 == 0;
}

static inline Object *value_object(Value value) {
    return (Object *)(void *)value;
}

static inline Value value_from_object(const void *object) {
    return (Value)(uintptr_t)object;
}

static inline bool value_is_bool(Value value) {
    return (value_bits(value) & ~(uint64_t)0x08) == 0x12;
}

static inline Value value_from_bool(bool truth) {
    return truth ? TRUE_VALUE : FALSE_VALUE;
}

#endif
