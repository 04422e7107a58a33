/* The methods of set and frozenset. */
#include "object/error.h"
#include "object/operators.h"
#include "object/set_core.h"
#include "object/shape.h"
#include "object/str.h"

static Type *plain_type(Value self) {
    return type_is_subtype(value_type(self), &frozenset_type) ? &frozenset_type : &set_type;
}

static Set *as_set(Thread *thread, Value iterable) {
    if (value_is_any_set(iterable)) return value_set(iterable);
    Value made = set_from_iterable(thread, &set_type, iterable);
    return made == RAISED ? NULL : value_set(made);
}

/* A set of self OP each of the arguments in turn; null: raised. */
static Set *combine_all(Thread *thread, BinaryOp op, Value self, const Arguments *args) {
    Set *result = set_copy(value_set(self), plain_type(self));
    for (uint32_t i = 0; i < args->count && result; i++) {
        Set *other = as_set(thread, args->items[i]);
        result = other ? set_combine(thread, op, result, other, plain_type(self)) : NULL;
    }
    return result;
}

static Value combined(Thread *thread, BinaryOp op, Value self, const Arguments *args) {
    Set *result = combine_all(thread, op, self, args);
    return result ? value_from_object(result) : RAISED;
}

static Value updated(Thread *thread, BinaryOp op, Value self, const Arguments *args) {
    Set *result = combine_all(thread, op, self, args);
    if (!result) return RAISED;
    set_become(value_set(self), result);
    return NONE;
}

static Value method_union(Thread *thread, Value self, const Arguments *args) {
    return combined(thread, BINARY_OR, self, args);
}

static Value method_intersection(Thread *thread, Value self, const Arguments *args) {
    return combined(thread, BINARY_AND, self, args);
}

static Value method_difference(Thread *thread, Value self, const Arguments *args) {
    return combined(thread, BINARY_SUBTRACT, self, args);
}

static Value method_symmetric_difference(Thread *thread, Value self, const Arguments *args) {
    return combined(thread, BINARY_XOR, self, args);
}

static Value method_intersection_update(Thread *thread, Value self, const Arguments *args) {
    return updated(thread, BINARY_AND, self, args);
}

static Value method_difference_update(Thread *thread, Value self, const Arguments *args) {
    return updated(thread, BINARY_SUBTRACT, self, args);
}

static Value method_symmetric_difference_update(Thread *thread, Value self, const Arguments *args) {
    return updated(thread, BINARY_XOR, self, args);
}

static Value method_update(Thread *thread, Value self, const Arguments *args) {
    for (uint32_t i = 0; i < args->count; i++)
        if (!set_update(thread, value_set(self), args->items[i])) return RAISED;
    return NONE;
}

static Value method_add(Thread *thread, Value self, const Arguments *args) {
    return set_add(thread, value_set(self), args->items[0]) ? NONE : RAISED;
}

static Value method_discard(Thread *thread, Value self, const Arguments *args) {
    return set_discard(thread, value_set(self), args->items[0]) < 0 ? RAISED : NONE;
}

static Value method_remove(Thread *thread, Value self, const Arguments *args) {
    int removed = set_discard(thread, value_set(self), args->items[0]);
    return removed > 0 ? NONE : removed < 0 ? RAISED : raise_with(thread, &key_error, args->items[0]);
}

static Value method_pop(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Value item;
    if (set_pop(value_set(self), &item)) return item;
    return raise_error(thread, &key_error, "pop from an empty set");
}

static Value method_clear(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    set_clear(value_set(self));
    return NONE;
}

static Value method_copy(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    if (value_has_type(self, &frozenset_type)) return self;
    return value_from_object(set_copy(value_set(self), plain_type(self)));
}

static Value question(int answer) {
    return answer < 0 ? RAISED : value_from_bool(answer);
}

static Value method_is_subset(Thread *thread, Value self, const Arguments *args) {
    Set *other = as_set(thread, args->items[0]);
    return other ? question(set_is_subset(thread, value_set(self), other)) : RAISED;
}

static Value method_is_superset(Thread *thread, Value self, const Arguments *args) {
    Set *other = as_set(thread, args->items[0]);
    return other ? question(set_is_subset(thread, other, value_set(self))) : RAISED;
}

static Value method_is_disjoint(Thread *thread, Value self, const Arguments *args) {
    Set *other = as_set(thread, args->items[0]);
    Set *common = other ? set_combine(thread, BINARY_AND, value_set(self), other, &set_type) : NULL;
    return common ? value_from_bool(set_count(common) == 0) : RAISED;
}

static Value method_class_item(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return self;
}

#define SHARED_METHODS                                                                                                        \
    {"union", method_union, 0, -1, "union(*others): what is in any", NULL, BUILTIN_PLAIN},                                    \
    {"intersection", method_intersection, 0, -1, "intersection(*others): what is in all", NULL, BUILTIN_PLAIN},               \
    {"difference", method_difference, 0, -1, "difference(*others): what is in none of them", NULL, BUILTIN_PLAIN},            \
    {"symmetric_difference", method_symmetric_difference, 1, 1, "symmetric_difference(other): what is in one only", NULL,     \
     BUILTIN_PLAIN},                                                                                                          \
    {"issubset", method_is_subset, 1, 1, "issubset(other): whether the other has it all", NULL, BUILTIN_PLAIN},               \
    {"issuperset", method_is_superset, 1, 1, "issuperset(other): whether it has all of the other", NULL, BUILTIN_PLAIN},      \
    {"isdisjoint", method_is_disjoint, 1, 1, "isdisjoint(other): whether nothing is in both", NULL, BUILTIN_PLAIN},           \
    {"copy", method_copy, 0, 0, "copy(): a set of the same items", NULL, BUILTIN_PLAIN},                                      \
    {"__class_getitem__", method_class_item, 1, 1, "set[item], for annotations", NULL, BUILTIN_CLASS_METHOD}

const Builtin set_methods[] = {
    SHARED_METHODS,
    {"add", method_add, 1, 1, "add(item): put the item in", NULL, BUILTIN_PLAIN},
    {"discard", method_discard, 1, 1, "discard(item): take the item out if it is there", NULL, BUILTIN_PLAIN},
    {"remove", method_remove, 1, 1, "remove(item): take the item out; KeyError if it is not there", NULL, BUILTIN_PLAIN},
    {"pop", method_pop, 0, 0, "pop(): take some item out and answer it", NULL, BUILTIN_PLAIN},
    {"clear", method_clear, 0, 0, "clear(): take all items out", NULL, BUILTIN_PLAIN},
    {"update", method_update, 0, -1, "update(*others): put all their items in", NULL, BUILTIN_PLAIN},
    {"intersection_update", method_intersection_update, 0, -1, "intersection_update(*others): keep what is in all", NULL, BUILTIN_PLAIN},
    {"difference_update", method_difference_update, 0, -1, "difference_update(*others): take out what is in them", NULL, BUILTIN_PLAIN},
    {"symmetric_difference_update", method_symmetric_difference_update, 1, 1,
     "symmetric_difference_update(other): keep what is in one only", NULL, BUILTIN_PLAIN},
    {0},
};

const Builtin frozenset_methods[] = {SHARED_METHODS, {0}};
