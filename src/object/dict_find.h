/* Looking up keys of the commonest types in ordinary tables: nothing is called, nothing written, no lock taken.

   A word of the index is 0 where there is room, else the number of an entry + 1 in as many bits as the index needs to count, and above
   them some of the key's hash: so entries of other keys are rarely touched. */
#ifndef OBJECT_DICT_FIND_H
#define OBJECT_DICT_FIND_H

#include "object/dict_core.h"
#include "object/plain.h"

static inline uint64_t index_mix(uint64_t hash) {
    return hash * 0x9e3779b97f4a7c15u;
}

/* What the word of an entry has above its number. */
static inline uint32_t index_tag(const DictTable *table, uint64_t mixed) {
    return (uint32_t)mixed & ~table->mask;
}

/* A null value that may only be taken away for a moment, or with the table: what it is with the lock. (dict_table.c) */
Value dict_value_with_lock(DictTable *table, DictEntry *entry);

static inline Value entry_value(DictTable *table, DictEntry *entry) {
    Value value = word_load(&entry->value);
    return __builtin_expect(value == RAISED, 0) && table_is_open(table) ? dict_value_with_lock(table, entry) : value;
}

/* Whether two keys of equal hash that are not the same word are equal: 1, 0, -1 a call is needed to tell. */
typedef int (*KeysEqual)(Value own, Value key);

static inline int equal_to_str(Value own, Value key) {
    return value_is_plain_str(own) ? str_equal(value_str_object(own), value_str_object(key)) : -1;
}

static inline int equal_to_int(Value own, Value key) {
    (void)key;
    return value_is_small_int(own) || value_is_plain_str(own) ? 0 : -1;
}

typedef struct DictFound {
    DictEntry *entry;
    Value value;
    size_t place; /* absent: where the index has room */
} DictFound;

/* 1 if the entry is the key's and not deleted, 0, -1. */
static inline __attribute__((always_inline)) int entry_is(DictTable *table, DictEntry *entry, Value key, uint64_t hash,
                                                          KeysEqual equal, DictFound *found) {
    if (entry->hash != hash) return 0;
    Value own = atomic_load_explicit(&entry->key, memory_order_relaxed);
    int same = own == key ? 1 : equal(own, key);
    if (same <= 0) return same;
    found->entry = entry;
    return (found->value = entry_value(table, entry)) != RAISED;
}

/* In a table of the kind DICT_TABLE: 1 found, 0 absent, -1 only the long way can tell. */
static inline __attribute__((always_inline)) int find_plain(DictTable *table, Value key, uint64_t hash, KeysEqual equal,
                                                            DictFound *found) {
    if (table->mask == 0) {
        DictEntry *end = table->entries + atomic_load_explicit(&table->used, memory_order_acquire);
        for (DictEntry *entry = table->entries; entry < end; entry++) {
            int same = entry_is(table, entry, key, hash, equal, found);
            if (same != 0) return same;
        }
        found->place = 0;
        return 0;
    }
    uint64_t mixed = index_mix(hash);
    for (size_t at = mixed >> table->shift;; at = (at + 1) & table->mask) {
        uint32_t word = atomic_load_explicit(&table->index[at], memory_order_acquire);
        found->place = at;
        if (word == 0) return 0;
        if (((word ^ (uint32_t)mixed) & ~table->mask) != 0) continue;
        int same = entry_is(table, &table->entries[(word & table->mask) - 1], key, hash, equal, found);
        if (same != 0) return same;
    }
}

/* find_quick for tuples of small ints and strs. (dict_table.c) */
int find_tuple(DictTable *table, Value key, uint64_t *hash, DictFound *found);

/* The same of any table and key, with the hash: -1 as well when the key or the table is of another kind. */
static inline __attribute__((always_inline)) int find_quick(DictTable *table, Value key, uint64_t *hash,
                                                            DictFound *found) {
    if (__builtin_expect(table->kind != DICT_TABLE, 0)) return -1;
    if (value_is_small_int(key)) {
        *hash = small_int_hash(key);
        return find_plain(table, key, *hash, equal_to_int, found);
    }
    if (!value_is_plain_str(key)) return find_tuple(table, key, hash, found);
    *hash = str_hash(value_str_object(key));
    return find_plain(table, key, *hash, equal_to_str, found);
}

#endif
