/* What can be told about values of the commonest types without calling anything: small ints, floats, exact strs, and tuples of
   them. Faster forms of value_equal and value_hash for those who compare and hash in loops. */
#ifndef OBJECT_PLAIN_H
#define OBJECT_PLAIN_H

#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

static inline bool value_is_plain_str(Value value) {
    return value_is_object(value) && object_type(value_object(value)) == &str_type;
}

/* plain_equal of two exact tuples, item by item. (tuple.c) */
int tuple_plain_equal(const Tuple *left, const Tuple *right);

/* The hash of one of small ints and exact strs; false: of others. (tuple.c) */
bool tuple_plain_hash(const Tuple *tuple, uint64_t *hash);

/* Whether two values, not the same word, are equal: 1, 0, or -1: value_equal must tell. */
static inline int plain_differing(Value left, Value right) {
    if (value_is_small_int(left) && value_is_small_int(right)) return 0;
    if (value_is_object(left) && value_is_object(right)) {
        const Type *type = object_type(value_object(left));
        if (type != object_type(value_object(right))) return -1;
        if (type == &str_type) return str_equal(value_str_object(left), value_str_object(right));
        return type == &tuple_type ? tuple_plain_equal(value_tuple(left), value_tuple(right)) : -1;
    }
    return value_is_float(left) && value_is_float(right) ? value_float(left) == value_float(right) : -1;
}

/* As containers compare: the same object is equal to itself. */
static inline int plain_equal(Value left, Value right) {
    return left == right ? 1 : plain_differing(left, right);
}

static inline int value_equal_quick(Thread *thread, Value left, Value right) {
    int equal = plain_equal(left, right);
    return equal >= 0 ? equal : value_equal(thread, left, right);
}

/* As int_hash has it. */
static inline uint64_t small_int_hash(Value value) {
    int64_t number = value_small_int(value);
    return (uint64_t)(number - (number == -1));
}

static inline bool value_hash_quick(Thread *thread, Value value, uint64_t *hash) {
    if (value_is_small_int(value)) {
        *hash = small_int_hash(value);
        return true;
    }
    if (!value_is_plain_str(value)) return value_hash(thread, value, hash);
    *hash = str_hash(value_str_object(value));
    return true;
}

#endif
