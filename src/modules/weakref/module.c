/* ref: an object that knows another without keeping it alive. The collector ends the link when it finds the object
   unreachable, which may be long after a script has let go of it. */
#include "modules/weakref/weakref.h"

#include "object/error.h"
#include "object/dict.h"
#include "object/finalize.h"
#include "object/identity.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"

typedef struct Reference {
    Object object;
    MemoryLink *link;
    Value kept;    /* the object, where runs must repeat: when the collector finds what cannot */
    Word callback; /* NONE: none */
    _Atomic(uint64_t) hash;
    atomic_bool has_hash;
} Reference;

static Type reference_type;

static Value referent(Value self) {
    Reference *reference = (Reference *)(void *)self;
    void *object = reference->link ? memory_link_get(reference->link) : NULL;
    return object ? value_from_object(object) : NONE;
}

/* Numbers, strs, tuples and their like have no identity that a script could lose. */
static bool can_be_weak(Value value) {
    static const Type *const not_weak[] = {&list_type, &dict_type};
    if (!value_is_object(value)) return false;
    const Type *type = value_type(value);
    for (size_t i = 0; i < sizeof not_weak / sizeof *not_weak; i++)
        if (type == not_weak[i]) return false;
    return !(type->flags & TYPE_HAS_VARIABLE_SIZE) && type != &int_type;
}

/* The object is gone; the reference may be, too: then nobody is told. */
static Value call_back(Thread *thread, void *link, Value *function) {
    Reference *reference = memory_link_get(link);
    if (!reference) return NONE;
    *function = word_load(&reference->callback);
    word_store(&reference->callback, NONE);
    return *function == NONE ? NONE : value_call1(thread, *function, value_from_object(reference));
}

static Value reference_construct(Thread *thread, Type *type, const Arguments *args) {
    if (args->count < 1) return raise_type(thread, "ref expected at least 1 argument, got 0");
    Value object = args->items[0];
    if (!can_be_weak(object))
        return raise_type(thread, "cannot create weak reference to '%s' object", type_name_of(object));
    Reference *reference = instance_new(type);
    reference->link = memory_link_new(value_object(object));
    if (thread->identities != NULL) reference->kept = object;
    word_store(&reference->callback, args->count > 1 ? args->items[1] : NONE);
    if (args->count > 1 && args->items[1] != NONE)
        object_watch(value_object(object), call_back, memory_link_new(reference));
    return value_from_object(reference);
}

static Value reference_call(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return referent(self);
}

static Value reference_repr(Thread *thread, Value self) {
    Value object = referent(self);
    void *itself = value_identity(thread, self);
    if (object == NONE) return value_from_object(str_format("<weakref at %p; dead>", itself));
    return value_from_object(
        str_format("<weakref at %p; to '%s' at %p>", itself, type_name_of(object), value_identity(thread, object)));
}

static bool reference_hash(Thread *thread, Value self, uint64_t *hash) {
    Reference *reference = (Reference *)(void *)self;
    if (!atomic_load_explicit(&reference->has_hash, memory_order_acquire)) {
        Value object = referent(self);
        if (object == NONE) return fail_type(thread, "weak object has gone away");
        if (!value_hash(thread, object, hash)) return false;
        atomic_store_explicit(&reference->hash, *hash, memory_order_relaxed);
        atomic_store_explicit(&reference->has_hash, true, memory_order_release);
    }
    *hash = atomic_load_explicit(&reference->hash, memory_order_relaxed);
    return true;
}

static Value reference_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (op != COMPARE_EQUAL && op != COMPARE_NOT_EQUAL) return NOT_IMPLEMENTED;
    if (!value_is_instance(left, &reference_type) || !value_is_instance(right, &reference_type)) return NOT_IMPLEMENTED;
    Value a = referent(left), b = referent(right);
    if (a == NONE || b == NONE) return value_from_bool((left == right) == (op == COMPARE_EQUAL));
    return operate_compare(thread, op, a, b);
}

static Value reference_callback(Thread *thread, Value self) {
    (void)thread;
    return word_load(&((Reference *)(void *)self)->callback);
}

static const Property reference_properties[] = {
    {"__callback__", reference_callback, NULL, "the function given to it"},
    {0},
};

static Type reference_type = {
    TYPE_HEAD,
    .name = "weakref.ReferenceType",
    .module = "weakref",
    .doc = "ref(object): calling it gives the object, or None once it is gone.",
    .size = sizeof(Reference),
    .repr = reference_repr,
    .hash = reference_hash,
    .compare = reference_compare,
    .call = reference_call,
    .construct = reference_construct,
    .properties = reference_properties,
};

Module *weakref_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("_weakref", "Weak references, the part that is written in C.");
    type_ready(&reference_type);
    module_set(module, "ref", value_from_object(&reference_type));
    return module;
}
