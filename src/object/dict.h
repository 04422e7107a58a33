/* dict: insertion-ordered, append-only entries behind one table pointer. Readers take no lock; writers hold the object's.

   An entry's key never changes once published; a null value is a deleted entry. Growth copies live entries to a new table and
   publishes it. Iteration notices changes of size by a counter (RuntimeError), and never leaves a table.

   A store to a key that is there takes the lock as well, until two threads meet there: then the table is opened, and such
   stores are single compare-and-swaps of the entry's value (never of null), without the lock. Whoever wants all values of one
   moment, to copy or move them, takes them away and, if the table remains, puts them back. So a null value in an open table is
   looked at again with the lock.

   A pinned dict (the names of modules and classes; instances' extra attributes) additionally never moves or drops an entry: its
   entries are blocks of their own, a key deleted and set again gets its old entry back. Caches may keep such an entry for ever
   and read or overwrite its value without a lock. */
#ifndef OBJECT_DICT_H
#define OBJECT_DICT_H

#include "object/thread.h"
#include "object/type.h"

struct DictEntry {
    uint64_t hash;
    Word key;
    Word value; /* null: deleted */
};

typedef struct DictTable DictTable;

struct Dict {
    Object object;
    _Atomic(DictTable *) table;
};

extern Type dict_type;

Dict *dict_new(void);
Dict *dict_new_for(size_t count); /* with room for so many keys */
Dict *dict_new_pinned(void);
Dict *dict_new_view(Object *instance); /* the live dict of an instance's attributes */
void dict_pin(Dict *dict);             /* makes an ordinary one pinned, for exec() */

/* By any hashable key: UNBOUND when absent, RAISED when hashing or comparing raised. */
Value dict_get(Thread *thread, Dict *dict, Value key);
bool dict_set(Thread *thread, Dict *dict, Value key, Value value);
int dict_delete(Thread *thread, Dict *dict, Value key); /* 1 deleted, 0 absent, -1 raised */

/* d[k] op= value with one look-up: dict_get that says where the value was; dict_set_place puts another one there. False:
   the entry is not the key's any more, or there was none. */
typedef struct DictPlace {
    DictTable *table;
    DictEntry *entry; /* null: none */
} DictPlace;

Value dict_get_place(Thread *thread, Dict *dict, Value key, DictPlace *place);
bool dict_set_place(Dict *dict, DictPlace place, Value value);

/* By str key: cannot raise. */
Value dict_get_str(Dict *dict, Str *key);
void dict_set_str(Dict *dict, Str *key, Value value);
bool dict_delete_str(Dict *dict, Str *key);

/* Pinned only: the entry of a name; made (with a null value) if `make`, else null when there was never one. */
DictEntry *dict_entry(Dict *dict, Str *key, bool make);

static inline Value dict_entry_value(DictEntry *entry) {
    Value value = atomic_load_explicit(&entry->value, memory_order_acquire);
    return value == RAISED ? UNBOUND : value;
}

size_t dict_count(Dict *dict);

/* Live entries in order: start with *position = 0; false at the end. Sees changes made meanwhile in some consistent way. */
bool dict_next(Dict *dict, size_t *position, Value *key, Value *value);

/* d.update(other) for a mapping or an iterable of pairs. */
bool dict_update(Thread *thread, Dict *dict, Value other);
Dict *dict_copy(Dict *dict);

/* The dict that a view or an iterator of one is about; anything else is its own source. */
Value dict_source(Value value);
void dict_clear(Dict *dict);

static inline bool value_is_dict(Value value) {
    return value_is_object(value) &&
           (object_type(value_object(value)) == &dict_type || value_is_instance(value, &dict_type));
}

static inline Dict *value_dict(Value value) {
    return (Dict *)(void *)value;
}

#endif
