/* list as C code uses it: the block of items, snapshots, appending. */
#include "object/list.h"

#include "base/panic.h"
#include "object/dict_core.h"
#include "object/error.h"
#include "object/int.h"
#include "object/list_builder.h"
#include "object/list_core.h"
#include "object/operators.h"
#include "object/range.h"
#include "object/set_core.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

enum { SMALL = 64 }; /* lists of up to so many items double their room, others add half of it */

static ListItems no_items;

ListItems *list_items(List *list) {
    ListItems *items = atomic_load_explicit(&list->items, memory_order_acquire);
    return items ? items : &no_items;
}

ListItems *list_items_new(size_t capacity) {
    if (capacity > UINT32_MAX) panic_out_of_memory();
    ListItems *items = memory_new(sizeof *items + capacity * sizeof(Word));
    items->capacity = (uint32_t)capacity;
    return items;
}

/* The items of a block, in one with more room. Of an open one each word is taken away: who comes to store there later finds
   null. */
static ListItems *items_moved(ListItems *items, size_t capacity) {
    ListItems *moved = list_items_new(capacity);
    size_t count = atomic_load_explicit(&items->count, memory_order_relaxed);
    if (!atomic_load_explicit(&items->is_open, memory_order_relaxed))
        memcpy(items_plain(moved), items_plain(items), count * sizeof(Value));
    else
        for (size_t i = 0; i < count; i++)
            items_plain(moved)[i] = atomic_exchange_explicit(&items->at[i], RAISED, memory_order_acq_rel);
    atomic_init(&moved->count, count);
    return moved;
}

void list_publish(List *list, ListItems *items) {
    atomic_store_explicit(&list->items, items ? items : &no_items, memory_order_release);
}

ListItems *list_close(List *list) {
    ListItems *items = list_items(list);
    if (!atomic_load_explicit(&items->is_open, memory_order_relaxed)) return items;
    ListItems *closed = items_moved(items, items->capacity);
    list_publish(list, closed);
    return closed;
}

List *list_new(size_t capacity) {
    List *list = object_new(&list_type, sizeof *list);
    list_publish(list, capacity ? list_items_new(capacity) : NULL);
    return list;
}

static ListItems *items_from(const Value *values, size_t count) {
    ListItems *items = list_items_new(count);
    memcpy(items_plain(items), values, count * sizeof *values);
    atomic_init(&items->count, count);
    return items;
}

List *list_from(const Value *values, size_t count) {
    List *list = list_new(0);
    if (count) list_publish(list, items_from(values, count));
    return list;
}

void list_replace(List *list, const Value *values, size_t count) {
    list_publish(list, count ? items_from(values, count) : NULL);
}

/* A block with room for `more`, published. The list is locked. */
ListItems *list_reserve(List *list, size_t more) {
    ListItems *items = list_items(list);
    size_t count = atomic_load_explicit(&items->count, memory_order_relaxed);
    if (count + more <= items->capacity) return items;
    size_t capacity = count + more < 4 ? 4 : count + more;
    size_t larger = items->capacity + (size_t)items->capacity / (items->capacity < SMALL ? 1 : 2);
    if (capacity < larger) capacity = larger;
    ListItems *grown = items_moved(items, capacity);
    list_publish(list, grown);
    return grown;
}

void list_append(List *list, Value item) {
    object_lock(&list->object);
    ListItems *items = list_reserve(list, 1);
    size_t count = atomic_load_explicit(&items->count, memory_order_relaxed);
    word_store(&items->at[count], item);
    atomic_store_explicit(&items->count, count + 1, memory_order_release);
    object_unlock(&list->object);
}

void list_append_all(List *list, const Value *values, size_t count) {
    object_lock(&list->object);
    ListItems *items = list_reserve(list, count);
    size_t at = atomic_load_explicit(&items->count, memory_order_relaxed);
    for (size_t i = 0; i < count; i++) word_store(&items->at[at + i], values[i]);
    atomic_store_explicit(&items->count, at + count, memory_order_release);
    object_unlock(&list->object);
}

size_t list_count(List *list) {
    return atomic_load_explicit(&list_items(list)->count, memory_order_acquire);
}

Value list_get_locked(List *list, size_t index) {
    object_lock(&list->object);
    ListItems *items = list_items(list);
    bool inside = index < atomic_load_explicit(&items->count, memory_order_relaxed);
    Value item = inside ? word_load(&items->at[index]) : UNBOUND;
    object_unlock(&list->object);
    return item;
}

/* Who finds the lock taken opens the block: threads share this list. */
static bool set_with_lock(List *list, size_t index, Value item) {
    bool shared = !object_try_lock(&list->object);
    if (shared) object_lock_contended(&list->object);
    ListItems *items = list_items(list);
    bool inside = index < atomic_load_explicit(&items->count, memory_order_relaxed);
    if (inside) word_store(&items->at[index], item);
    if (inside && shared) atomic_store_explicit(&items->is_open, 1, memory_order_release);
    object_unlock(&list->object);
    return inside;
}

