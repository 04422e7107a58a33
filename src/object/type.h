/* Types: the table of what can be done with a value, for built-in types (static structs at the bottom of their files)
   and for classes of a script (made by type_new, their slots filled with functions that look up the dunder).

   A missing slot means "not supported"; only operators.c and attribute.c turn that into a TypeError or AttributeError.
   type_ready copies missing slots from the base.

   Class attributes live in a pinned dict (object/dict.h): an entry for a name, once there, stays where it is. A cache may
   therefore keep the entry and read its value each time; what it must notice is that lookup would now end at another
   entry. That is `version`: a number unique in the process, changed in a type and all its subtypes whenever a name
   is added to or deleted from it, or when __bases__ change. */
#ifndef OBJECT_TYPE_H
#define OBJECT_TYPE_H

#include "base/operation.h"
#include "object/arguments.h"
#include "object/object.h"

#include <stddef.h>

typedef struct Dict Dict;
typedef struct DictEntry DictEntry;
typedef struct Tuple Tuple;
typedef struct List List;

typedef Value (*UnarySlot)(Thread *thread, Value self);
typedef Value (*BinarySlot)(Thread *thread, Value left, Value right);

/* A computed attribute of a built-in type; set null: read-only. set gets UNBOUND for `del`.
   method: what `object.name(…)` calls, with the object as self, where that is not to call the property's value: so
   `t.daemon` is a bool of the language and `t.daemon(True)` a call of this. attribute_get_method answers it (as a method
   descriptor, with *receiver = object); nothing else looks at it. */
typedef struct Property {
    const char *name;
    UnarySlot get;
    bool (*set)(Thread *thread, Value self, Value value);
    const char *doc;
    const Builtin *method;
} Property;

enum {
    TYPE_IS_FINAL = 1,       /* cannot be a base: bool, NoneType, function … */
    TYPE_IS_CLASS = 2,       /* made by a script (`class`, type(…)): attributes can be set on it */
    TYPE_HAS_ATTRIBUTES = 4, /* instances have attribute slots and a __dict__ */
    TYPE_IS_EXCEPTION = 8,   /* BaseException or below */
    TYPE_IS_HASHABLE_BY_IDENTITY = 16,
    TYPE_HAS_VARIABLE_SIZE = 32, /* str, bytes, tuple and what derives from them: see shape_core.h */
    TYPE_IS_MODULE = 128,
    TYPE_HAS_FINALIZER = 256, /* a class with __del__ */
    TYPE_IS_SLOTTED = 512,    /* instances have the attributes that __slots__ names, no others and no __dict__ */
    TYPE_IS_CONTAINER = 1024, /* what it holds changes in place; iterators too. Each built-in operation is one step */
    TYPE_BINDS_RECEIVER = 64, /* descriptor_get makes a bound method: calling it with the receiver first is the same */
    TYPE_HAS_FIELDS = 2048,   /* of exceptions: one of those that know more than their arguments, or below */
    TYPE_FLAGS_INHERITED =
        TYPE_IS_EXCEPTION | TYPE_HAS_VARIABLE_SIZE | TYPE_IS_MODULE | TYPE_IS_CONTAINER | TYPE_HAS_FIELDS,
};

enum { TYPE_LOOKUPS = 16 };

struct Type {
    Object object;
    _Atomic(const char *) name; /* __name__; "module.name" for static types whose messages show the module */
    const char *module;         /* __module__; null: builtins */
    const char *doc;
    Type *base;        /* the base whose layout this type extends; null for object only (type_ready fills it in) */
    Type *second_base; /* of ExceptionGroup, the one built-in type with two bases; else null */
    size_t size;       /* bytes of an instance without attribute slots */
    uint32_t flags;

    /* Representation and conversion; all return a Value or RAISED unless said otherwise. */
    _Atomic(UnarySlot) repr;
    _Atomic(UnarySlot) str;
    Value (*_Atomic format)(Thread *thread, Value self, Value spec);
    int (*_Atomic truth)(Thread *thread, Value self);                 /* 1, 0, -1: raised */
    bool (*_Atomic hash)(Thread *thread, Value self, uint64_t *hash); /* absent: unhashable */
    _Atomic(UnarySlot) index;                                         /* __index__: an int */
    _Atomic(UnarySlot) to_int;
    _Atomic(UnarySlot) to_float;

    /* Operators. binary[op] is asked with the operands in source order, of the left type and of the right type; it answers
       NOT_IMPLEMENTED when it does not know the other operand. inplace[op] is asked first by `op=`. */
    _Atomic(UnarySlot) unary[3]; /* UNARY_NEGATIVE, UNARY_POSITIVE, UNARY_INVERT */
    _Atomic(BinarySlot) binary[BINARY_OP_COUNT];
    _Atomic(BinarySlot) inplace[BINARY_OP_COUNT];
    Value (*_Atomic power3)(Thread *thread, Value base, Value exponent, Value modulus);
    Value (*_Atomic compare)(Thread *thread, CompareOp op, Value left,
                             Value right); /* the six of order; may answer NOT_IMPLEMENTED */

