/* The type `object`: what every value can do. Its attribute methods are plain methods, not slots: a null slot means them. */
#include "object/attribute.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/identity.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"
#include "object/type_dunder.h"

static Value object_repr(Thread *thread, Value self) {
    Type *type = value_type(self);
    Value module = type_get_attribute(thread, value_from_object(type), dunder_module);
    if (module == RAISED) return RAISED;
    Buffer text = {0};
    buffer_add_byte(&text, '<');
    if (value_is_str(module) && strcmp(str_text(value_str_object(module)), "builtins") != 0)
        buffer_addf(&text, "%s.", str_text(value_str_object(module)));
    buffer_addf(&text, "%s object at %p>", str_text(value_str_object(type->qualified_name)),
                value_identity(thread, self));
    return value_from_object(str_from_buffer(&text));
}

static bool object_hash(Thread *thread, Value self, uint64_t *hash) {
    *hash = value_identity_hash(thread, self);
    return true;
}

static Value object_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (op == COMPARE_EQUAL) return left == right ? TRUE_VALUE : NOT_IMPLEMENTED;
    if (op != COMPARE_NOT_EQUAL) return NOT_IMPLEMENTED;
    Value equal = value_type(left)->compare(thread, COMPARE_EQUAL, left, right);
    if (equal == RAISED || equal == NOT_IMPLEMENTED) return equal;
    int truth = value_truth(thread, equal);
    return truth < 0 ? RAISED : value_from_bool(!truth);
}

static Value object_init(Thread *thread, Value self, const Arguments *args) {
    Type *type = value_type(self);
    if (args->count + args->keyword_count == 0) return NONE;
    if (type->init)
        return raise_type(thread, "object.__init__() takes exactly one argument (the instance to initialize)");
    if (type->construct != object_type_object.construct) return NONE; /* it has taken them */
    return raise_type(thread, "%s.__init__() takes exactly one argument (the instance to initialize)", type->name);
}

static Value object_str(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return value_repr(thread, self);
}

static Value object_format(Thread *thread, Value self, const Arguments *args) {
    if (!value_is_str(args->items[0]))
        return raise_type(thread, "__format__() argument must be str, not %s", type_name_of(args->items[0]));
    if (value_str_object(args->items[0])->bytes == 0) return value_str(thread, self);
    return raise_type(thread, "unsupported format string passed to %s.__format__", type_name_of(self));
}

static bool attribute_name(Thread *thread, Value value, Str **name) {
    *name = value_is_str(value) ? str_interned(value_str_object(value)) : NULL;
    return *name || fail_type(thread, "attribute name must be string, not '%s'", type_name_of(value));
}

static Value object_get_attribute(Thread *thread, Value self, const Arguments *args) {
    Str *name;
    return attribute_name(thread, args->items[0], &name) ? attribute_get_generic(thread, self, name) : RAISED;
}

static Value object_set_attribute(Thread *thread, Value self, const Arguments *args) {
    Str *name;
    if (!attribute_name(thread, args->items[0], &name)) return RAISED;
    return attribute_set_generic(thread, self, name, args->items[1]) ? NONE : RAISED;
}

static Value object_delete_attribute(Thread *thread, Value self, const Arguments *args) {
    Str *name;
    if (!attribute_name(thread, args->items[0], &name)) return RAISED;
    return attribute_set_generic(thread, self, name, UNBOUND) ? NONE : RAISED;
}

static Value object_dir(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return value_dir_generic(thread, self);
}

static Value object_sizeof(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return value_from_small_int((int64_t)value_type(self)->size);
}

static Value object_init_subclass(Thread *thread, Value self, const Arguments *args) {
    if (args->count + args->keyword_count == 0) return NONE;
    return raise_type(thread, "%s.__init_subclass__() takes no %sarguments", value_as_type(self)->name,
                      args->keyword_count ? "keyword " : "");
}

static Value object_subclass_hook(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)self, (void)args;
    return NOT_IMPLEMENTED;
}

