/* Built-in functions and methods, methods bound to a receiver, attributes computed in C, cells. */
#include "object/callable.h"

#include "object/attribute.h"
#include "object/callable_core.h"
#include "object/error.h"
#include "object/identity.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"

#define BUILTIN(value) ((BuiltinObject *)value_object(value))
#define METHOD(value) ((MethodDescriptor *)value_object(value))
#define COMPUTED(value) ((PropertyDescriptor *)value_object(value))

Value value_from_text(const char *text) {
    return text ? value_from_object(str_from_text(text)) : NONE;
}

/* Built-in functions. */

Value builtin_new(const Builtin *builtin, Value self, const char *module) {
    BuiltinObject *made = object_new(&builtin_type, sizeof *made);
    made->builtin = builtin;
    made->self = self;
    made->module = module;
    return value_from_object(made);
}

static Value builtin_call(Thread *thread, Value self, const Arguments *args) {
    return builtin_invoke(thread, BUILTIN(self)->builtin, BUILTIN(self)->self, args);
}

static bool is_plain_function(const BuiltinObject *builtin) {
    return builtin->self == UNBOUND || value_type(builtin->self)->flags & TYPE_IS_MODULE;
}

/* What all objects do by a plain method is shown like the operations of types that do it by a slot. */
static bool is_shown_as_slot(const Builtin *builtin, const Type *owner) {
    static const char *const names[] = {"__init__", "__str__", "__getattribute__", "__setattr__", "__delattr__"};
    for (size_t i = 0; owner == &object_type_object && i < sizeof names / sizeof *names; i++)
        if (strcmp(builtin->name, names[i]) == 0) return true;
    return false;
}

static Value builtin_repr(Thread *thread, Value self) {
    BuiltinObject *builtin = BUILTIN(self);
    if (is_shown_as_slot(builtin->builtin, builtin->owner))
        return value_from_object(str_format("<method-wrapper '%s' of %s object at %p>", builtin->builtin->name,
                                            type_name_of(builtin->self), value_identity(thread, builtin->self)));
    if (is_plain_function(builtin))
        return value_from_object(str_format("<built-in function %s>", builtin->builtin->name));
    return value_from_object(str_format("<built-in method %s of %s object at %p>", builtin->builtin->name,
                                        type_name_of(builtin->self), value_identity(thread, builtin->self)));
}

static Value builtin_compare(Thread *thread, CompareOp op, Value left, Value right) {
    (void)thread;
    if ((op != COMPARE_EQUAL && op != COMPARE_NOT_EQUAL) || !value_has_type(right, &builtin_type))
        return NOT_IMPLEMENTED;
    bool same = BUILTIN(left)->builtin == BUILTIN(right)->builtin && BUILTIN(left)->self == BUILTIN(right)->self;
    return value_from_bool(same == (op == COMPARE_EQUAL));
}

static bool builtin_hash(Thread *thread, Value self, uint64_t *hash) {
    const void *builtin = identity_of(thread, BUILTIN(self)->builtin);
    *hash = ((uint64_t)(uintptr_t)builtin >> 4) ^ value_identity_hash(thread, BUILTIN(self)->self);
    return true;
}

static Value builtin_name(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(BUILTIN(self)->builtin->name);
}

static Value builtin_qualified_name(Thread *thread, Value self) {
    (void)thread;
    BuiltinObject *builtin = BUILTIN(self);
    if (is_plain_function(builtin)) return value_from_text(builtin->builtin->name);
    const char *owner =
        value_is_type(builtin->self) ? ((Type *)value_object(builtin->self))->name : type_name_of(builtin->self);
    return value_from_object(str_format("%s.%s", owner, builtin->builtin->name));
}

static Value builtin_doc(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(BUILTIN(self)->builtin->doc);
}

static Value builtin_module(Thread *thread, Value self) {
    (void)thread;
    BuiltinObject *builtin = BUILTIN(self);
    return is_plain_function(builtin) ? value_from_text(builtin->module ? builtin->module : "builtins") : NONE;
}

static Value builtin_self(Thread *thread, Value self) {
    (void)thread;
    return BUILTIN(self)->self == UNBOUND ? NONE : BUILTIN(self)->self;
}

static const Property builtin_properties[] = {
    {"__name__", builtin_name, NULL, "its name"},
    {"__qualname__", builtin_qualified_name, NULL, "its name with the type's"},
    {"__doc__", builtin_doc, NULL, "what it does"},
    {"__module__", builtin_module, NULL, "where it is from"},
    {"__self__", builtin_self, NULL, "what it is bound to"},
    {0},
};

Type builtin_type = {
    TYPE_HEAD,
    .name = "builtin_function_or_method",
    .doc = "A function or bound method written in C.",
    .size = sizeof(BuiltinObject),
    .flags = TYPE_IS_FINAL,
    .repr = builtin_repr,
    .hash = builtin_hash,
    .compare = builtin_compare,
    .call = builtin_call,
    .properties = builtin_properties,
};

/* Methods of built-in types. */

