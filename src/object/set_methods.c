/* The algebra of sets: as operators, which want sets on both sides, and as methods, which take any iterable. */
#include "object/generic_alias.h"
#include "object/set_core.h"

#include "object/callable.h"
#include "object/error.h"
#include "object/operators.h"
#include "object/str.h"

/* The value itself if it is a set, else a set of its items; null: raised. */
static Set *as_set(Thread *thread, Value value) {
    if (value_is_set(value)) return value_set(value);
    Value set = set_from_iterable(thread, &set_type, value);
    return set == RAISED ? NULL : value_set(set);
}

static Type *plain_type(Value value) {
    return value_is_instance(value, &frozenset_type) ? &frozenset_type : &set_type;
}

/* Adds the items of `from` that are (or are not) in `other`, and not yet in the result. */
static bool add_filtered(Thread *thread, Set *result, Set *from, Set *other, bool wanted) {
    SetTable *table = set_table(from);
    size_t fill = set_table_fill(table);
    Value item;
    for (size_t at = 0; set_table_next(table, &at, &item);) {
        uint64_t hash = set_table_hash(table, at);
        int found = set_find_hashed(thread, other, item, hash);
        if (found < 0) return false;
        if ((found != 0) != wanted) continue;
        bool is_new = __libc_single_threaded && set_table_fill(table) == fill; /* else one may come and go and come */
        if (is_new) set_add_new(result, item, hash);
        else if (set_add_hashed(thread, result, item, hash) < 0) return false;
    }
    return true;
}

static Set *intersect(Thread *thread, Set *left, Set *right, Type *type) {
    Set *result = set_of_type(type);
    bool swap = set_count(right) > set_count(left);
    return add_filtered(thread, result, swap ? left : right, swap ? right : left, true) ? result : NULL;
}

static bool discard_all(Thread *thread, Set *set, Set *other) {
    SetTable *table = set_table(other);
    Value item;
    for (size_t at = 0; set_table_next(table, &at, &item);)
        if (set_discard_hashed(thread, set, item, set_table_hash(table, at)) < 0) return false;
    return true;
}

/* Few are taken out of a copy, which keeps the order. */
static Set *subtract(Thread *thread, Set *left, Set *right, Type *type) {
    if (left != right && set_count(left) / 4 > set_count(right)) {
        Set *copy = set_copy(left, type);
        return discard_all(thread, copy, right) ? copy : NULL;
    }
    Set *result = set_of_type(type);
    return add_filtered(thread, result, left, right, false) ? result : NULL;
}

static Set *unite(Thread *thread, Set *left, Set *right, Type *type) {
    Set *result = set_copy(left, type);
    return set_update(thread, result, value_from_object(right)) ? result : NULL;
}

static Set *exclude(Thread *thread, Set *left, Set *right, Type *type) {
    Set *result = set_of_type(type);
    bool done = add_filtered(thread, result, left, right, false) && add_filtered(thread, result, right, left, false);
    return done ? result : NULL;
}

typedef Set *(*Combine)(Thread *thread, Set *left, Set *right, Type *type);

static Value result_or_raised(Set *set) {
    return set ? value_from_object(set) : RAISED;
}

/* ---- Operators ---- */

static Value operate(Thread *thread, Combine combine, Value left, Value right) {
    if (!value_is_set(left) || !value_is_set(right)) return NOT_IMPLEMENTED;
    return result_or_raised(combine(thread, value_set(left), value_set(right), plain_type(left)));
}

/* The set takes over the result as a whole: other threads see it before or after. */
static bool become(Set *set, Set *result) {
    if (!result) return false;
    object_lock(&set->object);
    atomic_store_explicit(&set->table, set_table(result), memory_order_release);
    object_unlock(&set->object);
    return true;
}

static Value operate_in_place(Thread *thread, Combine combine, Value left, Value right) {
    if (!value_is_set(right)) return NOT_IMPLEMENTED;
    return become(value_set(left), combine(thread, value_set(left), value_set(right), &set_type)) ? left : RAISED;
}

#define SET_OPERATOR(name, combine)                                                                                    \
    Value set_binary_##name(Thread *thread, Value left, Value right) {                                                 \
        return operate(thread, combine, left, right);                                                                  \
    }                                                                                                                  \
    Value set_inplace_##name(Thread *thread, Value left, Value right) {                                                \
        return operate_in_place(thread, combine, left, right);                                                         \
    }

