/* Unions of types: a tuple of different types, flat. */
#include "object/union.h"

#include "object/error.h"
#include "object/generic_alias.h"
#include "object/identity.h"
#include "object/none.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

typedef struct Union {
    Object object;
    Tuple *types;
} Union;

static Tuple *union_types(Value value) {
    return ((Union *)(void *)value)->types;
}

/* The types that an operand stands for; null: none. */
static Tuple *members(Value operand) {
    if (value_has_type(operand, &union_type)) return union_types(operand);
    if (operand == NONE) return tuple_of(1, value_from_object(&none_type));
    bool is_member = value_is_type(operand) || value_has_type(operand, &generic_alias_type);
    return is_member ? tuple_of(1, operand) : NULL;
}

static size_t add_members(Value *all, size_t count, const Tuple *more) {
    for (size_t i = 0; i < more->count; i++) {
        bool known = false;
        for (size_t j = 0; j < count && !known; j++) known = all[j] == more->items[i];
        if (!known) all[count++] = more->items[i];
    }
    return count;
}

Value union_of(Thread *thread, Value left, Value right) {
    (void)thread;
    Tuple *first = members(left), *second = members(right);
    if (first == NULL || second == NULL) return NOT_IMPLEMENTED;
    Value *all = memory_new((first->count + second->count) * sizeof *all);
    size_t count = add_members(all, add_members(all, 0, first), second);
    if (count == 1) return all[0];
    Union *made = object_new(&union_type, sizeof *made);
    made->types = tuple_from(all, count);
    return value_from_object(made);
}

static Value union_repr(Thread *thread, Value self) {
    Buffer out = {0};
    for (size_t i = 0; i < union_types(self)->count; i++) {
        if (i > 0) buffer_add_text(&out, " | ");
        if (!buffer_add_type(thread, &out, union_types(self)->items[i])) return RAISED;
    }
    return value_from_object(str_from_buffer(&out));
}

static bool union_hash(Thread *thread, Value self, uint64_t *hash) {
    const Tuple *types = union_types(self);
    *hash = 0;
    for (size_t i = 0; i < types->count; i++) *hash ^= value_identity_hash(thread, types->items[i]);
    return true;
}

static bool is_part(const Tuple *part, const Tuple *whole) {
    for (size_t i = 0; i < part->count; i++) {
        bool found = false;
        for (size_t j = 0; j < whole->count && !found; j++) found = part->items[i] == whole->items[j];
        if (!found) return false;
    }
    return true;
}

static Value union_compare(Thread *thread, CompareOp op, Value left, Value right) {
    (void)thread;
    if (op > COMPARE_NOT_EQUAL || !value_has_type(left, &union_type) || !value_has_type(right, &union_type))
        return NOT_IMPLEMENTED;
    Tuple *first = union_types(left), *second = union_types(right);
    bool equal = first->count == second->count && is_part(first, second);
    return value_from_bool(equal == (op == COMPARE_EQUAL));
}

static bool check_plain(Thread *thread, Value self, const char *function) {
    for (size_t i = 0; i < union_types(self)->count; i++)
        if (!value_is_type(union_types(self)->items[i]))
            return fail_type(thread, "%s() argument 2 cannot be a parameterized generic", function);
    return true;
}

static Value union_instancecheck(Thread *thread, Value self, const Arguments *args) {
    if (!check_plain(thread, self, "isinstance")) return RAISED;
    for (size_t i = 0; i < union_types(self)->count; i++)
        if (value_is_instance(args->items[0], (Type *)(void *)union_types(self)->items[i])) return TRUE_VALUE;
    return FALSE_VALUE;
}

static Value union_subclasscheck(Thread *thread, Value self, const Arguments *args) {
    if (!value_is_type(args->items[0])) return raise_type(thread, "issubclass() arg 1 must be a class");
    if (!check_plain(thread, self, "issubclass")) return RAISED;
    for (size_t i = 0; i < union_types(self)->count; i++)
        if (type_is_subtype((Type *)(void *)args->items[0], (Type *)(void *)union_types(self)->items[i]))
            return TRUE_VALUE;
    return FALSE_VALUE;
}

static Value union_args(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(union_types(self));
}

static const Builtin union_methods[] = {
    {"__instancecheck__", union_instancecheck, 1, 1, "isinstance(object, self)"},
    {"__subclasscheck__", union_subclasscheck, 1, 1, "issubclass(class, self)"},
    {0},
};

static const Property union_properties[] = {
    {"__args__", union_args, NULL, "the types"},
    {0},
};

Type union_type = {
    TYPE_HEAD,
    .name = "UnionType",
    .module = "types",
    .doc = "One of several types, written int | str.",
    .size = sizeof(Union),
    .flags = TYPE_IS_FINAL,
    .repr = union_repr,
    .hash = union_hash,
    .binary = {[BINARY_OR] = union_of},
    .compare = union_compare,
    .methods = union_methods,
    .properties = union_properties,
};
