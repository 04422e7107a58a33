/* The ring, and what is done with a whole deque. */
#include "modules/collections/deque.h"

#include "object/error.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/shape.h"

#include <string.h>

enum { FIRST_ROOM = 8 };

bool value_is_deque(Value value) {
    return value_is_object(value) && value_is_instance(value, &deque_type);
}

static Value *place(const Deque *deque, size_t index) {
    return &deque->ring[(deque->first + index) & (deque->room - 1)];
}

static void copy_out(const Deque *deque, Value *items) {
    for (size_t i = 0; i < deque->count; i++) items[i] = *place(deque, i);
}

static void make_room(Deque *deque) {
    if (deque->count < deque->room) return;
    size_t room = deque->room ? deque->room * 2 : FIRST_ROOM;
    Value *ring = memory_new(room * sizeof *ring);
    copy_out(deque, ring);
    deque->ring = ring;
    deque->room = room;
    deque->first = 0;
}

/* Takes the item at the right or left end out; there is one. */
static Value drop(Deque *deque, bool left) {
    Value *at = place(deque, left ? 0 : deque->count - 1);
    Value item = *at;
    *at = RAISED;
    if (left) deque->first = (deque->first + 1) & (deque->room - 1);
    deque->count--;
    deque->version++;
    return item;
}

static void push_locked(Deque *deque, Value item, bool left) {
    if (deque->most == 0) return;
    if (deque->most > 0 && deque->count == (size_t)deque->most) drop(deque, !left);
    make_room(deque);
    if (left) deque->first = (deque->first - 1) & (deque->room - 1);
    deque->count++;
    *place(deque, left ? 0 : deque->count - 1) = item;
    deque->version++;
}

static void push(Deque *deque, Value item, bool left) {
    object_lock(&deque->object);
    push_locked(deque, item, left);
    object_unlock(&deque->object);
}

void deque_push(Deque *deque, Value item) {
    push(deque, item, false);
}

void deque_push_left(Deque *deque, Value item) {
    push(deque, item, true);
}

static Value pop(Deque *deque, bool left) {
    object_lock(&deque->object);
    Value item = deque->count ? drop(deque, left) : UNBOUND;
    object_unlock(&deque->object);
    return item;
}

Value deque_pop(Deque *deque) {
    return pop(deque, false);
}

Value deque_pop_left(Deque *deque) {
    return pop(deque, true);
}

Deque *deque_new(void) {
    Deque *deque = instance_new(&deque_type);
    deque->most = DEQUE_UNBOUNDED;
    return deque;
}

size_t deque_count(Deque *deque) {
    object_lock(&deque->object);
    size_t count = deque->count;
    object_unlock(&deque->object);
    return count;
}

static bool in_range(const Deque *deque, int64_t *index) {
    if (*index < 0) *index += (int64_t)deque->count;
    return *index >= 0 && *index < (int64_t)deque->count;
}

Value deque_get(Deque *deque, int64_t index) {
    object_lock(&deque->object);
    Value item = in_range(deque, &index) ? *place(deque, (size_t)index) : UNBOUND;
    object_unlock(&deque->object);
    return item;
}

bool deque_set(Deque *deque, int64_t index, Value item) {
    object_lock(&deque->object);
    bool there = in_range(deque, &index);
    if (there) *place(deque, (size_t)index) = item;
    object_unlock(&deque->object);
    return there;
}

Value *deque_snapshot(Deque *deque, size_t *count, uint64_t *version) {
    object_lock(&deque->object);
    Value *items = memory_new((deque->count + 1) * sizeof *items);
    copy_out(deque, items);
    *count = deque->count;
    if (version) *version = deque->version;
    object_unlock(&deque->object);
    return items;
}

bool deque_replace(Deque *deque, const Value *items, size_t count, const uint64_t *version) {
    if (deque->most >= 0 && count > (size_t)deque->most) {
        items += count - (size_t)deque->most;
        count = (size_t)deque->most;
    }
    size_t room = FIRST_ROOM;
    while (room < count) room *= 2;
    Value *ring = memory_new(room * sizeof *ring);
    if (count > 0) memcpy(ring, items, count * sizeof *ring);
    object_lock(&deque->object);
    bool same = !version || *version == deque->version;
    if (same) {
        deque->ring = ring;
        deque->room = room;
        deque->first = 0;
        deque->count = count;
        deque->version++;
    }
    object_unlock(&deque->object);
    return same;
}

