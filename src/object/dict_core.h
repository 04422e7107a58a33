/* What the files about dict share: tables, look-up, change. */
#ifndef OBJECT_DICT_CORE_H
#define OBJECT_DICT_CORE_H

#include "object/dict.h"

typedef enum DictKind { DICT_TABLE, DICT_PINNED, DICT_VIEW } DictKind;

/* Entries are appended; an index (for more than a few) leads from hashes to entries. What kind a dict is is said here, behind the
   one pointer that readers load, so that nobody sees the kind of one table and the entries of another. */
struct DictTable {
    uint8_t kind;
    uint8_t shift;            /* 64 - log2 of the index's size */
    atomic_uchar is_open;     /* DICT_TABLE; never closed again */
    uint32_t capacity;        /* entries */
    uint32_t mask;            /* index size - 1; 0: no index, all entries are looked at */
    _Atomic(size_t) used;     /* entries appended, deleted ones included */
    _Atomic(size_t) live;     /* DICT_TABLE: not deleted ones */
    Object *owner;            /* DICT_VIEW: the instance; of an open table: the dict */
    _Atomic(uint32_t) *index; /* from hashes to entries (dict_find.h) */
    union {
        DictEntry entries[1];             /* DICT_TABLE */
        _Atomic(DictEntry *) pointers[1]; /* DICT_PINNED */
    };
};

typedef enum DictChange { DICT_SET, DICT_SET_DEFAULT, DICT_DELETE } DictChange;

DictTable *dict_table(const Dict *dict);
DictEntry *table_entry(DictTable *table, size_t number);

/* 1 found, 0 absent, -1 raised. Without a thread only strs are equal to the key. Of a table that is open and not the dict's any
   more, "absent" means nothing (dict_has_left). */
int table_find(Thread *thread, DictTable *table, Value key, uint64_t hash, DictEntry **entry, Value *value);

static inline bool table_is_open(DictTable *table) {
    return atomic_load_explicit(&table->is_open, memory_order_acquire) != 0;
}

static inline bool dict_has_left(Dict *dict, DictTable *table) {
    return table_is_open(table) && atomic_load_explicit(&dict->table, memory_order_acquire) != table;
}

/* The dict is locked: its entries as they are now, to be walked with the lock held. */
DictTable *dict_entries_locked(Dict *dict);

/* A copy of them at one moment, for the caller alone; null: empty. Of a live dict of attributes its own table. */
DictTable *dict_entries_copied(Dict *dict);

/* Gives such a copy to a dict. False: it is not a new one. */
bool dict_adopt(Dict *dict, DictTable *table);

/* Changes the dict in one atomic step; *old is what the key had before (UNBOUND: nothing). False: raised. */
bool dict_change(Thread *thread, Dict *dict, Value key, uint64_t hash, DictChange change, Value value, Value *old);

/* dict_change to set. */
bool dict_set_hashed(Thread *thread, Dict *dict, Value key, uint64_t hash, Value value);

/* dict_set the long way, for any key and table. */
bool dict_set_slowly(Thread *thread, Dict *dict, Value key, Value value);

/* The next live entry of one table. */
bool table_next(DictTable *table, size_t *position, Value *key, Value *value);

/* A number that is another one after keys came or went. */
size_t dict_size_mark(Dict *dict);

/* Takes the last entry off; false: empty. */
bool dict_pop_last(Dict *dict, Value *key, Value *value);

Value raise_key(Thread *thread, Value key);

/* dict_update for `d.update(other, **keywords)`, named in messages. */
bool dict_update_args(Thread *thread, Dict *dict, const char *name, const Arguments *args);

Value dict_repr(Thread *thread, Value self);
Value dict_iter(Thread *thread, Value self);
Value dict_keys(Value dict);
Value dict_values(Value dict);
Value dict_items(Value dict);
Value dict_reversed(Thread *thread, Value self, const Arguments *args);

/* list(d), list(d.items()) …: appends what the dict or view has at one moment to a list that only the caller
   knows. False: it is neither. */
bool dict_collect(Value container, List *into);

bool dict_is_collected(const Type *type);

extern const Builtin dict_methods[];

#endif
