/* Attribute slots of instances: which name is at which slot.

   A class's instances carry `extent` slots behind the type's own struct, told when they are made; names get slots in the order
   in which they are first seen in any instance of the class (attribute_hints come first), and a slot never moves or gets
   another name. What does not fit goes to a pinned dict per instance. A slot holding 0 is an absent attribute. All instances
   of one shape have the same type, extent and slot names; a class whose instances outgrow their extent gets a
   new shape for its next ones. So a cache may hold (shape, byte offset) in one word.

     struct of the type's `size` bytes | Word extra: a Dict or 0 | Word slots[extent]                                        */
#ifndef OBJECT_SHAPE_H
#define OBJECT_SHAPE_H

#include "object/object.h"
#include "object/type.h"

typedef struct Shape Shape;

/* An instance of a class with attribute slots, all absent. Fast path for constructors. */
void *instance_new(Type *type);

/* Where the attribute `name` of this instance is: its slot, or its entry in the extra dict; null when the name has no place
   yet. `make`: gives it one, unless the class has __slots__. `*offset`: bytes from the start of the object when it is a slot (for a cache), else 0. */
Word *instance_find(Object *instance, Str *name, bool make, uint32_t *offset);

/* Attributes are listed in the order in which they got their values. That is the order of their slots as long as each one
   given its first value stands behind all that have one: `mark` is the last of them, in words from the start of the object.
   The first one out of order makes a note of the order (a list of names, in the extra dict); from then on all are noted. */
enum { MARK_EXTRA = 254, MARK_NOTED = 255 }; /* attributes in the extra dict; there is a note */

/* Gives an attribute a value: the way for all who have found its place with instance_find (or remember its slot). */
void instance_note_first(Object *instance, Str *name, uint32_t offset);

/* In order, as attributes mostly come. */
static inline bool instance_mark_slot(Object *instance, size_t offset) {
    size_t at = offset / sizeof(Word);
    if (at < atomic_load_explicit(&instance->mark, memory_order_relaxed) || at >= MARK_EXTRA) return false;
    atomic_store_explicit(&instance->mark, (unsigned char)at, memory_order_relaxed);
    return true;
}

static inline void instance_note_slot(Object *instance, Str *name, uint32_t offset) {
    if (!instance_mark_slot(instance, offset)) instance_note_first(instance, name, offset);
}

static inline void instance_store_slot(Object *instance, Str *name, Word *slot, Value value) {
    if (atomic_load_explicit(slot, memory_order_relaxed) == RAISED)
        instance_note_slot(instance, name, (uint32_t)((char *)slot - (char *)instance));
    word_store(slot, value);
}

/* The same for any attribute. False: the class has __slots__, and none of that name. */
bool instance_store(Object *instance, Str *name, Value value);

/* For who remembers a class attribute found for instances of this shape: the `*offset` of the slot that, when not empty, hides it
   (0: there is none, and the type gets a new version when that changes). False: it may be hidden by something else. */
bool instance_may_hide(Object *instance, Str *name, uint32_t *offset);

/* Every present attribute in order: call with *position = 0 until it answers false. */
bool instance_next(Object *instance, size_t *position, Str **name, Value *value);

/* Makes it an instance of another class of the same layout; its attributes stay, in their order. Meanwhile other threads
   may find it without some of them. */
void instance_set_class(Object *instance, Type *type);

/* The live `__dict__`. */
Value instance_dict(Object *instance);

/* These shape numbers are for functions of a script (interp/function.h), who tell more by them than their type. */
enum { SHAPE_OF_FUNCTIONS = 1, SHAPES_OF_FUNCTIONS = 13 };

/* The next unused shape number, for a type or a Shape. */
uint32_t shape_number_new(void);

#endif