bool deque_extend(Thread *thread, Deque *deque, Value iterable, bool left) {
    if (iterable == value_from_object(deque)) {
        iterable = list_from_iterable(thread, iterable);
        if (iterable == RAISED) return false;
    }
    Value iterator = value_iter(thread, iterable), item;
    if (iterator == RAISED) return false;
    while ((item = value_next(thread, iterator)) != UNBOUND && item != RAISED) push(deque, item, left);
    return item == UNBOUND;
}

Value deque_like(Deque *model, const Value *items, size_t count) {
    Deque *deque = instance_new(object_type(&model->object));
    deque->most = model->most;
    deque_replace(deque, items, count, NULL);
    return value_from_object(deque);
}

/* ---- Iterators ---- */

typedef struct DequeIterator {
    Object object;
    Deque *deque;
    uint64_t version;
    _Atomic(int64_t) next;
} DequeIterator;

Value deque_iterate(Deque *deque, Type *iterator_type) {
    DequeIterator *iterator = object_new(iterator_type, sizeof *iterator);
    iterator->deque = deque;
    object_lock(&deque->object);
    iterator->version = deque->version;
    int64_t last = (int64_t)deque->count - 1;
    object_unlock(&deque->object);
    atomic_init(&iterator->next, iterator_type == &deque_reverse_iterator_type ? last : 0);
    return value_from_object(iterator);
}

static Value iterator_itself(Thread *thread, Value self) {
    (void)thread;
    return self;
}

static Value step(Thread *thread, Value self, int64_t by) {
    DequeIterator *iterator = (DequeIterator *)(void *)self;
    Deque *deque = iterator->deque;
    object_lock(&deque->object);
    bool changed = iterator->version != deque->version;
    int64_t index = atomic_fetch_add_explicit(&iterator->next, by, memory_order_relaxed);
    bool there = !changed && index >= 0 && index < (int64_t)deque->count;
    Value item = there ? *place(deque, (size_t)index) : UNBOUND;
    object_unlock(&deque->object);
    return changed ? raise_error(thread, &runtime_error, "deque mutated during iteration") : item;
}

static Value iterator_next(Thread *thread, Value self) {
    return step(thread, self, 1);
}

static Value reverse_iterator_next(Thread *thread, Value self) {
    return step(thread, self, -1);
}

static Value iterator_hint(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    DequeIterator *iterator = (DequeIterator *)(void *)self;
    int64_t next = atomic_load_explicit(&iterator->next, memory_order_relaxed);
    object_lock(&iterator->deque->object);
    int64_t count = (int64_t)iterator->deque->count;
    object_unlock(&iterator->deque->object);
    int64_t left = value_has_type(self, &deque_reverse_iterator_type) ? next + 1 : count - next;
    return value_from_small_int(left > 0 ? left : 0);
}

static const Builtin iterator_methods[] = {
    {"__length_hint__", iterator_hint, 0, 0, "how many items are left", NULL, BUILTIN_PLAIN},
    {0},
};

#define DEQUE_ITERATOR(variable, type_name, next_function)                                                             \
    Type variable = {                                                                                                  \
        TYPE_HEAD,                                                                                                     \
        .name = type_name,                                                                                             \
        .module = "_collections",                                                                                      \
        .doc = "An iterator.",                                                                                         \
        .size = sizeof(DequeIterator),                                                                                 \
        .flags = TYPE_IS_FINAL | TYPE_IS_CONTAINER,                                                                    \
        .iter = iterator_itself,                                                                                       \
        .next = next_function,                                                                                         \
        .methods = iterator_methods,                                                                                   \
    };

DEQUE_ITERATOR(deque_iterator_type, "_collections._deque_iterator", iterator_next)
DEQUE_ITERATOR(deque_reverse_iterator_type, "_collections._deque_reverse_iterator", reverse_iterator_next)
