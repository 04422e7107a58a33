/* What an AttributeExpr remembers of the last objects it met, for reading, writing and calling.

   slots[]: two words of (shape, byte offset), each read whole: where instances of a shape have the attribute.
   method: an immutable record of an attribute found on a class, on a module, or on a class object itself. */
#ifndef INTERP_ATTRIBUTE_CACHE_H
#define INTERP_ATTRIBUTE_CACHE_H

#include "interp/fast.h"
#include "object/dict.h"
#include "object/shape.h"

typedef struct AttributeRecord {
    Object *owner;      /* a module or class whose own attribute it is; null: of the class of instances, and then: */
    uint32_t shape;     /* of the instances */
    uint32_t hidden_by; /* offset of the instance slot of that name, which must be empty; 0: there is none */
    uint32_t version;   /* of the class that was searched; modules: 0 */
    Type *searched;     /* that class; null for modules */
    DictEntry *entry;
} AttributeRecord;

/* The attribute slot of an object of a shape met before; null: not known. */
static inline Word *attribute_cached_slot(AttributeExpr *node, Object *object) {
    uint32_t shape = object_shape(object);
    uint64_t known = atomic_load_explicit(&node->slots[0], memory_order_relaxed);
    if (LIKELY(known >> 32 == shape && known != 0)) return (Word *)(void *)((char *)object + (uint32_t)known);
    known = atomic_load_explicit(&node->slots[1], memory_order_relaxed);
    if (known >> 32 == shape && known != 0) return (Word *)(void *)((char *)object + (uint32_t)known);
    return NULL;
}

/* The value that the record leads to, UNBOUND when it is not about this object (any more). */
static inline Value attribute_record_value(const AttributeRecord *record, Object *object) {
    if (record->owner != NULL ? record->owner != object : record->shape != object_shape(object)) return UNBOUND;
    if (record->searched != NULL && type_version(record->searched) != record->version) return UNBOUND;
    if (record->hidden_by != 0 && word_load((Word *)(void *)((char *)object + record->hidden_by)) != RAISED)
        return UNBOUND;
    return dict_entry_value(record->entry);
}

static inline Value attribute_cached_class_value(AttributeExpr *node, Object *object) {
    const AttributeRecord *record = atomic_load_explicit(&node->method, memory_order_acquire);
    return LIKELY(record != NULL) ? attribute_record_value(record, object) : UNBOUND;
}

/* Remembers where the attribute was found, if that is a place to remember. After a generic access that succeeded. */
void attribute_learn(AttributeExpr *node, Object *object);

/* Before a generic store: the slot to use from now on, or null when storing is not that simple. */
Word *attribute_learn_store(AttributeExpr *node, Object *object);

#endif