static Value object_class(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(value_type(self));
}

static bool same_layout(Type *from, Type *to) {
    uint32_t flags = TYPE_HAS_VARIABLE_SIZE | TYPE_IS_SLOTTED;
    return type_layout(from) == type_layout(to) && (from->flags & flags) == (to->flags & flags) &&
           !(from->flags & flags);
}

static bool object_set_class(Thread *thread, Value self, Value value) {
    if (value == UNBOUND) return fail_type(thread, "can't delete __class__ attribute");
    if (!value_is_type(value))
        return fail_type(thread, "__class__ must be set to a class, not '%s' object", type_name_of(value));
    Type *from = value_type(self), *to = value_as_type(value);
    if (from == to) return true;
    if (!(from->flags & to->flags & TYPE_IS_CLASS))
        return fail_type(thread, "__class__ assignment only supported for mutable types or ModuleType subclasses");
    if (!same_layout(from, to))
        return fail_type(thread, "__class__ assignment: '%s' object layout differs from '%s'", to->name, from->name);
    instance_set_class(value_object(self), to);
    return true;
}

static Value object_dict(Thread *thread, Value self) {
    if ((value_type(self)->flags & (TYPE_HAS_ATTRIBUTES | TYPE_IS_SLOTTED)) == TYPE_HAS_ATTRIBUTES &&
        value_is_object(self))
        return instance_dict(value_object(self));
    return raise_error(thread, &attribute_error, "'%s' object has no attribute '__dict__'", type_name_of(self));
}

/* obj.__dict__ = mapping: its attributes become those of the mapping. */
static bool object_set_dict(Thread *thread, Value self, Value value) {
    if (value == UNBOUND || !value_is_dict(value))
        return fail_type(thread, "__dict__ must be set to a dictionary, not a '%s'",
                         value == UNBOUND ? "NoneType" : type_name_of(value));
    if (!(value_type(self)->flags & TYPE_HAS_ATTRIBUTES)) return object_dict(thread, self) != RAISED;
    Dict *copy = dict_copy(value_dict(value)), *own = value_dict(instance_dict(value_object(self)));
    dict_clear(own);
    return dict_update(thread, own, value_from_object(copy));
}

static const Builtin object_methods[] = {
    {"__init__", object_init, 0, -1, "initialises a new object", "**", BUILTIN_PLAIN},
    {"__str__", object_str, 0, 0, "what str() answers", NULL, BUILTIN_PLAIN},
    {"__format__", object_format, 1, 1, "what format() answers", NULL, BUILTIN_PLAIN},
    {"__getattribute__", object_get_attribute, 1, 1, "the attribute of a name", NULL, BUILTIN_PLAIN},
    {"__setattr__", object_set_attribute, 2, 2, "gives an attribute a value", NULL, BUILTIN_PLAIN},
    {"__delattr__", object_delete_attribute, 1, 1, "removes an attribute", NULL, BUILTIN_PLAIN},
    {"__dir__", object_dir, 0, 0, "what dir() answers", NULL, BUILTIN_PLAIN},
    {"__sizeof__", object_sizeof, 0, 0, "bytes of the object itself", NULL, BUILTIN_PLAIN},
    {"__init_subclass__", object_init_subclass, 0, -1, "called when a class is derived", "**", BUILTIN_CLASS_METHOD},
    {"__subclasshook__", object_subclass_hook, 1, 1, "asked by issubclass()", NULL, BUILTIN_CLASS_METHOD},
    {0},
};

static const Property object_properties[] = {
    {"__class__", object_class, object_set_class, "the type of the object"},
    {"__dict__", object_dict, object_set_dict, "the attributes of the object"},
    {0},
};

Type object_type_object = {
    TYPE_HEAD,
    .name = "object",
    .doc = "object(): an object without attributes; the base of all classes.",
    .size = sizeof(Object),
    .repr = object_repr,
    .hash = object_hash,
    .compare = object_compare,
    .methods = object_methods,
    .properties = object_properties,
};
