/* Lists in the making. */
#include "object/list_builder.h"

#include "object/list_core.h"

#include <string.h>

ListBuilder list_builder_new(size_t capacity) {
    return (ListBuilder){capacity ? list_items_new(capacity) : NULL, 0, capacity};
}

void list_builder_grow(ListBuilder *builder) {
    enum { FIRST = 4 };
    builder->capacity = builder->capacity ? builder->capacity + builder->capacity / 2 : FIRST;
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
