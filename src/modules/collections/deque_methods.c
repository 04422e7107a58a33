/* The methods of deque. */
#include "modules/collections/deque.h"

#include "object/error.h"
#include "object/generic_alias.h"
#include "object/int.h"
#include "object/list_core.h"
#include "object/operators.h"
#include "object/str.h"

static Value method_append(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    deque_push(value_deque(self), args->items[0]);
    return NONE;
}

static Value method_append_left(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    deque_push_left(value_deque(self), args->items[0]);
    return NONE;
}

static Value method_pop(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Value item = deque_pop(value_deque(self));
    return item != UNBOUND ? item : raise_error(thread, &index_error, "pop from an empty deque");
}

static Value method_pop_left(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Value item = deque_pop_left(value_deque(self));
    return item != UNBOUND ? item : raise_error(thread, &index_error, "pop from an empty deque");
}

static Value method_extend(Thread *thread, Value self, const Arguments *args) {
    return deque_extend(thread, value_deque(self), args->items[0], false) ? NONE : RAISED;
}

static Value method_extend_left(Thread *thread, Value self, const Arguments *args) {
    return deque_extend(thread, value_deque(self), args->items[0], true) ? NONE : RAISED;
}

static Value method_clear(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    deque_replace(value_deque(self), NULL, 0, NULL);
    return NONE;
}

static Value method_copy(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    size_t count;
    Value *items = deque_snapshot(value_deque(self), &count, NULL);
    return deque_like(value_deque(self), items, count);
}

static Value method_rotate(Thread *thread, Value self, const Arguments *args) {
    int64_t by = 1;
    if (args->count && !value_to_index(thread, args->items[0], &by)) return RAISED;
    size_t count;
    uint64_t version;
    Value *items, *turned;
    do {
        items = deque_snapshot(value_deque(self), &count, &version);
        turned = memory_new((count + 1) * sizeof *turned);
        int64_t shift = count ? by % (int64_t)count : 0;
        if (shift < 0) shift += (int64_t)count;
        for (size_t i = 0; i < count; i++) turned[(i + (size_t)shift) % count] = items[i];
    } while (!deque_replace(value_deque(self), turned, count, &version));
    return NONE;
}

static Value method_reverse(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    size_t count;
    uint64_t version;
    Value *items;
    do {
        items = deque_snapshot(value_deque(self), &count, &version);
        for (size_t i = 0; i < count / 2; i++) {
            Value other = items[count - 1 - i];
            items[count - 1 - i] = items[i];
            items[i] = other;
        }
    } while (!deque_replace(value_deque(self), items, count, &version));
    return NONE;
}

static Value method_count(Thread *thread, Value self, const Arguments *args) {
    size_t count;
    uint64_t version;
    const Value *items = deque_snapshot(value_deque(self), &count, &version);
    int64_t found = 0;
    for (size_t i = 0; i < count; i++) {
        int equal = value_equal(thread, items[i], args->items[0]);
        if (equal < 0) return RAISED;
        found += equal;
    }
    return value_from_small_int(found);
}

/* Where an equal item is, the version that says so, -1 for nowhere or -2 for raised. */
static int64_t find(Thread *thread, Deque *deque, Value item, const Arguments *range, Value **items, size_t *count,
                    uint64_t *version) {
    *items = deque_snapshot(deque, count, version);
    return sequence_find(thread, *items, *count, item, range);
}

static Value method_index(Thread *thread, Value self, const Arguments *args) {
    size_t count;
    uint64_t version;
    Value *items;
    int64_t at = find(thread, value_deque(self), args->items[0], args, &items, &count, &version);
    if (at >= 0) return value_from_small_int(at);
    return at == -2 ? RAISED : raise_value(thread, "%s is not in deque", value_repr_text(thread, args->items[0]));
}

static Value method_remove(Thread *thread, Value self, const Arguments *args) {
    size_t count;
    uint64_t version;
    Value *items;
    Deque *deque = value_deque(self);
    do {
        int64_t at = find(thread, deque, args->items[0], args, &items, &count, &version);
        if (at == -2) return RAISED;
        if (at < 0) return raise_value(thread, "%s is not in deque", value_repr_text(thread, args->items[0]));
        memmove(items + at, items + at + 1, (count - (size_t)at - 1) * sizeof *items);
    } while (!deque_replace(deque, items, count - 1, &version));
    return NONE;
}

static Value method_insert(Thread *thread, Value self, const Arguments *args) {
    int64_t index;
    if (!value_to_index(thread, args->items[0], &index)) return RAISED;
    Deque *deque = value_deque(self);
    size_t count;
    uint64_t version;
    Value *items;
    do {
        items = deque_snapshot(deque, &count, &version);
        if (deque->most >= 0 && count >= (size_t)deque->most)
            return raise_error(thread, &index_error, "deque already at its maximum size");
        int64_t at = index < 0 ? index + (int64_t)count : index;
        at = at < 0 ? 0 : at > (int64_t)count ? (int64_t)count : at;
        memmove(items + at + 1, items + at, (count - (size_t)at) * sizeof *items);
        items[at] = args->items[1];
    } while (!deque_replace(deque, items, count + 1, &version));
    return NONE;
}

static Value method_reversed(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return deque_iterate(value_deque(self), &deque_reverse_iterator_type);
}

const Builtin deque_methods[] = {
    {"append", method_append, 1, 1, "append(item): add the item at the right end"},
    {"appendleft", method_append_left, 1, 1, "appendleft(item): add the item at the left end"},
    {"clear", method_clear, 0, 0, "clear(): remove all items"},
    {"copy", method_copy, 0, 0, "copy(): a deque of the same items"},
    {"__copy__", method_copy, 0, 0, "a deque of the same items"},
    {"count", method_count, 1, 1, "count(item): how many items are equal"},
    {"extend", method_extend, 1, 1, "extend(iterable): add all its items at the right end"},
    {"extendleft", method_extend_left, 1, 1, "extendleft(iterable): add all its items at the left end, one by one"},
    {"index", method_index, 1, 3, "index(item, start=0, stop=end): where the first equal item is"},
    {"insert", method_insert, 2, 2, "insert(index, item): put the item before the index"},
    {"pop", method_pop, 0, 0, "pop(): remove the item at the right end and answer it"},
    {"popleft", method_pop_left, 0, 0, "popleft(): remove the item at the left end and answer it"},
    {"remove", method_remove, 1, 1, "remove(item): remove the first equal item"},
    {"reverse", method_reverse, 0, 0, "reverse(): turn the order round"},
    {"rotate", method_rotate, 0, 1, "rotate(n=1): move n items from the right end to the left one"},
    {"__reversed__", method_reversed, 0, 0, "an iterator from the right end"},
    GENERIC_CLASS_ITEM,
    {0},
};

static Value deque_maxlen(Thread *thread, Value self) {
    (void)thread;
    int64_t most = value_deque(self)->most;
    return most < 0 ? NONE : int_from_int64(most);
}

const Property deque_properties[] = {
    {"maxlen", deque_maxlen, NULL, "how many items it holds at most, or None"},
    {0},
};