SET_OPERATOR(and, intersect)
SET_OPERATOR(xor, exclude)

Value set_binary_subtract(Thread *thread, Value left, Value right) {
    return operate(thread, subtract, left, right);
}

/* In place when nobody can see it half done. */
Value set_inplace_subtract(Thread *thread, Value left, Value right) {
    if (!__libc_single_threaded || !value_is_set(right) || left == right)
        return operate_in_place(thread, subtract, left, right);
    return discard_all(thread, value_set(left), value_set(right)) ? left : RAISED;
}

Value set_binary_or(Thread *thread, Value left, Value right) {
    return operate(thread, unite, left, right);
}

Value set_inplace_or(Thread *thread, Value left, Value right) {
    if (!value_is_set(right)) return NOT_IMPLEMENTED;
    return set_update(thread, value_set(left), right) ? left : RAISED;
}

/* ---- Comparison ---- */

static int is_subset(Thread *thread, Set *left, Set *right) {
    SetTable *table = set_table(left);
    Value item;
    if (set_count(left) > set_count(right)) return 0;
    for (size_t at = 0; set_table_next(table, &at, &item);) {
        int found = set_find_hashed(thread, right, item, set_table_hash(table, at));
        if (found <= 0) return found;
    }
    return 1;
}

static int compare(Thread *thread, CompareOp op, Set *left, Set *right) {
    bool same_size = set_count(left) == set_count(right);
    switch (op) {
    case COMPARE_EQUAL:
        return same_size ? is_subset(thread, left, right) : 0;
    case COMPARE_LESS_EQUAL:
        return is_subset(thread, left, right);
    case COMPARE_LESS:
        return same_size ? 0 : is_subset(thread, left, right);
    case COMPARE_GREATER_EQUAL:
        return is_subset(thread, right, left);
    case COMPARE_GREATER:
        return same_size ? 0 : is_subset(thread, right, left);
    default:
        break;
    }
    int equal = same_size ? is_subset(thread, left, right) : 0;
    return equal < 0 ? -1 : !equal;
}

Value set_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (!value_is_set(left) || !value_is_set(right)) return NOT_IMPLEMENTED;
    int truth = compare(thread, op, value_set(left), value_set(right));
    return truth < 0 ? RAISED : value_from_bool(truth);
}

/* ---- Methods ---- */

static Value combine_all(Thread *thread, Value self, const Arguments *args, Combine combine) {
    Set *result = set_copy(value_set(self), plain_type(self));
    for (uint32_t i = 0; result && i < args->count; i++) {
        Set *other = as_set(thread, args->items[i]);
        if (!other) return RAISED;
        result = combine(thread, result, other, plain_type(self));
    }
    return result_or_raised(result);
}

static Value update_all(Thread *thread, Value self, const Arguments *args, Combine combine) {
    Value result = combine_all(thread, self, args, combine);
    if (result == RAISED) return RAISED;
    become(value_set(self), value_set(result));
    return NONE;
}

#define COMBINING_METHOD(name, combine)                                                                                \
    static Value set_##name(Thread *thread, Value self, const Arguments *args) {                                       \
        return combine_all(thread, self, args, combine);                                                               \
    }                                                                                                                  \
    static Value set_##name##_update(Thread *thread, Value self, const Arguments *args) {                              \
        return update_all(thread, self, args, combine);                                                                \
    }

COMBINING_METHOD(intersection, intersect)
COMBINING_METHOD(difference, subtract)
COMBINING_METHOD(symmetric_difference, exclude)

static Value set_union(Thread *thread, Value self, const Arguments *args) {
    return combine_all(thread, self, args, unite);
}

static Value set_update_method(Thread *thread, Value self, const Arguments *args) {
    for (uint32_t i = 0; i < args->count; i++)
        if (!set_update(thread, value_set(self), args->items[i])) return RAISED;
    return NONE;
}

static Value compare_with(Thread *thread, CompareOp op, Value self, Value other) {
    Set *right = as_set(thread, other);
    if (!right) return RAISED;
    int truth = compare(thread, op, value_set(self), right);
    return truth < 0 ? RAISED : value_from_bool(truth);
}

