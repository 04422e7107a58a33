/* property, staticmethod and classmethod. */
#include "object/attribute.h"
#include "object/callable_core.h"
#include "object/error.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"

typedef struct PropertyObject {
    Object object;
    Value functions[3]; /* get, set, delete; NONE: absent */
    Word doc;           /* null: the getter's */
    Word name;          /* null: unknown */
} PropertyObject;

#define PROPERTY(value) ((PropertyObject *)value_object(value))

static const char *const roles[3] = {"getter", "setter", "deleter"};

static Value property_make(Type *type, const Value functions[3], Value doc) {
    PropertyObject *made = instance_new(type);
    for (int i = 0; i < 3; i++) made->functions[i] = functions[i] == UNBOUND ? NONE : functions[i];
    if (doc != UNBOUND) word_store(&made->doc, doc);
    return value_from_object(made);
}

static Value property_from_args(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    return property_make((Type *)value_object(self), args->items, args->items[3]);
}

static Value property_construct(Thread *thread, Type *type, const Arguments *args) {
    static const Builtin entry = {"property",   property_from_args, 0, 4, "", "fget=None fset=None fdel=None doc=None",
                                  BUILTIN_PLAIN};
    return builtin_invoke(thread, &entry, value_from_object(type), args);
}

static Value property_with(Value self, int role, Value function) {
    Value functions[3];
    memcpy(functions, PROPERTY(self)->functions, sizeof functions);
    functions[role] = function;
    Value made = property_make(value_type(self), functions, UNBOUND);
    word_store(&PROPERTY(made)->name, word_load(&PROPERTY(self)->name));
    return made;
}

static Value property_getter(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    return property_with(self, 0, args->items[0]);
}

static Value property_setter(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    return property_with(self, 1, args->items[0]);
}

static Value property_deleter(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    return property_with(self, 2, args->items[0]);
}

static Value property_set_name(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    word_store(&PROPERTY(self)->name, args->items[1]);
    return NONE;
}

/* As the class told it, else as the getter has it; UNBOUND: it has none, RAISED: asking for it raised. */
static Value name_of(Thread *thread, Value self) {
    Value name = word_load(&PROPERTY(self)->name);
    return name != RAISED ? name : value_find_attribute(thread, PROPERTY(self)->functions[0], dunder_name);
}

static bool fail_role(Thread *thread, Value self, Value instance, int role) {
    Value name = name_of(thread, self);
    if (name == RAISED) return false;
    if (name == UNBOUND)
        return fail_error(thread, &attribute_error, "property of '%s' object has no %s", type_name_of(instance),
                          roles[role]);
    return fail_error(thread, &attribute_error, "property %s of '%s' object has no %s", value_repr_text(thread, name),
                      type_name_of(instance), roles[role]);
}

static Value property_get(Thread *thread, Value self, Value instance, Type *owner) {
    (void)owner;
    if (instance == UNBOUND) return self;
    Value function = PROPERTY(self)->functions[0];
    return function == NONE ? (fail_role(thread, self, instance, 0), RAISED) : value_call1(thread, function, instance);
}

static bool property_set(Thread *thread, Value self, Value instance, Value value) {
    int role = value == UNBOUND ? 2 : 1;
    Value function = PROPERTY(self)->functions[role];
    if (function == NONE) return fail_role(thread, self, instance, role);
    return (role == 2 ? value_call1(thread, function, instance) : value_call2(thread, function, instance, value)) !=
           RAISED;
}

static Value property_fget(Thread *thread, Value self) {
    (void)thread;
    return PROPERTY(self)->functions[0];
}

static Value property_fset(Thread *thread, Value self) {
    (void)thread;
    return PROPERTY(self)->functions[1];
}

static Value property_fdel(Thread *thread, Value self) {
    (void)thread;
    return PROPERTY(self)->functions[2];
}

static Value property_doc(Thread *thread, Value self) {
    Value doc = word_load(&PROPERTY(self)->doc);
    if (doc != RAISED) return doc;
    Value function = PROPERTY(self)->functions[0];
    return function == NONE ? NONE : value_get_attribute(thread, function, dunder_doc);
}

static bool property_set_doc(Thread *thread, Value self, Value value) {
    (void)thread;
    word_store(&PROPERTY(self)->doc, value == UNBOUND ? NONE : value);
    return true;
}

