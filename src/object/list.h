/* list: readers take no lock. A list points to one ListItems block that carries its own capacity; `count` lives in the block too, so
   a reader that loads the pointer once has a pair that can never disagree by an out-of-bounds. Writers hold the object's lock.
   A word of a block beyond the count is null.

   A store to an index takes the lock as well, until two threads meet there: then the block is opened, and stores to it are
   single compare-and-swaps of the item's word (never of a null one), without the lock. Whoever holds the lock of a list with
   an open block may still append and take the last item away; for anything more he closes it (list_close): he exchanges each
   word of the block for null and goes on with a new block of what he found. So a null word below the count means: look again with
   the lock. */
#ifndef OBJECT_LIST_H
#define OBJECT_LIST_H

#include "object/thread.h"
#include "object/type.h"

typedef struct ListItems {
    _Atomic(size_t) count;
    uint32_t capacity;
    _Atomic(uint32_t) is_open; /* never closed again */
    Word at[];
} ListItems;

struct List {
    Object object;
    _Atomic(ListItems *) items; /* null in new instances of classes derived from list only */
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

Value list_get_locked(List *list, size_t index);

/* The item, or UNBOUND when the index (not negative) is past the end at this moment. */
static inline Value list_get(List *list, size_t index) {
    ListItems *items = atomic_load_explicit(&list->items, memory_order_acquire);
    if (items == NULL || index >= atomic_load_explicit(&items->count, memory_order_acquire)) return UNBOUND;
    Value item = word_load(&items->at[index]);
    return item == RAISED ? list_get_locked(list, index) : item;
}

/* Asks the memory for what the item refers to, if it is there and an object. */
static inline void list_prefetch(List *list, size_t index) {
    ListItems *items = atomic_load_explicit(&list->items, memory_order_acquire);
    if (items != NULL && index < items->capacity) __builtin_prefetch((const void *)word_load(&items->at[index]));
}

bool list_set_shared(List *list, size_t index, Value item);

/* False: past the end. */
static inline bool list_set(List *list, size_t index, Value item) {
    if (!__libc_single_threaded) return list_set_shared(list, index, item);
    ListItems *items = atomic_load_explicit(&list->items, memory_order_relaxed);
    if (items == NULL || index >= atomic_load_explicit(&items->count, memory_order_relaxed)) return false;
    word_store(&items->at[index], item);
    return true;
}

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
