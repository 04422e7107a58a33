/* The one growing step that all vectors share. */
#include "base/vector.h"

void *vector_grown(void *items, size_t item_size, size_t *capacity) {
    size_t grown = *capacity < 4 ? 4 : *capacity * 2;
    void *moved = memory_grow(items, *capacity * item_size, grown * item_size);
    *capacity = grown;
    return moved;
}
