/* list: readers take no lock. A list points to one ListItems block that carries its own capacity; `count` lives in the block too, so
   a reader that loads the pointer once has a pair that can never disagree by an out-of-bounds. Writers hold the object's lock.
   A word of a block beyond the count is null; a reader that meets a null word (an element just removed) treats it as past the end. */
#ifndef OBJECT_LIST_H
#define OBJECT_LIST_H

#include "object/thread.h"
#include "object/type.h"

typedef struct ListItems {
    _Atomic(size_t) count;
    size_t capacity;
    Word at[];
} ListItems;

struct List {
    Object object;
    _Atomic(ListItems *) items;
};

extern Type list_type;

List *list_new(size_t capacity);
List *list_from(const Value *items, size_t count);
Value list_from_iterable(Thread *thread, Value iterable);
void list_append(List *list, Value item);

/* list_append without the lock, for a list that only its maker knows yet. */
static inline void list_append_unshared(List *list, Value item) {
    ListItems *items = atomic_load_explicit(&list->items, memory_order_relaxed);
    size_t count = items ? atomic_load_explicit(&items->count, memory_order_relaxed) : 0;
    if (items == NULL || count == items->capacity) {
        list_append(list, item);
        return;
    }
    atomic_store_explicit(&items->at[count], item, memory_order_release);
    atomic_store_explicit(&items->count, count + 1, memory_order_release);
}

bool list_extend(Thread *thread, List *list, Value iterable);
size_t list_count(List *list);

/* The item, or UNBOUND when the index (not negative) is past the end at this moment. */
static inline Value list_get(List *list, size_t index) {
    ListItems *items = atomic_load_explicit(&list->items, memory_order_acquire);
    if (items == NULL || index >= atomic_load_explicit(&items->count, memory_order_acquire)) return UNBOUND;
    Value item = word_load(&items->at[index]);
    return item == RAISED ? UNBOUND : item;
}

bool list_set(List *list, size_t index, Value item); /* false: past the end */

/* A consistent copy of the items as they are at one moment; `*count` receives their number. */
Value *list_snapshot(List *list, size_t *count);
bool list_sort(Thread *thread, List *list, Value key, bool reverse); /* key UNBOUND or NONE: none. Stable. */

static inline bool value_is_list(Value value) {
    return value_is_object(value) &&
           (object_type(value_object(value)) == &list_type || value_is_instance(value, &list_type));
}

static inline List *value_list(Value value) {
    return (List *)(void *)value;
}

#endif
