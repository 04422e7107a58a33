/* A list in the making: its items are plain words that nobody else knows, until list_builder_finish makes them a list.

     ListBuilder builder = list_builder_new(expected);
     while (…) list_builder_add(&builder, item);
     return value_from_object(list_builder_finish(&builder));

   It is to live on a C stack, where the collector finds what it holds. */
#ifndef OBJECT_LIST_BUILDER_H
#define OBJECT_LIST_BUILDER_H

#include "object/list.h"

typedef struct ListBuilder {
    ListItems *items; /* null: no room yet */
    size_t count, capacity;
} ListBuilder;

/* With room for so many. */
ListBuilder list_builder_new(size_t capacity);

/* Room for one more, when there is none. */
void list_builder_grow(ListBuilder *builder);

static inline void list_builder_add(ListBuilder *builder, Value item) {
    if (__builtin_expect(builder->count == builder->capacity, 0)) list_builder_grow(builder);
    ((Value *)(void *)builder->items->at)[builder->count++] = item;
}

List *list_builder_finish(ListBuilder *builder);

#endif
