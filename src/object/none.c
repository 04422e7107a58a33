/* None, Ellipsis, NotImplemented: constants in the value word; here is only what they can do. */
#include "object/none.h"

#include "object/error.h"
#include "object/str.h"

static Value none_repr(Thread *thread, Value self) {
    (void)thread;
    (void)self;
    return value_from_object(str_intern_text("None"));
}

static int none_truth(Thread *thread, Value self) {
    (void)thread;
    (void)self;
    return 0;
}

static bool constant_hash(Thread *thread, Value self, uint64_t *hash) {
    (void)thread;
    *hash = value_bits(self) * 0x9e3779b97f4a7c15u >> 16;
    return true;
}

static Value construct_constant(Thread *thread, const Type *type, const Arguments *args, Value constant) {
    if (args->count + args->keyword_count > 0) return raise_type(thread, "%s takes no arguments", type->name);
    return constant;
}

static Value none_construct(Thread *thread, Type *type, const Arguments *args) {
    return construct_constant(thread, type, args, NONE);
}

Type none_type = {
    TYPE_HEAD,         .name = "NoneType",  .doc = "The type of None.", .flags = TYPE_IS_FINAL,
    .repr = none_repr, .truth = none_truth, .hash = constant_hash,      .construct = none_construct,
};

static Value ellipsis_repr(Thread *thread, Value self) {
    (void)thread;
    (void)self;
    return value_from_object(str_intern_text("Ellipsis"));
}

static Value ellipsis_construct(Thread *thread, Type *type, const Arguments *args) {
    return construct_constant(thread, type, args, ELLIPSIS);
}

Type ellipsis_type = {
    TYPE_HEAD,
    .name = "ellipsis",
    .doc = "The type of Ellipsis, written ... too.",
    .flags = TYPE_IS_FINAL,
    .repr = ellipsis_repr,
    .hash = constant_hash,
    .construct = ellipsis_construct,
};

static Value not_implemented_repr(Thread *thread, Value self) {
    (void)thread;
    (void)self;
    return value_from_object(str_intern_text("NotImplemented"));
}

static Value not_implemented_construct(Thread *thread, Type *type, const Arguments *args) {
    return construct_constant(thread, type, args, NOT_IMPLEMENTED);
}

Type not_implemented_type = {
    TYPE_HEAD,
    .name = "NotImplementedType",
    .doc = "The type of NotImplemented.",
    .flags = TYPE_IS_FINAL,
    .repr = not_implemented_repr,
    .hash = constant_hash,
    .construct = not_implemented_construct,
};
