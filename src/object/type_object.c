/* The type `type`: what classes can do themselves. */
#include "object/attribute.h"
#include "object/callable_core.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/generic_alias.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"
#include "object/type_dunder.h"
#include "object/union.h"

static const Type *built_in_layout(const Type *type) {
    while (type->flags & TYPE_IS_CLASS) type = type->base;
    return type;
}

Value object_construct(Thread *thread, Type *type, const Arguments *args) {
    const Type *layout = built_in_layout(type);
    if (layout != &object_type_object && !layout->init)
        return raise_type(thread, "cannot create '%s' instances", layout->name);
    if (args->count + args->keyword_count > 0 && !type->init) {
        if (type->construct == script_construct)
            return raise_type(thread, "object.__new__() takes exactly one argument (the type to instantiate)");
        return raise_type(thread, "%s() takes no arguments", type->name);
    }
    return value_from_object(instance_new(type));
}

Value type_instantiate(Thread *thread, Type *type, const Arguments *args) {
    Value (*construct)(Thread *, Type *, const Arguments *) = SLOT(type, construct);
    Value made = construct ? construct(thread, type, args) : object_construct(thread, type, args);
    if (made == RAISED || (!value_has_type(made, type) && !value_is_instance(made, type))) return made;
    bool (*init)(Thread *, Value, const Arguments *) = SLOT(value_type(made), init);
    return !init || init(thread, made, args) ? made : RAISED;
}

static Value type_call(Thread *thread, Value self, const Arguments *args) {
    if (self == value_from_object(&type_type) && args->count == 1 && !args->keyword_count)
        return value_from_object(value_type(args->items[0]));
    return type_instantiate(thread, value_as_type(self), args);
}

/* `T.__new__` of a built-in type: the class to make first, then what type(…) gets. */
static Value native_new_call(Thread *thread, Value self, const Arguments *args) {
    Type *owner = value_as_type(self);
    if (args->count == 0) return raise_type(thread, "%s.__new__(): not enough arguments", owner->name);
    if (!value_is_type(args->items[0]))
        return raise_type(thread, "%s.__new__(X): X is not a type object (%s)", owner->name,
                          type_name_of(args->items[0]));
    Type *type = value_as_type(args->items[0]);
    if (!type_is_subtype(type, owner))
        return raise_type(thread, "%s.__new__(%s): %s is not a subtype of %s", owner->name, type->name, type->name,
                          owner->name);
    Arguments rest = {args->items + 1, args->count - 1, args->keyword_count, args->keywords};
    if (owner->construct) return owner->construct(thread, type, &rest);
    const Type *layout = built_in_layout(type);
    if (layout->construct)
        return raise_type(thread, "object.__new__(%s) is not safe, use %s.__new__()", type->name, layout->name);
    return object_construct(thread, type, &rest);
}

static const Builtin native_new_entry = {"__new__", native_new_call, 0, -1, "a new object, not yet initialised",
                                         "**",      BUILTIN_PLAIN};

Value native_new(Type *type) {
    return builtin_new(&native_new_entry, value_from_object(type), NULL);
}

Value type_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)type;
    if (args->count != 3) return raise_type(thread, "type() takes 1 or 3 arguments");
    Value name = args->items[0], bases = args->items[1], namespace = args->items[2];
    if (!value_is_str(name))
        return raise_type(thread, "type.__new__() argument 1 must be str, not %s", type_name_of(name));
    if (!value_is_tuple(bases))
        return raise_type(thread, "type.__new__() argument 2 must be tuple, not %s", type_name_of(bases));
    if (!value_is_dict(namespace))
        return raise_type(thread, "type.__new__() argument 3 must be dict, not %s", type_name_of(namespace));
    Dict *names = dict_copy(value_dict(namespace));
    if (dict_get_str(names, dunder_module) == UNBOUND) dict_set_str(names, dunder_module, value_from_text("__main__"));
    return type_new(thread, value_str_object(name), value_tuple(bases), names, args, NULL, 0);
}

/* Attributes of classes: the class and what it derives from, then what `type` gives all classes. */

