/* Lists in the making. */
#include "object/list_builder.h"

#include "object/list_core.h"

#include <string.h>

ListBuilder list_builder_new(size_t capacity) {
    return (ListBuilder){capacity ? list_items_new(capacity) : NULL, 0, capacity};
}

/* Doubled while that is cheap: later the room that stays empty counts. */
static size_t larger(size_t capacity) {
    enum { FIRST = 8, SMALL = 1 << 12 };
    if (capacity < FIRST) return FIRST;
    return capacity < SMALL ? capacity * 2 : capacity + capacity / 2;
}

void list_builder_grow(ListBuilder *builder) {
    builder->capacity = larger(builder->capacity);
    ListItems *grown = list_items_new(builder->capacity);
    if (builder->count) memcpy(items_plain(grown), items_plain(builder->items), builder->count * sizeof(Value));
    builder->items = grown;
}

List *list_builder_finish(ListBuilder *builder) {
    List *list = list_new(0);
    if (builder->items == NULL) return list;
    atomic_store_explicit(&builder->items->count, builder->count, memory_order_relaxed);
    list_publish(list, builder->items);
    return list;
}
