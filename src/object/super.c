/* super objects. */
#include "object/super.h"

#include "object/attribute.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"

typedef struct Super {
    Object object;
    Type *owner;
    Value self;
    Type *self_type;
} Super;

/* The type whose mro is searched: the receiver itself when it is a class below the owner. */
static Type *receiver_type(const Type *owner, Value self) {
    if (value_is_type(self) && type_is_subtype(value_as_type(self), owner)) return value_as_type(self);
    return value_is_instance(self, owner) ? value_type(self) : NULL;
}

static Value find_behind(Type *self_type, const Type *owner, Str *name) {
    Tuple *mro = type_mro(self_type);
    size_t i = 0;
    while (i < mro->count && value_as_type(mro->items[i]) != owner) i++;
    for (i++; i < mro->count; i++) {
        Value found = dict_get_str(value_as_type(mro->items[i])->attributes, name);
        if (found != UNBOUND) return found;
    }
    return UNBOUND;
}

Value super_find_method(Thread *thread, Type *owner, Value self, Str *name, Value *receiver) {
    *receiver = UNBOUND;
    Type *self_type = receiver_type(owner, self);
    Value found = self_type ? find_behind(self_type, owner, name) : UNBOUND;
    if (found == UNBOUND) return UNBOUND;
    bool through_class = self == value_from_object(self_type);
    if (value_type(found)->flags & TYPE_BINDS_RECEIVER) {
        if (!through_class) *receiver = self;
        return found;
    }
    return attribute_bind(thread, found, through_class ? UNBOUND : self, self_type);
}

Value super_find(Thread *thread, Type *owner, Value self, Str *name) {
    Value receiver, found = super_find_method(thread, owner, self, name, &receiver);
    if (receiver == UNBOUND || found == RAISED) return found;
    return attribute_bind(thread, found, receiver, value_type(receiver));
}

/* self_type null: unbound, until it is got through an instance. */
static Value make(Type *type, Type *owner, Value self, Type *self_type) {
    Super *made = instance_new(type);
    made->owner = owner;
    made->self = self;
    made->self_type = self_type;
    return value_from_object(made);
}

Value super_new(Type *owner, Value self) {
    Type *self_type = receiver_type(owner, self);
    return self_type ? make(&super_type, owner, self, self_type) : UNBOUND;
}

Value super_refuse(Thread *thread, const Type *owner, Value self) {
    bool is_type = value_is_type(self);
    return raise_type(thread, "super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).",
                      is_type ? "type" : "instance of", is_type ? value_as_type(self)->name : type_name_of(self),
                      owner->name);
}

static Value super_get_attribute(Thread *thread, Value self, Str *name) {
    Super *proxy = (Super *)value_object(self);
    bool is_own = name == dunder_class || !proxy->self_type;
    Value found = is_own ? UNBOUND : super_find(thread, proxy->owner, proxy->self, name);
    return found != UNBOUND ? found : attribute_get_generic(thread, self, name);
}

static Value super_construct(Thread *thread, Type *type, const Arguments *args) {
    if (args->keyword_count && type == &super_type) return raise_type(thread, "super() takes no keyword arguments");
    if (args->count == 0) return raise_error(thread, &runtime_error, "super(): no arguments");
    if (args->count > 2) return raise_type(thread, "super expected at most 2 arguments, got %u", args->count);
    if (!value_is_type(args->items[0]))
        return raise_type(thread, "super() argument 1 must be a type, not %s", type_name_of(args->items[0]));
    Type *owner = value_as_type(args->items[0]);
    if (args->count == 1 || args->items[1] == NONE) return make(type, owner, NONE, NULL);
    Type *self_type = receiver_type(owner, args->items[1]);
    return self_type ? make(type, owner, args->items[1], self_type) : super_refuse(thread, owner, args->items[1]);
}

/* An unbound super kept in a class is bound to the instance through which it is got. */
static Value super_bind(Thread *thread, Value self, Value instance, Type *owner) {
    (void)owner;
    Super *proxy = (Super *)value_object(self);
    if (instance == UNBOUND || instance == NONE || proxy->self_type) return self;
    Type *self_type = receiver_type(proxy->owner, instance);
    if (!self_type) return super_refuse(thread, proxy->owner, instance);
    return make(object_type(&proxy->object), proxy->owner, instance, self_type);
}

static Value super_repr(Thread *thread, Value self) {
    (void)thread;
    Super *proxy = (Super *)value_object(self);
    if (!proxy->self_type) return value_from_object(str_format("<super: <class '%s'>, NULL>", proxy->owner->name));
    return value_from_object(
        str_format("<super: <class '%s'>, <%s object>>", proxy->owner->name, proxy->self_type->name));
}

static Value super_this_class(Thread *thread, Value self) {
    (void)thread;
    return value_from_object(((Super *)value_object(self))->owner);
}

static Value super_self(Thread *thread, Value self) {
    (void)thread;
    return ((Super *)value_object(self))->self;
}

static Value super_self_class(Thread *thread, Value self) {
    (void)thread;
    Type *self_type = ((Super *)value_object(self))->self_type;
    return self_type ? value_from_object(self_type) : NONE;
}

static const Property super_properties[] = {
    {"__thisclass__", super_this_class, NULL, "the class behind which look-up starts"},
    {"__self__", super_self, NULL, "the receiver"},
    {"__self_class__", super_self_class, NULL, "the class whose mro is searched"},
    {0},
};

Type super_type = {
    TYPE_HEAD,
    .name = "super",
    .doc = "super(), super(type, object): the attributes of the classes behind a class.",
    .size = sizeof(Super),
    .repr = super_repr,
    .get_attribute = super_get_attribute,
    .construct = super_construct,
    .descriptor_get = super_bind,
    .properties = super_properties,
};
