/* super objects. */
#include "object/super.h"

#include "object/attribute.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/names.h"
#include "object/operators.h"
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

Value super_new(Type *owner, Value self) {
    Type *self_type = receiver_type(owner, self);
    if (!self_type) return UNBOUND;
    Super *made = object_new(&super_type, sizeof *made);
    made->owner = owner;
    made->self = self;
    made->self_type = self_type;
    return value_from_object(made);
}

static Value super_get_attribute(Thread *thread, Value self, Str *name) {
    Super *proxy = (Super *)value_object(self);
    Value found = name == dunder_class ? UNBOUND : super_find(thread, proxy->owner, proxy->self, name);
    return found != UNBOUND ? found : attribute_get_generic(thread, self, name);
}

static Value super_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)type;
    if (args->count == 0) return raise_error(thread, &runtime_error, "super(): no arguments");
    if (args->count > 2) return raise_type(thread, "super expected at most 2 arguments, got %u", args->count);
    if (!value_is_type(args->items[0]))
        return raise_type(thread, "super() argument 1 must be a type, not %s", type_name_of(args->items[0]));
    Value made = args->count == 2 ? super_new(value_as_type(args->items[0]), args->items[1]) : UNBOUND;
    if (made != UNBOUND) return made;
    Value self = args->count == 2 ? args->items[1] : NONE;
    bool is_type = value_is_type(self);
    return raise_type(thread, "super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).",
                      is_type ? "type" : "instance of", is_type ? value_as_type(self)->name : type_name_of(self),
                      value_as_type(args->items[0])->name);
}

static Value super_repr(Thread *thread, Value self) {
    (void)thread;
    Super *proxy = (Super *)value_object(self);
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
    return value_from_object(((Super *)value_object(self))->self_type);
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
    .properties = super_properties,
};
