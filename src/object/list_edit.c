/* Reading and changing parts of a list. */
#include "object/error.h"
#include "object/int.h"
#include "object/list_core.h"
#include "object/operators.h"
#include "object/range.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

/* Moves the tail so that it starts at `to`. Readers meanwhile see an old or a new item at each place. */
static void move_tail(ListItems *items, size_t from, size_t to, size_t count) {
    if (__libc_single_threaded)
        memmove(items_plain(items) + to, items_plain(items) + from, (count - from) * sizeof(Value));
    else if (to < from)
        for (size_t i = from; i < count; i++)
            word_store(&items->at[to + i - from], atomic_load_explicit(&items->at[i], memory_order_relaxed));
    else
        for (size_t i = count; i-- > from;)
            word_store(&items->at[to + i - from], atomic_load_explicit(&items->at[i], memory_order_relaxed));
}

void list_splice_locked(List *list, size_t at, size_t removed, const Value *values, size_t added) {
    ListItems *items = list_close(list);
    if (added > removed) items = list_reserve(list, added - removed);
    size_t count = atomic_load_explicit(&items->count, memory_order_relaxed), after = count - removed + added;
    if (after < count) {
        move_tail(items, at + removed, at + added, count);
        atomic_store_explicit(&items->count, after, memory_order_release);
        for (size_t i = after; i < count; i++) word_store(&items->at[i], RAISED);
    } else if (after > count) {
        move_tail(items, at + removed, at + added, count);
    }
    for (size_t i = 0; i < added; i++) word_store(&items->at[at + i], values[i]);
    if (after > count) atomic_store_explicit(&items->count, after, memory_order_release);
}

static bool is_plain_bound(Value bound) {
    return bound == NONE || value_is_int(bound);
}

/* slice_resolve may call __index__ of the script: the bounds become ints before the list is locked. */
static Slice *plain_slice(Thread *thread, Slice *slice) {
    Value parts[3] = {slice->start, slice->stop, slice->step};
    if (is_plain_bound(parts[0]) && is_plain_bound(parts[1]) && is_plain_bound(parts[2])) return slice;
    for (int i = 0; i < 3; i++) {
        if (is_plain_bound(parts[i])) continue;
        if (!value_type(parts[i])->index) {
            raise_type(thread, "slice indices must be integers or None or have an __index__ method");
            return NULL;
        }
        parts[i] = value_index(thread, parts[i]);
        if (parts[i] == RAISED) return NULL;
    }
    return slice_new(parts[0], parts[1], parts[2]);
}

static void copy_slice(List *into, ListItems *items, int64_t start, int64_t step, int64_t count) {
    ListItems *picked = list_items_new((size_t)count);
    const Value *from = items_plain(items) + start;
    if (step == 1) memcpy(items_plain(picked), from, (size_t)count * sizeof *from);
    else
        for (int64_t i = 0; i < count; i++) items_plain(picked)[i] = from[i * step];
    atomic_init(&picked->count, (size_t)count);
    list_publish(into, picked);
}

static Value get_slice(Thread *thread, List *list, Slice *slice) {
    int64_t start, step, count;
    Slice *plain = plain_slice(thread, slice);
    if (!plain) return RAISED;
    List *copy = list_new(0);
    object_lock(&list->object);
    ListItems *items = list_close(list);
    int64_t length = (int64_t)atomic_load_explicit(&items->count, memory_order_relaxed);
    bool valid = slice_resolve(thread, plain, length, &start, &step, &count);
    if (valid && count > 0) copy_slice(copy, items, start, step, count);
    object_unlock(&list->object);
    return valid ? value_from_object(copy) : RAISED;
}

static bool list_index(Thread *thread, Value key, int64_t *index) {
    if (value_is_small_int(key)) {
        *index = value_small_int(key);
        return true;
    }
    if (!value_is_int(key) && !value_type(key)->index)
        return fail_type(thread, "list indices must be integers or slices, not %s", type_name_of(key));
    if (value_to_index(thread, key, index)) return true;
    if (!error_catch(thread, &overflow_error)) return false;
    return fail_error(thread, &index_error, "cannot fit '%s' into an index-sized integer", type_name_of(key));
}

Value list_get_item(Thread *thread, Value self, Value key) {
    int64_t index;
    if (value_has_type(key, &slice_type)) return get_slice(thread, value_list(self), (Slice *)value_object(key));
    if (!list_index(thread, key, &index)) return RAISED;
    if (index < 0) index += (int64_t)list_count(value_list(self));
    Value item = index < 0 ? UNBOUND : list_get(value_list(self), (size_t)index);
    return item != UNBOUND ? item : raise_error(thread, &index_error, "list index out of range");
}

/* The places of a slice in the list as it is now. The list is locked; an exception is raised only for a bad slice. */
static bool set_stepped(Thread *thread, List *list, Slice *slice, const Value *values, size_t given, bool deletes) {
    int64_t start, step, count;
    size_t length;
    object_lock(&list->object);
    Value *items = list_copy_locked(list, &length);
    bool valid = slice_resolve(thread, slice, (int64_t)length, &start, &step, &count);
    if (valid && step == 1) {
        list_splice_locked(list, (size_t)start, (size_t)count, values, given);
    } else if (valid && deletes) {
        size_t kept = 0;
        for (int64_t i = 0; i < count; i++) items[start + i * step] = RAISED;
        for (size_t i = 0; i < length; i++)
            if (items[i] != RAISED) items[kept++] = items[i];
        list_replace(list, items, kept);
    } else if (valid && (size_t)count == given) {
        ListItems *own = list_items(list);
        for (int64_t i = 0; i < count; i++) word_store(&own->at[start + i * step], values[i]);
    }
    object_unlock(&list->object);
    if (!valid || step == 1 || deletes || (size_t)count == given) return valid;
    return fail_value(thread, "attempt to assign sequence of size %zu to extended slice of size %zu", given,
                      (size_t)count);
}

static bool set_slice(Thread *thread, List *list, Slice *slice, Value value) {
    Slice *plain = plain_slice(thread, slice);
    if (!plain) return false;
    if (value == UNBOUND) return set_stepped(thread, list, plain, NULL, 0, true);
    Value copy = list_from_iterable(thread, value);
    if (copy == RAISED) {
        if (!error_is(thread, &type_error) || value_type(value)->iter) return false;
        error_take(thread);
        return fail_type(thread, "must assign iterable to extended slice");
    }
    size_t count;
    Value *values = list_snapshot(value_list(copy), &count);
    return set_stepped(thread, list, plain, values, count, false);
}

bool list_set_item(Thread *thread, Value self, Value key, Value value) {
    int64_t index;
    List *list = value_list(self);
    if (value_has_type(key, &slice_type)) return set_slice(thread, list, (Slice *)value_object(key), value);
    if (!list_index(thread, key, &index)) return false;
    object_lock(&list->object);
    int64_t count = (int64_t)list_count(list);
    if (index < 0) index += count;
    bool inside = index >= 0 && index < count;
    if (inside && value == UNBOUND) list_splice_locked(list, (size_t)index, 1, NULL, 0);
    else if (inside) word_store(&list_items(list)->at[index], value);
    object_unlock(&list->object);
    return inside || fail_error(thread, &index_error, "list assignment index out of range");
}