    /* Containers and iteration. length: -1 raised. next: UNBOUND at the end, without an exception. */
    int64_t (*_Atomic length)(Thread *thread, Value self);
    _Atomic(BinarySlot) get_item;
    bool (*_Atomic set_item)(Thread *thread, Value self, Value key, Value value); /* value UNBOUND: del */
    int (*_Atomic contains)(Thread *thread, Value self, Value item);              /* 1, 0, -1: raised */
    _Atomic(UnarySlot) iter;
    _Atomic(UnarySlot) next;
    /* The same where next makes tuples of two, which a loop would take apart again: 1, 0 at the end, -1 raised, or PAIRS_NONE:
       they are not of two. Not inherited. */
    int (*_Atomic next_pair)(Thread *thread, Value self, Value pair[2]);

    /* Attributes and calls. get_attribute: RAISED with AttributeError when there is none; null means the generic way.
       construct: the whole of type(args) for a built-in type, `type` being it or a class derived from it; null means
       the generic way (__new__, then __init__). init: __init__ of a built-in type. */
    Value (*_Atomic get_attribute)(Thread *thread, Value self, Str *name);
    bool (*_Atomic set_attribute)(Thread *thread, Value self, Str *name, Value value); /* value UNBOUND: del */
    Value (*_Atomic call)(Thread *thread, Value self, const Arguments *args);
    Value (*_Atomic construct)(Thread *thread, Type *type, const Arguments *args);
    bool (*_Atomic init)(Thread *thread, Value self, const Arguments *args);
    Value (*_Atomic descriptor_get)(Thread *thread, Value self, Value instance,
                                    Type *owner); /* instance UNBOUND: through the class */
    bool (*_Atomic descriptor_set)(Thread *thread, Value self, Value instance,
                                   Value value); /* present: a data descriptor */

    /* `with` without look-up and bound methods: what __enter__ and __exit__ do, whatever the exception, which is never
       swallowed. To be used for instances of static types only (no TYPE_IS_CLASS): a class may override the methods. */
    _Atomic(UnarySlot) enter;
    bool (*_Atomic leave)(Thread *thread, Value self);

    const Builtin *methods;
    const Property *properties;

    /* Filled in by type_ready or type_new. */
    Dict *attributes;    /* pinned: name → value */
    Word mro;            /* Tuple of types, itself first */
    Word bases;          /* Tuple */
    Word name_string;    /* Str */
    Word qualified_name; /* Str */
    _Atomic(uint32_t) version;
    _Atomic(uint32_t) instance_shape; /* shape of the next instance; for types without attribute slots, of every one */
    _Atomic(struct Shape *) shape;    /* of the next instance, when it has attribute slots (object/shape.h) */
    _Atomic(const struct Lookup *) lookups[TYPE_LOOKUPS]; /* what type_find found (type.c) */
    List *subtypes;
    List *
        kept; /* of a class with __del__ whose program's runs repeat: its instances and others' (identity.h); else null */
};

enum { PAIRS_NONE = 2 };

/* Reads a slot. Those of a class may be refilled while other threads run: ask through this, once for each use. */
#define SLOT(type, field) atomic_load_explicit(&(type)->field, memory_order_relaxed)

extern Type object_type_object; /* `object` */
extern Type type_type;          /* `type` */

/* Head of a static Type. */
#define TYPE_HEAD .object = {.type = &type_type}

/* Makes a static type usable: base, mro, attributes from its tables, inherited slots, shape. Called for all built-in types
   once at start-up, in the order of object/builtin_types.def, and by modules for theirs. Idempotent. */
void type_ready(Type *type);
void types_start(void); /* all of builtin_types.def */

/* A class of a script, as type(name, bases, namespace) makes it; TypeErrors in CPython's words (layout and
   mro conflicts, bases that are no types, final bases). `namespace`: a Dict that is copied. Calls __set_name__ and __init_subclass__ (with
   the keywords). Slot predictions: names of attributes that instances are expected to get, in order. */
Value type_new(Thread *thread, Str *name, Tuple *bases, Dict *namespace, const Arguments *keywords,
               const char *const *attribute_hints, size_t hint_count);

/* The entry for a name along the mro, or null. What the entry holds may be UNBOUND-like "deleted" a moment later: read
   it once with dict_entry_value. type_lookup does both: UNBOUND when absent. */
DictEntry *type_find(Type *type, Str *name);
Value type_lookup(Type *type, Str *name);

/* Sets or (UNBOUND) deletes an attribute of a class; bumps versions and refreshes slots where needed. */
bool type_set_attribute(Thread *thread, Type *type, Str *name, Value value);

/* Counts the changes after which a class may answer for an attribute that instances have in a slot: a data descriptor, or an
   attribute method of its own, was set on a class already made. Who remembers slots remembers the number with them. It stays at
   its limit. */
enum { SLOTS_EPOCH_LIMIT = 0xffff };
extern _Atomic(uint32_t) slots_epoch;

bool type_is_subtype(const Type *type, const Type *base);

static inline uint32_t type_version(const Type *type) {
    return atomic_load_explicit(&((Type *)(uintptr_t)type)->version, memory_order_acquire);
}

/* What an attribute found on a class is for an instance of it (UNBOUND: asked through the class). */
static inline Value attribute_bind(Thread *thread, Value found, Value instance, Type *owner) {
    Value (*get)(Thread *, Value, Value, Type *) = SLOT(value_type(found), descriptor_get);
    return get ? get(thread, found, instance, owner) : found;
}

static inline bool value_is_type(Value value) {
    return value_is_object(value) && value_is_instance(value, &type_type);
}

/* "int", "Account": for messages. */
static inline const char *type_name_of(Value value) {
    return value_type(value)->name;
}

#endif
