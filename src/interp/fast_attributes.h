/* object.name with what the node remembers: on an object that is there. */
#ifndef INTERP_FAST_ATTRIBUTES_H
#define INTERP_FAST_ATTRIBUTES_H

#include "interp/attribute_cache.h"

Value attribute_load_fast(AttributeExpr *node, Frame *frame, Value object);
bool attribute_store_fast(AttributeExpr *node, Frame *frame, Value object, Value value);

/* The same in line for objects of the shape remembered last. */
static inline Value attribute_load_inline(AttributeExpr *node, Frame *frame, Value object) {
    if (LIKELY(value_is_object(object))) {
        Word *slot = attribute_cached_slot_first(node, value_object(object));
        Value value = LIKELY(slot != NULL) ? word_load(slot) : RAISED;
        if (LIKELY(value != RAISED)) return value;
    }
    return attribute_load_fast(node, frame, object);
}

static inline bool attribute_store_inline(AttributeExpr *node, Frame *frame, Value object, Value value) {
    if (UNLIKELY(!value_is_object(object))) return attribute_store_fast(node, frame, object, value);
    Word *slot = attribute_cached_slot_first(node, value_object(object));
    if (UNLIKELY(slot == NULL)) return attribute_store_fast(node, frame, object, value);
    bool is_first = atomic_load_explicit(slot, memory_order_relaxed) == RAISED;
    if (is_first && UNLIKELY(!instance_mark_slot(value_object(object), (size_t)((char *)slot - (char *)object))))
        return attribute_store_fast(node, frame, object, value);
    word_store(slot, value);
    return true;
}

#endif