Value type_find_attribute(Thread *thread, Type *type, Str *name) {
    Value self = value_from_object(type), general = type_lookup(&type_type, name);
    Type *kind = general == UNBOUND ? NULL : value_type(general);
    if (kind && SLOT(kind, descriptor_set)) return attribute_bind(thread, general, self, &type_type);
    Value found = type_lookup(type, name);
    if (found != UNBOUND) return attribute_bind(thread, found, UNBOUND, type);
    return kind ? attribute_bind(thread, general, self, &type_type) : UNBOUND;
}

Value type_get_attribute(Thread *thread, Value self, Str *name) {
    Value found = type_find_attribute(thread, value_as_type(self), name);
    return found != UNBOUND ? found : attribute_get_generic(thread, self, name);
}

static bool type_change_attribute(Thread *thread, Value self, Str *name, Value value) {
    Value general = type_lookup(&type_type, name);
    Type *kind = general == UNBOUND ? NULL : value_type(general);
    bool (*set)(Thread *, Value, Value, Value) = kind ? SLOT(kind, descriptor_set) : NULL;
    if (set && value_as_type(self)->flags & TYPE_IS_CLASS) return set(thread, general, self, value);
    return type_set_attribute(thread, value_as_type(self), name, value);
}

static Value type_name(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_as_type(self)->name_string);
}

static bool type_set_name(Thread *thread, Value self, Value value) {
    Type *type = value_as_type(self);
    if (value == UNBOUND)
        return fail_type(thread, "cannot delete '__name__' attribute of immutable type '%s'", type->name);
    if (!value_is_str(value))
        return fail_type(thread, "can only assign string to %s.__name__, not '%s'", type->name, type_name_of(value));
    atomic_store_explicit(&type->name, str_text(value_str_object(value)), memory_order_release);
    word_store(&type->name_string, value);
    return true;
}

static Value type_qualified_name(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_as_type(self)->qualified_name);
}

static bool type_set_qualified_name(Thread *thread, Value self, Value value) {
    if (value == UNBOUND || !value_is_str(value))
        return fail_type(thread, "can only assign string to %s.__qualname__, not '%s'", value_as_type(self)->name,
                         value == UNBOUND ? "NoneType" : type_name_of(value));
    word_store(&value_as_type(self)->qualified_name, value);
    return true;
}

static Value type_module(Thread *thread, Value self) {
    (void)thread;
    Type *type = value_as_type(self);
    Value own = type->flags & TYPE_IS_CLASS ? dict_get_str(type->attributes, dunder_module) : UNBOUND;
    return own != UNBOUND ? own : value_from_text(type->module ? type->module : "builtins");
}

static bool set_own_name(Thread *thread, Value self, Str *name, Value value) {
    return type_set_attribute(thread, value_as_type(self), name, value);
}

static bool type_set_module(Thread *thread, Value self, Value value) {
    return set_own_name(thread, self, dunder_module, value);
}

/* Of a built-in type not from its attributes: there may be the computed `__doc__` of its instances. */
static Value type_doc(Thread *thread, Value self) {
    if (!(value_as_type(self)->flags & TYPE_IS_CLASS)) return value_from_text(value_as_type(self)->doc);
    Value doc = dict_get_str(value_as_type(self)->attributes, dunder_doc);
    if (doc == UNBOUND) return NONE;
    return attribute_bind(thread, doc, UNBOUND, value_as_type(self));
}

static bool type_set_doc(Thread *thread, Value self, Value value) {
    return set_own_name(thread, self, dunder_doc, value);
}

static Value type_mro_tuple(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(type_mro(value_as_type(self)));
}

static Value type_bases(Thread *thread, Value self) {
    (void)thread;
    return word_load(&value_as_type(self)->bases);
}

static Value type_base(Thread *thread, Value self) {
    (void)thread;
    return value_as_type(self)->base ? value_from_object(value_as_type(self)->base) : NONE;
}

static Value type_dict(Thread *thread, Value self) {
    (void)thread;
    return mapping_proxy_new(value_from_object(value_as_type(self)->attributes));
}

