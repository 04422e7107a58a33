/* deque: a row of items that grows and shrinks at both ends. Every operation holds the object's own lock, so that threads
   may hand work to each other through one. */
#ifndef MODULES_COLLECTIONS_DEQUE_H
#define MODULES_COLLECTIONS_DEQUE_H

#include "interp/interpreter.h"

enum { DEQUE_UNBOUNDED = -1 };

/* A ring of items. Whoever reads or writes the fields holds object.lock. */
typedef struct Deque {
    Object object;
    Value *ring; /* `room` places, a power of two, or null */
    size_t room;
    size_t first; /* place of item 0 */
    size_t count;
    int64_t most;     /* maxlen, or DEQUE_UNBOUNDED */
    uint64_t version; /* changes whenever an item comes or goes */
} Deque;

extern Type deque_type;
extern Type deque_iterator_type;
extern Type deque_reverse_iterator_type;
extern const Builtin deque_methods[];
extern const Property deque_properties[];

bool value_is_deque(Value value);
static inline Deque *value_deque(Value value) {
    return (Deque *)(void *)value;
}

/* One without items or limit. */
Deque *deque_new(void);

/* Each one operation of its own. pop answers UNBOUND when there is nothing; get when the index is out of range. */
void deque_push(Deque *deque, Value item);
void deque_push_left(Deque *deque, Value item);
Value deque_pop(Deque *deque);
Value deque_pop_left(Deque *deque);
Value deque_get(Deque *deque, int64_t index);
size_t deque_count(Deque *deque);
bool deque_set(Deque *deque, int64_t index, Value item);

/* All items at one moment, and the version they belong to (may be null). */
Value *deque_snapshot(Deque *deque, size_t *count, uint64_t *version);

/* Puts other items in; with a version, only if no item came or went since: else false. */
bool deque_replace(Deque *deque, const Value *items, size_t count, const uint64_t *version);

bool deque_extend(Thread *thread, Deque *deque, Value iterable, bool left);

/* A deque with the items, of the same class and limit. */
Value deque_like(Deque *model, const Value *items, size_t count);

Value deque_iterate(Deque *deque, Type *iterator_type);

#endif
