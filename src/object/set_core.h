/* What the files about set share. */
#ifndef OBJECT_SET_CORE_H
#define OBJECT_SET_CORE_H

#include "object/set.h"

typedef struct SetEntry {
    uint64_t hash;
    Word item; /* null: removed */
} SetEntry;

/* As in dict_core.h: append-only entries, an index for more than a few. */
typedef struct SetTable {
    uint8_t shift;
    uint32_t capacity;
    uint32_t mask;
    _Atomic(size_t) used;
    _Atomic(size_t) live;
    _Atomic(uint32_t) *index;
    SetEntry entries[];
} SetTable;

struct Set {
    Object object;
    _Atomic(SetTable *) table;
    _Atomic(uint64_t) hash; /* frozenset: 0 not computed yet */
};

SetTable *set_table(const Set *set);
bool set_table_next(SetTable *table, size_t *position, Value *item, uint64_t *hash);

/* 1 found, 0 absent, -1 raised. */
int set_find(Thread *thread, Set *set, Value item, uint64_t hash);

/* Adds or removes in one atomic step: 1 it was there, 0 not, -1 raised. */
int set_change(Thread *thread, Set *set, Value item, uint64_t hash, bool adds);

void set_clear(Set *set);
Set *set_copy(Set *set, Type *type);

/* Takes the contents of `other`, which nobody else has. */
void set_become(Set *set, Set *other);
bool set_pop(Set *set, Value *item);
bool set_update(Thread *thread, Set *set, Value iterable);

bool value_is_any_set(Value value);

static inline Set *value_set(Value value) {
    return (Set *)(void *)value;
}

/* A new set of left OP right; both are sets. Null: raised. */
Set *set_combine(Thread *thread, BinaryOp op, Set *left, Set *right, Type *type);
int set_is_subset(Thread *thread, Set *left, Set *right);

Value set_iter(Thread *thread, Value self);

extern const Builtin set_methods[], frozenset_methods[];

#endif
