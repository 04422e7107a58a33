/* bool: int's two-valued child, constants in the value word. */
#include "object/error.h"
#include "object/int_core.h"
#include "object/operators.h"
#include "object/str.h"

static Value bool_repr(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(str_intern_text(self == TRUE_VALUE ? "True" : "False"));
}

static Value bool_bitwise(Thread *thread, BinaryOp op, Value left, Value right) {
    if (!value_is_bool(left) || !value_is_bool(right)) return int_type.binary[op](thread, left, right);
    bool a = left == TRUE_VALUE, b = right == TRUE_VALUE;
    return value_from_bool(op == BINARY_AND ? a && b : op == BINARY_OR ? a || b : a != b);
}

static Value bool_and(Thread *thread, Value left, Value right) {
    return bool_bitwise(thread, BINARY_AND, left, right);
}

static Value bool_or(Thread *thread, Value left, Value right) {
    return bool_bitwise(thread, BINARY_OR, left, right);
}

static Value bool_xor(Thread *thread, Value left, Value right) {
    return bool_bitwise(thread, BINARY_XOR, left, right);
}

static Value bool_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)type;
    if (args->keyword_count > 0) return raise_type(thread, "bool() takes no keyword arguments");
    if (args->count > 1) return raise_type(thread, "bool expected at most 1 argument, got %u", args->count);
    if (args->count == 0) return FALSE_VALUE;
    int truth = value_truth(thread, args->items[0]);
    return truth < 0 ? RAISED : value_from_bool(truth);
}

Type bool_type = {
    TYPE_HEAD,
    .name = "bool",
    .doc = "bool(object=False): whether an object counts as true; the type of True and False.",
    .base = &int_type,
    .flags = TYPE_IS_FINAL,
    .repr = bool_repr,
    .binary = {[BINARY_AND] = bool_and, [BINARY_OR] = bool_or, [BINARY_XOR] = bool_xor},
    .construct = bool_construct,
};
