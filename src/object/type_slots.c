/* The table of slots, their methods, and filling the slots of classes. */
#include "object/type_slots.h"

#include "object/attribute.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/int.h"
#include "object/identity.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/slot_wrappers.h"
#include "object/str.h"
#include "object/type_dunder.h"

#define RULE(dunder, field, script, wrap, operation, least, most)                                                      \
    { &dunder_##dunder, offsetof(Type, field), (AnySlot)(script), wrap, operation, least, most }
#define UNARY_RULE(dunder, field) RULE(dunder, field, script_##dunder, wrap_unary, 0, 0, 0)

const SlotRule slot_rules[] = {
    UNARY_RULE(repr, repr),
    UNARY_RULE(str, str),
    RULE(format, format, script_format, wrap_format, 0, 1, 1),
    RULE(bool, truth, script_truth, wrap_truth, 0, 0, 0),
    RULE(hash, hash, script_hash, wrap_hash, 0, 0, 0),
    UNARY_RULE(index, index),
    UNARY_RULE(int, to_int),
    UNARY_RULE(float, to_float),
    RULE(neg, unary[UNARY_NEGATIVE], script_negative, wrap_unary, 0, 0, 0),
    RULE(pos, unary[UNARY_POSITIVE], script_positive, wrap_unary, 0, 0, 0),
    RULE(invert, unary[UNARY_INVERT], script_invert, wrap_unary, 0, 0, 0),
#define BINARY(OP, name, dunder)                                                                                       \
    RULE(dunder, binary[OP], script_##name, wrap_binary, OP, 1, OP == BINARY_POWER ? 2 : 1),                           \
        RULE(r##dunder, binary[OP], script_##name, wrap_reflected, OP, 1, OP == BINARY_POWER ? 2 : 1),
#include "object/binary.def"
#define BINARY(OP, name, dunder) RULE(i##dunder, inplace[OP], script_inplace_##name, wrap_binary, OP, 1, 1),
#include "object/binary.def"
    RULE(pow, power3, script_power3, NULL, 0, 1, 2),
    RULE(eq, compare, script_compare, wrap_compare, COMPARE_EQUAL, 1, 1),
    RULE(ne, compare, script_compare, wrap_compare, COMPARE_NOT_EQUAL, 1, 1),
    RULE(lt, compare, script_compare, wrap_compare, COMPARE_LESS, 1, 1),
    RULE(le, compare, script_compare, wrap_compare, COMPARE_LESS_EQUAL, 1, 1),
    RULE(gt, compare, script_compare, wrap_compare, COMPARE_GREATER, 1, 1),
    RULE(ge, compare, script_compare, wrap_compare, COMPARE_GREATER_EQUAL, 1, 1),
    RULE(len, length, script_length, wrap_length, 0, 0, 0),
    RULE(getitem, get_item, script_get_item, wrap_binary, 0, 1, 1),
    RULE(setitem, set_item, script_set_item, wrap_set_item, 0, 2, 2),
    RULE(delitem, set_item, script_set_item, wrap_delete_item, 0, 1, 1),
    RULE(contains, contains, script_contains, wrap_contains, 0, 1, 1),
    UNARY_RULE(iter, iter),
    RULE(next, next, script_next, wrap_next, 0, 0, 0),
    RULE(getattribute, get_attribute, script_get_attribute, wrap_get_attribute, 0, 1, 1),
    RULE(getattr, get_attribute, script_get_attribute, NULL, 0, 1, 1),
    RULE(setattr, set_attribute, script_set_attribute, wrap_set_attribute, 0, 2, 2),
    RULE(delattr, set_attribute, script_set_attribute, wrap_delete_attribute, 0, 1, 1),
    RULE(call, call, script_call, wrap_call, 0, 0, -1),
    RULE(init, init, script_init, wrap_init, 0, 0, -1),
    RULE(new, construct, script_construct, NULL, 0, 0, -1),
    RULE(get, descriptor_get, script_descriptor_get, wrap_get, 0, 1, 2),
    RULE(set, descriptor_set, script_descriptor_set, wrap_set, 0, 2, 2),
    RULE(delete, descriptor_set, script_descriptor_set, wrap_delete, 0, 1, 1),
    {0},
};

AnySlot slot_get(const Type *type, size_t offset) {
    return __atomic_load_n((const AnySlot *)(const void *)((const char *)type + offset), __ATOMIC_RELAXED);
}

void slot_set(Type *type, size_t offset, AnySlot slot) {
    if (slot_get(type, offset) == slot) return;
    __atomic_store_n((AnySlot *)(void *)((char *)type + offset), slot, __ATOMIC_RELAXED);
}

/* The slot as a method. */

static Value wrapper_invoke(Thread *thread, const SlotWrapper *wrapper, Value self, const Arguments *args) {
    const SlotRule *rule = wrapper->rule;
    if (args->keyword_count && rule->most >= 0)
        return raise_type(thread, "wrapper %s() takes no keyword arguments", str_text(*rule->dunder));
    if ((int)args->count < rule->least || (rule->most >= 0 && (int)args->count > rule->most))
        return raise_type(thread, "expected %d argument%s, got %u", rule->least, rule->least == 1 ? "" : "s",
                          args->count);
    return rule->wrap(thread, rule, wrapper->owner, self, args);
}

static Value wrapper_call(Thread *thread, Value self, const Arguments *args) {
    SlotWrapper *wrapper = (SlotWrapper *)value_object(self);
    const char *name = str_text(*wrapper->rule->dunder);
    if (args->count == 0)
        return raise_type(thread, "descriptor '%s' of '%s' object needs an argument", name, wrapper->owner->name);
    if (!value_is_instance(args->items[0], wrapper->owner))
        return raise_type(thread, "descriptor '%s' requires a '%s' object but received a '%s'", name,
                          wrapper->owner->name, type_name_of(args->items[0]));
    Arguments rest = *args;
    rest.items++;
    rest.count--;
    return wrapper_invoke(thread, wrapper, args->items[0], &rest);
}

static Value wrapper_bind(Thread *thread, Value self, Value instance, Type *owner) {
    (void)thread, (void)owner;
    if (instance == UNBOUND) return self;
    BoundMethod *bound = object_new(&bound_wrapper_type, sizeof *bound);
    bound->function = self;
    bound->self = instance;
    return value_from_object(bound);
}

static Value wrapper_repr(Thread *thread, Value self) {
    (void)thread;
    SlotWrapper *wrapper = (SlotWrapper *)value_object(self);
    return value_from_object(
        str_format("<slot wrapper '%s' of '%s' objects>", str_text(*wrapper->rule->dunder), wrapper->owner->name));
}

static Value wrapper_name(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(*((SlotWrapper *)value_object(self))->rule->dunder);
}

static Value wrapper_qualified_name(Thread *thread, Value self) {
    (void)thread;
    SlotWrapper *wrapper = (SlotWrapper *)value_object(self);
    return value_from_object(str_format("%s.%s", wrapper->owner->name, str_text(*wrapper->rule->dunder)));
}

static Value wrapper_doc(Thread *thread, Value self) {
    (void)thread;
    return value_from_text(slot_doc(((SlotWrapper *)value_object(self))->rule));
}

static Value wrapper_owner(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(((SlotWrapper *)value_object(self))->owner);
}

static const Property wrapper_properties[] = {
    {"__name__", wrapper_name, NULL, "its name"},
    {"__qualname__", wrapper_qualified_name, NULL, "its name with the type's"},
    {"__doc__", wrapper_doc, NULL, "what it does"},
    {"__objclass__", wrapper_owner, NULL, "the type it belongs to"},
    {0},
};

Type slot_wrapper_type = {
    TYPE_HEAD,
    .name = "wrapper_descriptor",
    .doc = "An operation of a built-in type as a method.",
    .size = sizeof(SlotWrapper),
    .flags = TYPE_IS_FINAL | TYPE_BINDS_RECEIVER,
    .repr = wrapper_repr,
    .call = wrapper_call,
    .descriptor_get = wrapper_bind,
    .properties = wrapper_properties,
};

#define BOUND(value) ((BoundMethod *)value_object(value))
#define BOUND_WRAPPER(value) ((SlotWrapper *)value_object(BOUND(value)->function))

static Value bound_wrapper_call(Thread *thread, Value self, const Arguments *args) {
    return wrapper_invoke(thread, BOUND_WRAPPER(self), BOUND(self)->self, args);
}

static Value bound_wrapper_repr(Thread *thread, Value self) {
    Value receiver = BOUND(self)->self;
    return value_from_object(str_format("<method-wrapper '%s' of %s object at %p>",
                                        str_text(*BOUND_WRAPPER(self)->rule->dunder), type_name_of(receiver),
                                        value_identity(thread, receiver)));
}

static Value bound_wrapper_name(Thread *thread, Value self) {
    return wrapper_name(thread, BOUND(self)->function);
}

static Value bound_wrapper_qualified_name(Thread *thread, Value self) {
    return wrapper_qualified_name(thread, BOUND(self)->function);
}

static Value bound_wrapper_doc(Thread *thread, Value self) {
    return wrapper_doc(thread, BOUND(self)->function);
}

static Value bound_wrapper_self(Thread *thread, Value self) {
    (void)thread;
    return BOUND(self)->self;
}

static const Property bound_wrapper_properties[] = {
    {"__name__", bound_wrapper_name, NULL, "its name"},
    {"__qualname__", bound_wrapper_qualified_name, NULL, "its name with the type's"},
    {"__doc__", bound_wrapper_doc, NULL, "what it does"},
    {"__self__", bound_wrapper_self, NULL, "the receiver"},
    {0},
};

Type bound_wrapper_type = {
    TYPE_HEAD,
    .name = "method-wrapper",
    .doc = "An operation of a built-in type, bound to a receiver.",
    .size = sizeof(BoundMethod),
    .flags = TYPE_IS_FINAL,
    .repr = bound_wrapper_repr,
    .call = bound_wrapper_call,
    .properties = bound_wrapper_properties,
};

/* Built-in types show their slots. */

void slots_expose(Type *type) {
    for (const SlotRule *rule = slot_rules; rule->dunder; rule++) {
        if (!rule->wrap || !slot_get(type, rule->offset) || dict_get_str(type->attributes, *rule->dunder) != UNBOUND)
            continue;
        SlotWrapper *wrapper = object_new(&slot_wrapper_type, sizeof *wrapper);
        wrapper->rule = rule;
        wrapper->owner = type;
        dict_set_str(type->attributes, *rule->dunder, value_from_object(wrapper));
    }
}

/* Classes fill theirs. */

/* A class may also use an operation under another name: __setattr__ = dict.__setitem__. */
static bool is_wrapper_of(Value found, const SlotRule *rule) {
    return value_has_type(found, &slot_wrapper_type) &&
           ((SlotWrapper *)value_object(found))->rule->dunder == rule->dunder;
}

AnySlot slot_native(const SlotRule *rule, Value found) {
    if (rule->dunder == &dunder_new && value_has_type(found, &builtin_type)) {
        Value owner = ((BuiltinObject *)value_object(found))->self;
        return value_is_type(owner) ? (AnySlot)((Type *)value_object(owner))->construct : NULL;
    }
    return is_wrapper_of(found, rule) ? slot_get(((SlotWrapper *)value_object(found))->owner, rule->offset) : NULL;
}

/* What `object` itself has as plain methods is what a null slot means. */
static bool is_default(Value found) {
    if (value_has_type(found, &method_descriptor_type))
        return ((MethodDescriptor *)value_object(found))->owner == &object_type_object;
    return value_has_type(found, &builtin_type) &&
           ((BuiltinObject *)value_object(found))->self == value_from_object(&object_type_object);
}

static void fill_slot(Type *type, const SlotRule *first, const SlotRule *end) {
    AnySlot native = NULL;
    bool by_script = false;
    for (const SlotRule *rule = first; rule < end; rule++) {
        Value found = type_lookup(type, *rule->dunder);
        if (found == UNBOUND || is_default(found) || (found == NONE && rule->dunder == &dunder_hash)) continue;
        AnySlot here = slot_native(rule, found);
        bool is_native =
            here || (rule->dunder == &dunder_new && value_has_type(found, &builtin_type)) || is_wrapper_of(found, rule);
        by_script |= !is_native || (native && native != here);
        native = here;
    }
    slot_set(type, first->offset, by_script ? first->script : native);
}

void slots_fill(Type *type, Str *name) {
    for (const SlotRule *first = slot_rules, *end; first->dunder; first = end) {
        bool concerned = name == NULL;
        for (end = first; end->dunder && end->offset == first->offset; end++) concerned |= *end->dunder == name;
        if (concerned) fill_slot(type, first, end);
    }
}