static Value set_is_subset(Thread *thread, Value self, const Arguments *args) {
    return compare_with(thread, COMPARE_LESS_EQUAL, self, args->items[0]);
}

static Value set_is_superset(Thread *thread, Value self, const Arguments *args) {
    return compare_with(thread, COMPARE_GREATER_EQUAL, self, args->items[0]);
}

static int are_disjoint(Thread *thread, Set *left, Set *right) {
    bool swap = set_count(left) >= set_count(right); /* as CPython: whoever watches sees the same comparisons */
    SetTable *table = set_table(swap ? right : left);
    Value item;
    for (size_t at = 0; set_table_next(table, &at, &item);) {
        int found = set_find_hashed(thread, swap ? left : right, item, set_table_hash(table, at));
        if (found != 0) return found < 0 ? -1 : 0;
    }
    return 1;
}

static Value set_is_disjoint(Thread *thread, Value self, const Arguments *args) {
    Set *other = as_set(thread, args->items[0]);
    int disjoint = other ? are_disjoint(thread, value_set(self), other) : -1;
    return disjoint < 0 ? RAISED : value_from_bool(disjoint);
}

static Value set_copy_method(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    if (value_has_type(self, &frozenset_type)) return self;
    return value_from_object(set_copy(value_set(self), plain_type(self)));
}

static Value set_add_method(Thread *thread, Value self, const Arguments *args) {
    return set_add(thread, value_set(self), args->items[0]) ? NONE : RAISED;
}

static Value set_discard_method(Thread *thread, Value self, const Arguments *args) {
    return set_discard(thread, value_set(self), args->items[0]) < 0 ? RAISED : NONE;
}

static Value set_remove(Thread *thread, Value self, const Arguments *args) {
    int removed = set_discard(thread, value_set(self), args->items[0]);
    if (removed < 0) return RAISED;
    return removed ? NONE : raise_with(thread, &key_error, args->items[0]);
}

static Value set_pop_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Value item;
    if (set_pop(value_set(self), &item)) return item;
    return raise_with(thread, &key_error, value_from_object(str_from_text("pop from an empty set")));
}

static Value set_clear_method(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    set_clear(value_set(self));
    return NONE;
}

#define COMMON_METHODS                                                                                                 \
    {"copy", set_copy_method, 0, 0, "copy(): a set of the same items"},                                                \
        {"difference", set_difference, 0, -1, "difference(*others): the items that are in none of the others"},        \
        {"intersection", set_intersection, 0, -1, "intersection(*others): the items that are in all of the others"},   \
        {"isdisjoint", set_is_disjoint, 1, 1, "isdisjoint(other): whether no item is in both"},                        \
        {"issubset", set_is_subset, 1, 1, "issubset(other): whether every item is in the other"},                      \
        {"issuperset", set_is_superset, 1, 1, "issuperset(other): whether every item of the other is here"},           \
        {"symmetric_difference", set_symmetric_difference, 1, 1,                                                       \
         "symmetric_difference(other): the items in just one"},                                                        \
    {                                                                                                                  \
        "union", set_union, 0, -1, "union(*others): the items of all of them"                                          \
    }

const Builtin frozenset_methods[] = {
    COMMON_METHODS,
    GENERIC_CLASS_ITEM,
    {0},
};

const Builtin set_methods[] = {
    COMMON_METHODS,
    GENERIC_CLASS_ITEM,
    {"add", set_add_method, 1, 1, "add(item): put it in, if it is not there"},
    {"clear", set_clear_method, 0, 0, "clear(): take everything out"},
    {"difference_update", set_difference_update, 0, -1, "difference_update(*others): take out what is in any of them"},
    {"discard", set_discard_method, 1, 1, "discard(item): take it out, if it is there"},
    {"intersection_update", set_intersection_update, 0, -1,
     "intersection_update(*others): keep what is in all of them"},
    {"pop", set_pop_method, 0, 0, "pop(): take out some item; KeyError if there is none"},
    {"remove", set_remove, 1, 1, "remove(item): take it out; KeyError if it is not there"},
    {"symmetric_difference_update", set_symmetric_difference_update, 1, 1,
     "symmetric_difference_update(other): keep what is in just one of the two"},
    {"update", set_update_method, 0, -1, "update(*others): put in all their items"},
    {0},
};
