/* What the files about list share. `…_locked` and functions on ListItems: the caller holds the list's lock, and has closed the
   list (list_close) before he reads or moves items. */
#ifndef OBJECT_LIST_CORE_H
#define OBJECT_LIST_CORE_H

#include "object/list.h"

ListItems *list_items(List *list);

/* The items of a locked list, from now on changed by the holder of the lock only. */
ListItems *list_close(List *list);

/* The words of a block as plain ones: of a block that nobody else knows, or to read them as the holder of the lock. */
static inline Value *items_plain(ListItems *items) {
    return (Value *)(void *)items->at;
}
ListItems *list_items_new(size_t capacity);
void list_publish(List *list, ListItems *items);
void list_replace(List *list, const Value *values, size_t count);
ListItems *list_reserve(List *list, size_t more);
void list_append_all(List *list, const Value *values, size_t count);
void list_append_list(List *list, List *other); /* nobody else knows `list` */
Value *list_copy_locked(List *list, size_t *count);
Value list_pop_last_locked(List *list); /* UNBOUND: empty */

/* Exchanges `removed` items at `at` for `count` values, at once. */
void list_splice_locked(List *list, size_t at, size_t removed, const Value *values, size_t count);

Value list_get_item(Thread *thread, Value self, Value key);
bool list_set_item(Thread *thread, Value self, Value key, Value value);

/* Where the first equal item is; -1 absent, -2 raised. */
int64_t list_find(Thread *thread, List *list, Value item);

/* list.index with optional bounds, shared with tuple: as list_find. */
int64_t sequence_find(Thread *thread, const Value *items, size_t count, Value item, const Arguments *args);

/* Comparison of two runs of items, for list and tuple. */
Value sequence_compare(Thread *thread, CompareOp op, const Value *left, size_t left_count, const Value *right,
                       size_t right_count);

/* The repetition count of sequence * number: false with NotImplemented semantics (not an int) or raised. 1, 0 not an int, -1 raised. */
int repeat_count(Thread *thread, Value value, int64_t *count);

/* "[1, 2]" */
Value sequence_repr(Thread *thread, Value self, const Value *items, size_t count, const char *open, const char *close);

extern const Builtin list_methods[];

#endif