bool list_set_shared(List *list, size_t index, Value item) {
    ListItems *items = list_items(list);
    if (index >= atomic_load_explicit(&items->count, memory_order_acquire)) return false;
    if (!atomic_load_explicit(&items->is_open, memory_order_acquire)) return set_with_lock(list, index, item);
    Value old = word_load(&items->at[index]);
    while (old != RAISED)
        if (atomic_compare_exchange_weak_explicit(&items->at[index], &old, item, memory_order_acq_rel,
                                                  memory_order_acquire))
            return true;
    return set_with_lock(list, index, item);
}

Value list_pop_last_locked(List *list) {
    ListItems *items = list_items(list);
    size_t count = atomic_load_explicit(&items->count, memory_order_relaxed);
    if (count == 0) return UNBOUND;
    Word *last = &items->at[count - 1];
    Value item = word_load(last);
    if (!atomic_load_explicit(&items->is_open, memory_order_relaxed)) word_store(last, RAISED);
    else item = atomic_exchange_explicit(last, RAISED, memory_order_acq_rel);
    atomic_store_explicit(&items->count, count - 1, memory_order_release);
    return item;
}

Value *list_copy_locked(List *list, size_t *count) {
    ListItems *items = list_close(list);
    *count = atomic_load_explicit(&items->count, memory_order_relaxed);
    Value *copy = memory_new((*count ? *count : 1) * sizeof *copy);
    memcpy(copy, items_plain(items), *count * sizeof *copy);
    return copy;
}

Value *list_snapshot(List *list, size_t *count) {
    object_lock(&list->object);
    Value *copy = list_copy_locked(list, count);
    object_unlock(&list->object);
    return copy;
}

static bool is_set(Value value) {
    return value_has_type(value, &set_type) || value_has_type(value, &frozenset_type);
}

/* Copying a dict or set is a single operation, also while others change it. */
static bool is_collected(Value value) {
    return value_is_object(value) && (is_set(value) || dict_is_collected(value_type(value)));
}

/* What it has at one moment. Nobody else knows the list. */
static void collect(List *into, Value iterable) {
    if (is_set(iterable)) set_collect(value_set(iterable), into);
    else dict_collect(iterable, into);
}

void list_append_list(List *list, List *other) {
    object_lock(&other->object);
    ListItems *from = list_close(other);
    size_t count = atomic_load_explicit(&from->count, memory_order_relaxed);
    if (count) list_append_all(list, items_plain(from), count);
    object_unlock(&other->object);
}

bool list_extend(Thread *thread, List *list, Value iterable) {
    if (value_has_type(iterable, &list_type) || value_has_type(iterable, &tuple_type)) {
        size_t count = value_has_type(iterable, &tuple_type) ? value_tuple(iterable)->count : 0;
        const Value *items = count ? value_tuple(iterable)->items : NULL;
        if (value_has_type(iterable, &list_type)) items = list_snapshot(value_list(iterable), &count);
        if (count) list_append_all(list, items, count);
        return true;
    }
    if (is_collected(iterable)) {
        List *collected = list_new(0);
        collect(collected, iterable);
        list_append_list(list, collected);
        return true;
    }
    Value iterator = value_iter(thread, iterable), item;
    if (iterator == RAISED) return false;
    UnarySlot next = value_type(iterator)->next;
    while ((item = next(thread, iterator)) != UNBOUND) {
        if (item == RAISED) return false;
        list_append(list, item);
    }
    return true;
}

static List *list_from_range(const Range *range) {
    List *list = list_new((size_t)range->count);
    for (int64_t i = 0, next = range->first; i < range->count; i++) {
        list_append_unshared(list, int_from_int64(next));
        if (i + 1 < range->count) next += range->stride; /* the step behind the last may not fit */
    }
    return list;
}

static bool is_iterator(Value value) {
    const Type *type = value_type(value);
    return (type->flags & TYPE_IS_CLASS) == 0 && SLOT(type, next) != NULL;
}

static Value list_by_iterating(Thread *thread, Value iterable) {
    Value iterator = is_iterator(iterable) ? iterable : value_iter(thread, iterable), item;
    if (iterator == RAISED) return RAISED;
    ListBuilder builder =
        list_builder_new(value_has_type(iterable, &str_type) ? value_str_object(iterable)->length : 0);
    UnarySlot next = SLOT(value_type(iterator), next);
    while ((item = next(thread, iterator)) != UNBOUND) {
        if (item == RAISED) return RAISED;
        list_builder_add(&builder, item);
    }
    return value_from_object(list_builder_finish(&builder));
}

Value list_from_iterable(Thread *thread, Value iterable) {
    if (value_has_type(iterable, &range_type) && ((Range *)value_object(iterable))->is_small)
        return value_from_object(list_from_range((Range *)value_object(iterable)));
    if (value_has_type(iterable, &tuple_type))
        return value_from_object(list_from(value_tuple(iterable)->items, value_tuple(iterable)->count));
    bool is_list = value_has_type(iterable, &list_type);
    if (!is_list && !is_collected(iterable)) return list_by_iterating(thread, iterable);
    List *list = list_new(0);
    if (is_list) list_append_list(list, value_list(iterable));
    else collect(list, iterable);
    return value_from_object(list);
}
