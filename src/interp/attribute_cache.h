/* What an AttributeExpr remembers of the last objects it met, for reading, writing and calling.

   slots[]: two words of (shape, epoch, byte offset), each read whole: where instances of a shape have the attribute, as long
   as no class has begun to answer for slots (slots_epoch).
   method: immutable records, a short chain: of attributes found on a class, on a module, or on a class object itself, and of
   slots of further shapes. A chain is only ever replaced, by one atomic store. */
#ifndef INTERP_ATTRIBUTE_CACHE_H
#define INTERP_ATTRIBUTE_CACHE_H

#include "interp/fast.h"
#include "object/dict.h"
#include "object/shape.h"

typedef struct AttributeRecord AttributeRecord;
struct AttributeRecord {
    uint32_t method_shape; /* `shape`, if it is about an attribute of the class that nothing hides; else 0 */
    Object *owner;         /* a module or class whose own attribute it is; null: of instances, and then: */
    uint32_t shape;        /* of the instances */
    uint32_t slot;         /* the offset of their slot; 0: it is an attribute of their class */
    uint32_t epoch;        /* slots_epoch, with `slot` */
    uint32_t hidden_by;    /* offset of the instance slot of that name, which must be empty; 0: there is none */
    uint32_t version;      /* of the class that was searched; modules: 0 */
    Type *searched;        /* that class; null for modules */
    DictEntry *entry;
    const AttributeRecord *next;
    uint32_t length;  /* of the chain from here on */
    uint32_t learned; /* records this node has made so far */
};

/* At its limit no slot is remembered any more. */
static inline uint32_t attribute_epoch(void) {
    return atomic_load_explicit(&slots_epoch, memory_order_acquire);
}

/* A remembered word, less its offset; no object has shape 0, so an empty word is about none. */
static inline uint64_t attribute_key(const Object *object, uint32_t epoch) {
    return (uint64_t)object_shape(object) << 32 | epoch << 16;
}

/* The attribute slot of an object of a shape met before; null: not known. …_first: looks at the first word only. */
static inline Word *attribute_cached_slot_at(AttributeExpr *node, Object *object, int which, uint64_t key) {
    uint64_t offset = atomic_load_explicit(&node->slots[which], memory_order_relaxed) ^ key;
    return LIKELY(offset <= UINT16_MAX) ? (Word *)(void *)((char *)object + offset) : NULL;
}

static inline Word *attribute_cached_slot_first(AttributeExpr *node, Object *object) {
    return attribute_cached_slot_at(node, object, 0, attribute_key(object, attribute_epoch()));
}

static inline Word *attribute_cached_slot(AttributeExpr *node, Object *object) {
    uint64_t key = attribute_key(object, attribute_epoch());
    Word *slot = attribute_cached_slot_at(node, object, 0, key);
    return LIKELY(slot != NULL) ? slot : attribute_cached_slot_at(node, object, 1, key);
}

static inline bool attribute_record_is_about(const AttributeRecord *record, Object *object) {
    return record->owner != NULL ? record->owner == object : record->shape == object_shape(object);
}

/* The record about objects like this one; null: none. */
static inline const AttributeRecord *attribute_record(AttributeExpr *node, Object *object) {
    const AttributeRecord *record = atomic_load_explicit(&node->method, memory_order_acquire);
    while (record != NULL && !attribute_record_is_about(record, object)) record = record->next;
    return record;
}

/* The value that a record leads to for an object it is about, UNBOUND when it does no more. */
static inline Value attribute_record_value(const AttributeRecord *record, Object *object) {
    if (record->slot != 0 && record->epoch != attribute_epoch()) return UNBOUND;
    uint32_t offset = record->slot | record->hidden_by;
    Value own = offset != 0 ? word_load((Word *)(void *)((char *)object + offset)) : RAISED;
    if (own != RAISED) return record->slot != 0 ? own : UNBOUND;
    if (record->slot != 0 || (record->searched != NULL && type_version(record->searched) != record->version))
        return UNBOUND;
    return dict_entry_value(record->entry);
}

/* Remembers where the attribute was found, if that is a place to remember. After a generic access that succeeded. */
void attribute_learn(AttributeExpr *node, Object *object);

/* Before a generic store: the slot to use, or null when storing is not that simple. */
Word *attribute_learn_store(AttributeExpr *node, Object *object);

#endif
