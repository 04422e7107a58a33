/* The methods of list. */
#include "object/error.h"
#include "object/generic_alias.h"
#include "object/iterators.h"
#include "object/list_core.h"
#include "object/plain.h"
#include "object/str.h"

static Value method_append(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    if (__libc_single_threaded) list_append_unshared(value_list(self), args->items[0]);
    else list_append(value_list(self), args->items[0]);
    return NONE;
}

static Value method_extend(Thread *thread, Value self, const Arguments *args) {
    return list_extend(thread, value_list(self), args->items[0]) ? NONE : RAISED;
}

static Value method_insert(Thread *thread, Value self, const Arguments *args) {
    int64_t index;
    List *list = value_list(self);
    if (!value_to_index(thread, args->items[0], &index)) return RAISED;
    object_lock(&list->object);
    int64_t count = (int64_t)list_count(list);
    if (index < 0) index = index + count < 0 ? 0 : index + count;
    list_splice_locked(list, (size_t)(index > count ? count : index), 0, &args->items[1], 1);
    object_unlock(&list->object);
    return NONE;
}

static Value method_pop(Thread *thread, Value self, const Arguments *args) {
    int64_t index = -1;
    List *list = value_list(self);
    Value item = UNBOUND;
    if (args->count && !value_to_index(thread, args->items[0], &index)) return RAISED;
    object_lock(&list->object);
    int64_t count = (int64_t)list_count(list);
    if (index < 0) index += count;
    if (index == count - 1) {
        item = list_pop_last_locked(list);
    } else if (index >= 0 && index < count) {
        item = word_load(&list_close(list)->at[index]);
        list_splice_locked(list, (size_t)index, 1, NULL, 0);
    }
    object_unlock(&list->object);
    if (item != UNBOUND) return item;
    return raise_error(thread, &index_error, count ? "pop index out of range" : "pop from empty list");
}

/* Removes the first equal item: compares without the lock, then takes it away if it still is where it was. */
static Value method_remove(Thread *thread, Value self, const Arguments *args) {
    List *list = value_list(self);
    for (size_t i = 0;; i++) {
        Value item = list_get(list, i);
        if (item == UNBOUND) return raise_value(thread, "list.remove(x): x not in list");
        int equal = value_equal(thread, item, args->items[0]);
        if (equal < 0) return RAISED;
        if (!equal) continue;
        object_lock(&list->object);
        list_close(list);
        bool still = list_get(list, i) == item;
        if (still) list_splice_locked(list, i, 1, NULL, 0);
        object_unlock(&list->object);
        if (still) return NONE;
        i = (size_t)-1;
    }
}

static Value method_clear(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    object_lock(&value_list(self)->object);
    list_publish(value_list(self), NULL);
    object_unlock(&value_list(self)->object);
    return NONE;
}

static Value method_copy(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    List *copy = list_new(0);
    list_append_list(copy, value_list(self));
    return value_from_object(copy);
}

static Value method_reverse(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    List *list = value_list(self);
    object_lock(&list->object);
    ListItems *items = list_close(list);
    Word *first = items->at, *last = first + atomic_load_explicit(&items->count, memory_order_relaxed);
    while (first + 1 < last) {
        Value item = word_load(first);
        word_store(first++, word_load(--last));
        word_store(last, item);
    }
    object_unlock(&list->object);
    return NONE;
}

static Value method_index(Thread *thread, Value self, const Arguments *args) {
    int64_t at = -1;
    if (args->count == 1) {
        at = list_find(thread, value_list(self), args->items[0]);
    } else {
        size_t count;
        Value *items = list_snapshot(value_list(self), &count);
        at = sequence_find(thread, items, count, args->items[0], args);
    }
    if (at >= 0) return value_from_small_int(at);
    return at == -2 ? RAISED : raise_value(thread, "%s is not in list", value_repr_text(thread, args->items[0]));
}

static Value method_count(Thread *thread, Value self, const Arguments *args) {
    int64_t found = 0;
    Value item;
    for (size_t i = 0; (item = list_get(value_list(self), i)) != UNBOUND; i++) {
        int equal = value_equal_quick(thread, item, args->items[0]);
        if (equal < 0) return RAISED;
        found += equal;
    }
    return value_from_small_int(found);
}

static Value method_sort(Thread *thread, Value self, const Arguments *args) {
    int reverse = args->items[1] == UNBOUND ? 0 : value_truth(thread, args->items[1]);
    return reverse >= 0 && list_sort(thread, value_list(self), args->items[0], reverse) ? NONE : RAISED;
}

static Value method_reversed(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return list_reverse_iterator_new(value_list(self));
}

const Builtin list_methods[] = {
    {"append", method_append, 1, 1, "append(item): add the item at the end", NULL, BUILTIN_PLAIN},
    {"extend", method_extend, 1, 1, "extend(iterable): add all its items at the end", NULL, BUILTIN_PLAIN},
    {"insert", method_insert, 2, 2, "insert(index, item): put the item before the index", NULL, BUILTIN_PLAIN},
    {"pop", method_pop, 0, 1, "pop(index=-1): remove the item at the index and answer it", NULL, BUILTIN_PLAIN},
    {"remove", method_remove, 1, 1, "remove(item): remove the first equal item", NULL, BUILTIN_PLAIN},
    {"clear", method_clear, 0, 0, "clear(): remove all items", NULL, BUILTIN_PLAIN},
    {"copy", method_copy, 0, 0, "copy(): a list of the same items", NULL, BUILTIN_PLAIN},
    {"reverse", method_reverse, 0, 0, "reverse(): turn the order round", NULL, BUILTIN_PLAIN},
    {"index", method_index, 1, 3, "index(item, start=0, stop=end): where the first equal item is", NULL, BUILTIN_PLAIN},
    {"count", method_count, 1, 1, "count(item): how many items are equal", NULL, BUILTIN_PLAIN},
    {"sort", method_sort, 0, 0, "sort(*, key=None, reverse=False): sort in place, stably", "* key=None reverse=False",
     BUILTIN_PLAIN},
    {"__reversed__", method_reversed, 0, 0, "an iterator from the end", NULL, BUILTIN_PLAIN},
    GENERIC_CLASS_ITEM,
    {0},
};
