/* list[int]: the class, and a tuple of what stood in the brackets. All but a few attributes are those of the class. */
#include "object/generic_alias.h"

#include "object/attribute.h"
#include "object/error.h"
#include "object/identity.h"
#include "object/names.h"
#include "object/none.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"
#include "object/union.h"

#include <string.h>

typedef struct GenericAlias {
    Object object;
    Type *origin;
    Tuple *args;
} GenericAlias;

static GenericAlias *alias_of(Value value) {
    return (GenericAlias *)(void *)value;
}

static Value alias_new(Type *origin, Tuple *args) {
    GenericAlias *made = object_new(&generic_alias_type, sizeof *made);
    made->origin = origin;
    made->args = args;
    return value_from_object(made);
}

Value generic_alias_of(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    Value item = args->items[0];
    return alias_new(value_as_type(self), value_is_tuple(item) ? value_tuple(item) : tuple_of(1, item));
}

static Value alias_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)type;
    if (args->count != 2 || args->keyword_count)
        return raise_type(thread, "GenericAlias expected 2 arguments, got %u", args->count + args->keyword_count);
    if (!value_is_type(args->items[0]))
        return raise_type(thread, "GenericAlias expected a class, got '%s'", type_name_of(args->items[0]));
    return generic_alias_of(thread, args->items[0], &(Arguments){.items = args->items + 1, .count = 1});
}

bool buffer_add_type(Thread *thread, Buffer *out, Value value) {
    if (value == NONE || value == value_from_object(&none_type)) buffer_add_text(out, "None");
    else if (value == ELLIPSIS) buffer_add_text(out, "...");
    else if (!value_is_type(value)) return buffer_add_repr(thread, out, value);
    else {
        Value module = type_get_attribute(thread, value, dunder_module);
        if (module == RAISED) return false;
        if (value_is_str(module) && strcmp(str_text(value_str_object(module)), "builtins") != 0)
            buffer_addf(out, "%s.", str_text(value_str_object(module)));
        buffer_add_text(out, str_text(value_str_object(word_load(&value_as_type(value)->qualified_name))));
    }
    return true;
}

static Value alias_repr(Thread *thread, Value self) {
    Buffer out = {0};
    const GenericAlias *alias = alias_of(self);
    if (!buffer_add_type(thread, &out, value_from_object(alias->origin))) return RAISED;
    buffer_add_byte(&out, '[');
    for (size_t i = 0; i < alias->args->count; i++) {
        if (i > 0) buffer_add_text(&out, ", ");
        if (!buffer_add_type(thread, &out, alias->args->items[i])) return RAISED;
    }
    if (alias->args->count == 0) buffer_add_text(&out, "()");
    buffer_add_byte(&out, ']');
    return value_from_object(str_from_buffer(&out));
}

static bool alias_hash(Thread *thread, Value self, uint64_t *hash) {
    uint64_t of_args;
    if (!value_hash(thread, value_from_object(alias_of(self)->args), &of_args)) return false;
    *hash = value_identity_hash(thread, value_from_object(alias_of(self)->origin)) ^ of_args;
    return true;
}

static Value alias_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (op > COMPARE_NOT_EQUAL || !value_has_type(left, &generic_alias_type) ||
        !value_has_type(right, &generic_alias_type))
        return NOT_IMPLEMENTED;
    bool same = alias_of(left)->origin == alias_of(right)->origin;
    if (!same) return value_from_bool(op == COMPARE_NOT_EQUAL);
    return operate_compare(thread, op, value_from_object(alias_of(left)->args),
                           value_from_object(alias_of(right)->args));
}

static Value alias_call(Thread *thread, Value self, const Arguments *args) {
    return value_call(thread, value_from_object(alias_of(self)->origin), args);
}

static Value alias_get_item(Thread *thread, Value self, Value key) {
    (void)key;
    Value text = alias_repr(thread, self);
    if (text == RAISED) return RAISED;
    return raise_type(thread, "%s is not a generic class", str_text(value_str_object(text)));
}

/* Its own attributes, then those of the class. */
static Value alias_get_attribute(Thread *thread, Value self, Str *name) {
    if (name == dunder_class || type_lookup(&generic_alias_type, name) != UNBOUND)
        if (type_lookup(&object_type_object, name) == UNBOUND || name == dunder_class)
            return attribute_get_generic(thread, self, name);
    return value_get_attribute(thread, value_from_object(alias_of(self)->origin), name);
}

static Value alias_check(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    return raise_type(thread, "isinstance() argument 2 cannot be a parameterized generic");
}

static Value alias_subclass_check(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    return raise_type(thread, "issubclass() argument 2 cannot be a parameterized generic");
}

static Value alias_entries(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return value_from_object(tuple_of(1, value_from_object(alias_of(self)->origin)));
}

static Value alias_origin(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(alias_of(self)->origin);
}

static Value alias_args(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(alias_of(self)->args);
}

static const Builtin alias_methods[] = {
    {"__instancecheck__", alias_check, 1, 1, "refuses", NULL, BUILTIN_PLAIN},
    {"__subclasscheck__", alias_subclass_check, 1, 1, "refuses", NULL, BUILTIN_PLAIN},
    {"__mro_entries__", alias_entries, 1, 1, "as a base it means its class", NULL, BUILTIN_PLAIN},
    {0},
};

static const Property alias_properties[] = {
    {"__origin__", alias_origin, NULL, "the class", NULL},
    {"__args__", alias_args, NULL, "what stood in the brackets", NULL},
    {0},
};

Type generic_alias_type = {
    TYPE_HEAD,
    .name = "types.GenericAlias",
    .module = "types",
    .doc = "A class and what it holds, written list[int].",
    .size = sizeof(GenericAlias),
    .flags = TYPE_IS_FINAL,
    .repr = alias_repr,
    .hash = alias_hash,
    .compare = alias_compare,
    .binary = {[BINARY_OR] = union_of},
    .get_item = alias_get_item,
    .get_attribute = alias_get_attribute,
    .call = alias_call,
    .construct = alias_construct,
    .methods = alias_methods,
    .properties = alias_properties,
};
