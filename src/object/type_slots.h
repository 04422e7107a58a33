/* The slots of types and the dunders they stand for: one table, read in both directions. A filled slot of a built-in type shows
   as a method of that name; a class of a script that has the method gets the slot filled with a function that calls it. */
#ifndef OBJECT_TYPE_SLOTS_H
#define OBJECT_TYPE_SLOTS_H

#include "object/callable_core.h"

typedef void (*AnySlot)(void);
typedef struct SlotRule SlotRule;

struct SlotRule {
    Str **dunder;
    size_t offset;  /* of the slot in a Type; the rules of one slot stand together */
    AnySlot script; /* what fills the slot of a class that has the dunder */
    Value (*wrap)(Thread *thread, const SlotRule *rule, const Type *owner, Value self, const Arguments *args);
    int operation;      /* BinaryOp, CompareOp … for rules of a family */
    int8_t least, most; /* arguments of the method, without self */
};

/* `int.__add__`: the slot of a built-in type as a method. */
typedef struct SlotWrapper {
    Object object;
    const SlotRule *rule;
    Type *owner;
} SlotWrapper;

extern Type slot_wrapper_type;
extern Type bound_wrapper_type; /* method-wrapper: bound to a receiver */
extern const SlotRule slot_rules[];

AnySlot slot_get(const Type *type, size_t offset);
void slot_set(Type *type, size_t offset, AnySlot slot);

/* What the method for a slot does, as its docstring says it. */
const char *slot_doc(const SlotRule *rule);

/* Adds the methods for a built-in type's own slots to its attributes. */
void slots_expose(Type *type);

/* Fills the slots of a script's class from what its attributes are now; `name`: only those that it concerns, null: all. */
void slots_fill(Type *type, Str *name);

/* The native function behind what a dunder's look-up found: null when that is no wrapper of the same rule. */
AnySlot slot_native(const SlotRule *rule, Value found);

/* Calls a dunder of the value's type with up to three arguments; UNBOUND when there is none. */
Value special_invoke(Thread *thread, Value self, Str *name, uint32_t count, const Value *args);

#endif