static Value type_annotations(Thread *thread, Value self) {
    (void)thread;
    Value own = dict_get_str(value_as_type(self)->attributes, dunder_annotations);
    return own != UNBOUND ? own : value_from_object(dict_new());
}

static bool type_set_annotations(Thread *thread, Value self, Value value) {
    return set_own_name(thread, self, dunder_annotations, value);
}

static Value type_mro_list(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return list_from_iterable(thread, type_mro_tuple(thread, self));
}

static Value type_subclasses(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    List *subtypes = value_as_type(self)->subtypes;
    return subtypes ? list_from_iterable(thread, value_from_object(subtypes)) : value_from_object(list_new(0));
}

static Value type_instance_check(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    return value_from_bool(value_is_instance(args->items[0], value_as_type(self)));
}

static Value type_subclass_check(Thread *thread, Value self, const Arguments *args) {
    if (!value_is_type(args->items[0])) return raise_type(thread, "issubclass() arg 1 must be a class");
    return value_from_bool(type_is_subtype(value_as_type(args->items[0]), value_as_type(self)));
}

static Value type_repr(Thread *thread, Value self) {
    Type *type = value_as_type(self);
    Value module = type_module(thread, self);
    const char *name = str_text(value_str_object(word_load(&type->qualified_name)));
    const char *in = value_is_str(module) ? str_text(value_str_object(module)) : "builtins";
    if (strcmp(in, "builtins") == 0) return value_from_object(str_format("<class '%s'>", name));
    return value_from_object(str_format("<class '%s.%s'>", in, name));
}

/* Class[key] asks __class_getitem__ of the class; type[key] is a note like list[key]. */
static Value type_get_item(Thread *thread, Value self, Value key) {
    Value hook = type_find_attribute(thread, value_as_type(self), dunder_class_getitem);
    if (hook == RAISED) return RAISED;
    if (hook != UNBOUND) return value_call1(thread, hook, key);
    if (self == value_from_object(&type_type))
        return generic_alias_of(thread, self, &(Arguments){.items = &key, .count = 1});
    return raise_type(thread, "type '%s' is not subscriptable", value_as_type(self)->name);
}

static const Builtin type_methods[] = {
    {"mro", type_mro_list, 0, 0, "mro(): the list of classes searched for a name", NULL, BUILTIN_PLAIN},
    {"__subclasses__", type_subclasses, 0, 0, "__subclasses__(): the list of classes derived from it", NULL,
     BUILTIN_PLAIN},
    {"__instancecheck__", type_instance_check, 1, 1, "whether an object is an instance", NULL, BUILTIN_PLAIN},
    {"__subclasscheck__", type_subclass_check, 1, 1, "whether a class is derived from it", NULL, BUILTIN_PLAIN},
    {0},
};

static const Property type_properties[] = {
    {"__name__", type_name, type_set_name, "its name"},
    {"__qualname__", type_qualified_name, type_set_qualified_name, "its name with what it is defined in"},
    {"__module__", type_module, type_set_module, "the module it is defined in"},
    {"__doc__", type_doc, type_set_doc, "what it is for"},
    {"__mro__", type_mro_tuple, NULL, "the classes searched for a name"},
    {"__bases__", type_bases, NULL, "the classes it is derived from"},
    {"__base__", type_base, NULL, "the class whose layout it extends"},
    {"__dict__", type_dict, NULL, "its own attributes"},
    {"__annotations__", type_annotations, type_set_annotations, "annotations of its names"},
    {0},
};

Type type_type = {
    TYPE_HEAD,
    .name = "type",
    .doc = "type(object): its class; type(name, bases, namespace): a new class.",
    .size = sizeof(Type),
    .repr = type_repr,
    .binary = {[BINARY_OR] = union_of},
    .get_item = type_get_item,
    .call = type_call,
    .construct = type_construct,
    .get_attribute = type_get_attribute,
    .set_attribute = type_change_attribute,
    .methods = type_methods,
    .properties = type_properties,
    .flags = TYPE_IS_FINAL,
};