static const Builtin property_methods[] = {
    {"getter", property_getter, 1, 1, "getter(function): a copy of the property with another getter", NULL,
     BUILTIN_PLAIN},
    {"setter", property_setter, 1, 1, "setter(function): a copy of the property with another setter", NULL,
     BUILTIN_PLAIN},
    {"deleter", property_deleter, 1, 1, "deleter(function): a copy of the property with another deleter", NULL,
     BUILTIN_PLAIN},
    {"__set_name__", property_set_name, 2, 2, "told its name by the class", NULL, BUILTIN_PLAIN},
    {0},
};

static const Property property_properties[] = {
    {"fget", property_fget, NULL, "the getter"},
    {"fset", property_fset, NULL, "the setter"},
    {"fdel", property_fdel, NULL, "the deleter"},
    {"__doc__", property_doc, property_set_doc, "what it is"},
    {0},
};

Type property_type = {
    TYPE_HEAD,
    .name = "property",
    .doc = "property(fget=None, fset=None, fdel=None, doc=None): an attribute that calls functions.",
    .size = sizeof(PropertyObject),
    .construct = property_construct,
    .descriptor_get = property_get,
    .descriptor_set = property_set,
    .methods = property_methods,
    .properties = property_properties,
};

/* staticmethod and classmethod: a function in a wrapper. */

typedef struct Wrapped {
    Object object;
    Value function;
} Wrapped;

#define WRAPPED(value) (((Wrapped *)value_object(value))->function)

static Value wrapped_new(Type *type, Value function) {
    Wrapped *made = instance_new(type);
    made->function = function;
    return value_from_object(made);
}

Value method_wrapped(Value method) {
    return WRAPPED(method);
}

Value static_method_new(Value function) {
    return wrapped_new(&static_method_type, function);
}

Value class_method_new(Value function) {
    return wrapped_new(&class_method_type, function);
}

static Value wrapped_construct(Thread *thread, Type *type, const Arguments *args) {
    if (args->count != 1 || args->keyword_count)
        return raise_type(thread, "%s expected 1 argument, got %u", type->name, args->count);
    return wrapped_new(type, args->items[0]);
}

static Value wrapped_repr(Thread *thread, Value self) {
    Value function = value_repr(thread, WRAPPED(self));
    if (function == RAISED) return RAISED;
    return value_from_object(str_format("<%s(%s)>", type_name_of(self), str_text(value_str_object(function))));
}

static Value wrapped_function(Thread *thread, Value self) {
    (void)thread;
    return WRAPPED(self);
}

static Value wrapped_get_attribute(Thread *thread, Value self, Str *name) {
    if (type_lookup(value_type(self), name) != UNBOUND && name != dunder_doc)
        return attribute_get_generic(thread, self, name);
    return value_get_attribute(thread, WRAPPED(self), name);
}

static const Property wrapped_properties[] = {
    {"__func__", wrapped_function, NULL, "the function"},
    {"__wrapped__", wrapped_function, NULL, "the function"},
    {0},
};

static Value static_method_get(Thread *thread, Value self, Value instance, Type *owner) {
    (void)thread, (void)instance, (void)owner;
    return WRAPPED(self);
}

static Value static_method_call(Thread *thread, Value self, const Arguments *args) {
    return value_call(thread, WRAPPED(self), args);
}

Type static_method_type = {
    TYPE_HEAD,
    .name = "staticmethod",
    .doc = "staticmethod(function): a method that gets no receiver.",
    .size = sizeof(Wrapped),
    .repr = wrapped_repr,
    .call = static_method_call,
    .get_attribute = wrapped_get_attribute,
    .construct = wrapped_construct,
    .descriptor_get = static_method_get,
    .properties = wrapped_properties,
};

/* classmethod(f) binds f itself; what it wraps may be a descriptor of another kind. */
static Value class_method_get(Thread *thread, Value self, Value instance, Type *owner) {
    Value function = WRAPPED(self);
    Type *type = owner ? owner : value_type(instance);
    if (!thread_check_stack(thread)) return RAISED;
    if (SLOT(value_type(function), descriptor_get))
        return attribute_bind(thread, function, value_from_object(type), &type_type);
    return bound_method_new(function, value_from_object(type));
}

Type class_method_type = {
    TYPE_HEAD,
    .name = "classmethod",
    .doc = "classmethod(function): a method that gets the class.",
    .size = sizeof(Wrapped),
    .repr = wrapped_repr,
    .get_attribute = wrapped_get_attribute,
    .construct = wrapped_construct,
    .descriptor_get = class_method_get,
    .properties = wrapped_properties,
};
