/* What the files about sets share: the table and the steps on it. */
#ifndef OBJECT_SET_CORE_H
#define OBJECT_SET_CORE_H

#include "object/list.h"
#include "object/set.h"

typedef struct SetTable SetTable;

struct Set {
    Object object;
    _Atomic(SetTable *) table; /* null: empty */
    _Atomic(uint64_t) hash;    /* frozenset: its hash once asked for, 0 before */
};

Set *set_of_type(Type *type);
static inline Set *value_set(Value value) {
    return (Set *)(void *)value;
}

/* set, frozenset or derived from one. */
bool value_is_set(Value value);

/* The table now; it stays what it is for its reader but for items that come and go in it. */
SetTable *set_table(Set *set);
size_t set_table_fill(SetTable *table); /* places ever taken in it */
bool set_table_next(SetTable *table, size_t *position, Value *item);

/* Adds all of an iterable; sets go without hashing again. */
bool set_update(Thread *thread, Set *set, Value iterable);
Set *set_copy(Set *set, Type *type);
void set_clear(Set *set);
bool set_pop(Set *set, Value *item);

/* Appends all items, as they are at one moment, to a list that only the caller knows. */
void set_collect(Set *set, List *into);

/* Adds what is certainly not there to a set that only the caller knows. */
void set_add_new(Set *set, Value item, uint64_t hash);

/* With the hash known. 1 changed, 0 as before, -1 raised. */
int set_add_hashed(Thread *thread, Set *set, Value item, uint64_t hash);
int set_find_hashed(Thread *thread, Set *set, Value item, uint64_t hash);
int set_discard_hashed(Thread *thread, Set *set, Value item, uint64_t hash);

/* The item at a position that set_table_next has just given, with its hash. */
uint64_t set_table_hash(SetTable *table, size_t position);

extern const Builtin set_methods[];
extern const Builtin frozenset_methods[];
Value set_binary_and(Thread *thread, Value left, Value right);
Value set_binary_or(Thread *thread, Value left, Value right);
Value set_binary_xor(Thread *thread, Value left, Value right);
Value set_binary_subtract(Thread *thread, Value left, Value right);
Value set_inplace_and(Thread *thread, Value left, Value right);
Value set_inplace_or(Thread *thread, Value left, Value right);
Value set_inplace_xor(Thread *thread, Value left, Value right);
Value set_inplace_subtract(Thread *thread, Value left, Value right);
Value set_compare(Thread *thread, CompareOp op, Value left, Value right);

#endif