Value method_descriptor_new(const Builtin *builtin, Type *owner) {
    MethodDescriptor *made = object_new(
        builtin->kind == BUILTIN_CLASS_METHOD ? &class_method_descriptor_type : &method_descriptor_type, sizeof *made);
    made->builtin = builtin;
    made->owner = owner;
    return value_from_object(made);
}

static Value method_call(Thread *thread, Value self, const Arguments *args) {
    MethodDescriptor *method = METHOD(self);
    if (args->count == 0)
        return raise_type(thread, "unbound method %s.%s() needs an argument", method->owner->name,
                          method->builtin->name);
    if (!value_is_instance(args->items[0], method->owner))
        return raise_type(thread, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                          method->builtin->name, method->owner->name, type_name_of(args->items[0]));
    Arguments rest = *args;
    rest.items++;
    rest.count--;
    return builtin_invoke(thread, method->builtin, args->items[0], &rest);
}

static Value method_bind(Thread *thread, Value self, Value instance, Type *owner) {
    (void)thread, (void)owner;
    if (instance == UNBOUND) return self;
    Value bound = builtin_new(METHOD(self)->builtin, instance, NULL);
    BUILTIN(bound)->owner = METHOD(self)->owner;
    return bound;
}

static Value class_method_bind(Thread *thread, Value self, Value instance, Type *owner) {
    (void)thread, (void)instance;
    Value bound = builtin_new(METHOD(self)->builtin, value_from_object(owner), NULL);
    BUILTIN(bound)->owner = METHOD(self)->owner;
    return bound;
}

static Value method_repr(Thread *thread, Value self) {
    (void)thread;
    const char *kind = is_shown_as_slot(METHOD(self)->builtin, METHOD(self)->owner) ? "slot wrapper" : "method";
    return value_from_object(
        str_format("<%s '%s' of '%s' objects>", kind, METHOD(self)->builtin->name, METHOD(self)->owner->name));
}

static Value method_name(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(METHOD(self)->builtin->name);
}

static Value method_qualified_name(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(str_format("%s.%s", METHOD(self)->owner->name, METHOD(self)->builtin->name));
}

static Value method_doc(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(METHOD(self)->builtin->doc);
}

static Value method_owner(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(METHOD(self)->owner);
}

static const Property method_properties[] = {
    {"__name__", method_name, NULL, "its name"},
    {"__qualname__", method_qualified_name, NULL, "its name with the type's"},
    {"__doc__", method_doc, NULL, "what it does"},
    {"__objclass__", method_owner, NULL, "the type it belongs to"},
    {0},
};

Type method_descriptor_type = {
    TYPE_HEAD,
    .name = "method_descriptor",
    .doc = "A method of a built-in type.",
    .size = sizeof(MethodDescriptor),
    .flags = TYPE_IS_FINAL | TYPE_BINDS_RECEIVER,
    .repr = method_repr,
    .call = method_call,
    .descriptor_get = method_bind,
    .properties = method_properties,
};

Type class_method_descriptor_type = {
    TYPE_HEAD,
    .name = "classmethod_descriptor",
    .doc = "A class method of a built-in type.",
    .size = sizeof(MethodDescriptor),
    .flags = TYPE_IS_FINAL,
    .repr = method_repr,
    .descriptor_get = class_method_bind,
    .properties = method_properties,
};

/* Computed attributes of built-in types. */

Value property_descriptor_new(const Property *property, Type *owner) {
    PropertyDescriptor *made = object_new(&property_descriptor_type, sizeof *made);
    made->property = property;
    made->owner = owner;
    return value_from_object(made);
}

static Value computed_get(Thread *thread, Value self, Value instance, Type *owner) {
    (void)owner;
    return instance == UNBOUND ? self : COMPUTED(self)->property->get(thread, instance);
}

static bool computed_set(Thread *thread, Value self, Value instance, Value value) {
    PropertyDescriptor *computed = COMPUTED(self);
    if (computed->property->set) return computed->property->set(thread, instance, value);
    return fail_error(thread, &attribute_error, "attribute '%s' of '%s' objects is not writable",
                      computed->property->name, computed->owner->name);
}

static Value computed_repr(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(
        str_format("<attribute '%s' of '%s' objects>", COMPUTED(self)->property->name, COMPUTED(self)->owner->name));
}

static Value computed_name(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(COMPUTED(self)->property->name);
}

static Value computed_doc(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(COMPUTED(self)->property->doc);
}

static const Property computed_properties[] = {
    {"__name__", computed_name, NULL, "its name"},
    {"__doc__", computed_doc, NULL, "what it is"},
    {0},
};

Type property_descriptor_type = {
    TYPE_HEAD,
    .name = "getset_descriptor",
    .doc = "A computed attribute of a built-in type.",
    .size = sizeof(PropertyDescriptor),
    .flags = TYPE_IS_FINAL,
    .repr = computed_repr,
    .descriptor_get = computed_get,
    .descriptor_set = computed_set,
    .properties = computed_properties,
};
