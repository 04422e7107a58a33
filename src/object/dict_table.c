/* The tables of dicts: look-up without locks, growth by copying. */
#include "object/dict_find.h"
#include "object/shape.h"
#include "object/str.h"

enum { UNINDEXED = 8, LEAST_CAPACITY = 4, SLACK = 16 };

static DictTable no_entries = {.kind = DICT_TABLE};

DictTable *dict_table(const Dict *dict) {
    DictTable *table = atomic_load_explicit(&((Dict *)(uintptr_t)dict)->table, memory_order_acquire);
    return table ? table : &no_entries;
}

DictEntry *table_entry(DictTable *table, size_t number) {
    if (table->kind == DICT_TABLE) return &table->entries[number];
    return atomic_load_explicit(&table->pointers[number], memory_order_relaxed);
}

static int equal_to_tuple(Value own, Value key) {
    return value_has_type(own, &tuple_type) ? tuple_plain_equal(value_tuple(own), value_tuple(key)) : -1;
}

int find_tuple(DictTable *table, Value key, uint64_t *hash, DictFound *found) {
    if (!value_has_type(key, &tuple_type) || !tuple_plain_hash(value_tuple(key), hash)) return -1;
    return find_plain(table, key, *hash, equal_to_tuple, found);
}

/* 1, 0, -1 raised. */
static int key_matches(Thread *thread, DictEntry *entry, Value key) {
    Value own = atomic_load_explicit(&entry->key, memory_order_relaxed);
    int same = plain_equal(own, key);
    if (same >= 0) return same;
    if (!thread)
        return value_is_str(own) && value_is_str(key) && str_equal(value_str_object(own), value_str_object(key));
    return value_equal(thread, own, key);
}

__attribute__((noinline)) Value dict_value_with_lock(DictTable *table, DictEntry *entry) {
    object_lock(table->owner);
    Value value = word_load(&entry->value);
    object_unlock(table->owner);
    return value;
}

/* Whether the entry is of the key, and not deleted (but of a pinned table it is still the key's): as key_matches. */
static int entry_matches(Thread *thread, DictTable *table, DictEntry *entry, Value key, uint64_t hash, Value *value) {
    if (entry->hash != hash || ((*value = entry_value(table, entry)) == RAISED && table->kind == DICT_TABLE)) return 0;
    return key_matches(thread, entry, key);
}

static int find_in_order(Thread *thread, DictTable *table, Value key, uint64_t hash, DictEntry **found, Value *value) {
    size_t used = atomic_load_explicit(&table->used, memory_order_acquire);
    for (size_t i = 0; i < used; i++) {
        DictEntry *entry = table_entry(table, i);
        int same = entry_matches(thread, table, entry, key, hash, value);
        if (same == 0) continue;
        *found = entry;
        return same;
    }
    return 0;
}

int table_find(Thread *thread, DictTable *table, Value key, uint64_t hash, DictEntry **found, Value *value) {
    *found = NULL;
    if (!table->mask) return find_in_order(thread, table, key, hash, found, value);
    uint64_t mixed = index_mix(hash);
    for (size_t at = mixed >> table->shift;; at = (at + 1) & table->mask) {
        uint32_t word = atomic_load_explicit(&table->index[at], memory_order_acquire);
        if (word == 0) return 0;
        if (((word ^ (uint32_t)mixed) & ~table->mask) != 0) continue;
        DictEntry *entry = table_entry(table, (word & table->mask) - 1);
        int same = entry_matches(thread, table, entry, key, hash, value);
        if (same == 0) continue;
        *found = entry;
        return same;
    }
}

static size_t table_size(DictKind kind, size_t capacity) {
    return offsetof(DictTable, entries) + capacity * (kind == DICT_PINNED ? sizeof(DictEntry *) : sizeof(DictEntry));
}

static DictTable *table_new(DictKind kind, size_t capacity) {
    DictTable *table = memory_new(table_size(kind, capacity));
    table->kind = (uint8_t)kind;
    table->capacity = (uint32_t)capacity;
    if (capacity <= UNINDEXED) return table;
    size_t size = 16;
    uint8_t bits = 4;
    while (size * 2 < capacity * 3) size *= 2, bits++;
    table->mask = (uint32_t)size - 1;
    table->shift = (uint8_t)(64 - bits);
    table->index = memory_new_plain(size * sizeof *table->index);
    return table;
}

static inline size_t index_place(DictTable *table, uint64_t hash) {
    size_t at = index_mix(hash) >> table->shift;
    while (atomic_load_explicit(&table->index[at], memory_order_relaxed)) at = (at + 1) & table->mask;
    return at;
}

static inline void index_entry(DictTable *table, size_t number, size_t place, uint64_t hash) {
    if (!table->mask) return;
    uint32_t word = ((uint32_t)number + 1) | index_tag(table, index_mix(hash));
    atomic_store_explicit(&table->index[place], word, memory_order_release);
}

/* The entry becomes visible with the new count and its index cell. */
static inline void entry_append(DictTable *table, Value key, uint64_t hash, Value value, size_t place) {
    size_t number = atomic_load_explicit(&table->used, memory_order_relaxed);
    DictEntry *entry = &table->entries[number];
    entry->hash = hash;
    atomic_store_explicit(&entry->key, key, memory_order_relaxed);
    atomic_store_explicit(&entry->value, value, memory_order_release);
    count_change(&table->live, 1);
    index_entry(table, number, place, hash);
    atomic_store_explicit(&table->used, number + 1, memory_order_release);
}

/* `entry`: the one that a pinned dict has already, or null. */
static void pinned_append(DictTable *table, Value key, uint64_t hash, Value value, DictEntry *entry) {
    size_t number = atomic_load_explicit(&table->used, memory_order_relaxed);
    if (!entry) {
        entry = memory_new(sizeof *entry);
        entry->hash = hash;
        atomic_store_explicit(&entry->key, key, memory_order_relaxed);
        atomic_store_explicit(&entry->value, value, memory_order_release);
    }
    atomic_store_explicit(&table->pointers[number], entry, memory_order_release);
    count_change(&table->live, 1);
    index_entry(table, number, table->mask ? index_place(table, entry->hash) : 0, entry->hash);
    atomic_store_explicit(&table->used, number + 1, memory_order_release);
}

static void table_append(DictTable *table, Value key, uint64_t hash, Value value, DictEntry *pinned) {
    if (table->kind == DICT_TABLE) entry_append(table, key, hash, value, table->mask ? index_place(table, hash) : 0);
    else pinned_append(table, key, hash, value, pinned);
}

/* The index of a table that has its first `used` entries already; nobody else knows it. */
static void table_make_index(DictTable *table, size_t used) {
    for (size_t i = 0; table->mask && i < used; i++) {
        uint64_t hash = table->entries[i].hash;
        index_entry(table, i, index_place(table, hash), hash);
    }
}

/* The first `used` entries again in a table with more room. */
static DictTable *table_enlarged(DictTable *old, size_t used, size_t capacity) {
    DictTable *table = table_new(DICT_TABLE, capacity);
    memcpy((void *)table->entries, (void *)old->entries, used * sizeof(DictEntry));
    atomic_init(&table->live, used);
    atomic_init(&table->used, used);
    table_make_index(table, used);
    return table;
}

/* A new table of the kind with all entries of the old one that count. The dict is locked. What an open one has is taken away from
   it. */
static DictTable *table_moved(DictTable *old, DictKind kind, size_t capacity) {
    bool is_open = table_is_open(old);
    size_t used = atomic_load_explicit(&old->used, memory_order_relaxed);
    if (!is_open && kind == DICT_TABLE && old->kind == DICT_TABLE &&
        atomic_load_explicit(&old->live, memory_order_relaxed) == used)
        return table_enlarged(old, used, capacity);
    DictTable *table = table_new(kind, capacity);
    for (size_t i = 0; i < used; i++) {
        DictEntry *entry = table_entry(old, i);
        Value value = is_open ? atomic_exchange_explicit(&entry->value, RAISED, memory_order_acq_rel)
                              : atomic_load_explicit(&entry->value, memory_order_relaxed);
        if (value == RAISED && old->kind == DICT_TABLE) continue;
        table_append(table, atomic_load_explicit(&entry->key, memory_order_relaxed), entry->hash, value,
                     old->kind == DICT_PINNED ? entry : NULL);
    }
    return table;
}

/* Without holes a table is copied as it is. */
static DictTable *table_duplicate(DictTable *table) {
    DictTable *copy = memory_new(table_size(DICT_TABLE, table->capacity));
    memcpy((void *)copy, (void *)table,
           table_size(DICT_TABLE, atomic_load_explicit(&table->used, memory_order_relaxed)));
    if (!table->mask) return copy;
    copy->index = memory_new_plain((table->mask + (size_t)1) * sizeof *copy->index);
    memcpy((void *)copy->index, (void *)table->index, (table->mask + (size_t)1) * sizeof *copy->index);
    return copy;
}

static DictTable *table_replace(Dict *dict, DictTable *old, DictKind kind, size_t capacity) {
    DictTable *table = table_moved(old, kind, capacity);
    atomic_store_explicit(&dict->table, table, memory_order_release);
    return table;
}

/* Puts the values back that were taken away to make `copy`, which has the entries that were not deleted. From the end: of
   several entries of one key the last is the one that may be in use. */
static void put_back(DictTable *table, DictTable *copy) {
    size_t left = atomic_load_explicit(&copy->used, memory_order_relaxed);
    for (size_t at = atomic_load_explicit(&table->used, memory_order_relaxed); left > 0; left--) {
        DictEntry *kept = &copy->entries[left - 1];
        Value key = atomic_load_explicit(&kept->key, memory_order_relaxed);
        while (atomic_load_explicit(&table->entries[at - 1].key, memory_order_relaxed) != key) at--;
        word_store(&table->entries[--at].value, atomic_load_explicit(&kept->value, memory_order_relaxed));
    }
}

DictTable *dict_entries_locked(Dict *dict) {
    DictTable *table = dict_table(dict);
    if (!table_is_open(table)) return table;
    DictTable *copy = table_moved(table, DICT_TABLE, table->capacity);
    put_back(table, copy);
    return copy;
}

static size_t count_by_walking(DictTable *table) {
    size_t position = 0, count = 0;
    Value key, value;
    while (table_next(table, &position, &key, &value)) count++;
    return count;
}

/* What a locked pinned table has, without an index. False: there is not enough room. */
static bool write_down(DictTable *pinned, DictTable *copy) {
    size_t used = atomic_load_explicit(&pinned->used, memory_order_relaxed), count = 0;
    for (size_t i = 0; i < used; i++) {
        DictEntry *entry = table_entry(pinned, i);
        Value value = word_load(&entry->value);
        if (value == RAISED) continue;
        if (count == copy->capacity) return false;
        DictEntry *kept = &copy->entries[count++];
        kept->hash = entry->hash;
        atomic_init(&kept->key, atomic_load_explicit(&entry->key, memory_order_relaxed));
        atomic_init(&kept->value, value);
    }
    atomic_init(&copy->live, count);
    atomic_init(&copy->used, count);
    return true;
}

/* Locked only while the entries are written down: room is made before, the index after. A pinned dict keeps every name it ever
   had, so there may be far fewer entries than the table is large. */
static DictTable *pinned_copied(Dict *dict) {
    for (size_t slack = SLACK;; slack *= 2) {
        DictTable *copy = table_new(DICT_TABLE, count_by_walking(dict_table(dict)) + slack);
        object_lock(&dict->object);
        bool is_all = write_down(dict_table(dict), copy);
        object_unlock(&dict->object);
        if (!is_all) continue;
        table_make_index(copy, atomic_load_explicit(&copy->used, memory_order_relaxed));
        return copy;
    }
}

DictTable *dict_entries_copied(Dict *dict) {
    if (dict_table(dict)->kind == DICT_PINNED) return pinned_copied(dict);
    object_lock(&dict->object);
    DictTable *table = dict_entries_locked(dict);
    size_t live = atomic_load_explicit(&table->live, memory_order_relaxed);
    if (table->kind == DICT_TABLE && table == dict_table(dict)) {
        if (live == 0) table = NULL;
        else if (live == atomic_load_explicit(&table->used, memory_order_relaxed)) table = table_duplicate(table);
        else table = table_moved(table, DICT_TABLE, table->capacity);
    }
    object_unlock(&dict->object);
    return table && table->kind == DICT_PINNED ? pinned_copied(dict) : table; /* pinned just now */
}

bool dict_adopt(Dict *dict, DictTable *table) {
    object_lock(&dict->object);
    bool is_empty = atomic_load_explicit(&dict->table, memory_order_relaxed) == NULL;
    if (is_empty) atomic_store_explicit(&dict->table, table, memory_order_release);
    object_unlock(&dict->object);
    return is_empty;
}

static DictTable *table_with_room(Dict *dict, DictTable *table) {
    if (atomic_load_explicit(&table->used, memory_order_relaxed) < table->capacity) return table;
    size_t live = atomic_load_explicit(&table->live, memory_order_relaxed);
    size_t capacity = table->capacity < LEAST_CAPACITY ? LEAST_CAPACITY : table->capacity;
    if (live + 1 > capacity - capacity / 3) capacity *= 2;
    return table_replace(dict, table, table->kind, capacity);
}

/* Many deletions leave holes that everybody steps over. */
static void table_compact(Dict *dict, DictTable *table) {
    if (table->kind != DICT_TABLE) return;
    size_t live = atomic_load_explicit(&table->live, memory_order_relaxed);
    if (atomic_load_explicit(&table->used, memory_order_relaxed) - live <= live + SLACK) return;
    size_t capacity = LEAST_CAPACITY;
    while (capacity < live + 1 || capacity - capacity / 3 < live + 1) capacity *= 2;
    table_replace(dict, table, DICT_TABLE, capacity);
}

static bool view_change(Dict *dict, Value key, DictChange change, Value value, Value *old) {
    uint32_t offset;
    Object *instance = dict_table(dict)->owner;
    Word *place = instance_find(instance, value_str_object(key), change != DICT_DELETE, &offset);
    Value before = RAISED;
    if (place && change != DICT_DELETE && word_load(place) == RAISED) {
        if (offset) instance_note_slot(instance, value_str_object(key), offset);
        else instance_note_first(instance, value_str_object(key), 0);
    }
    if (place && change == DICT_SET_DEFAULT)
        atomic_compare_exchange_strong_explicit(place, &before, value, memory_order_acq_rel, memory_order_acquire);
    else if (place)
        before = atomic_exchange_explicit(place, change == DICT_DELETE ? RAISED : value, memory_order_acq_rel);
    *old = before == RAISED ? UNBOUND : before;
    return true;
}

/* The step itself, with the dict locked and the look-up still true; false: look up again. */
static bool change_locked(Dict *dict, DictTable *table, DictEntry *entry, Value key, uint64_t hash, DictChange change,
                          Value value, Value *old) {
    *old = UNBOUND;
    if (!entry) {
        if (change != DICT_DELETE) table_append(table_with_room(dict, table), key, hash, value, NULL);
        return true;
    }
    Value before = word_load(&entry->value);
    if (before == RAISED && table->kind == DICT_TABLE) return false;
    if (before != RAISED && change == DICT_DELETE)
        before = atomic_exchange_explicit(&entry->value, RAISED, memory_order_acq_rel);
    if (before != RAISED) *old = before;
    if (change == DICT_DELETE) {
        if (before == RAISED) return true;
        if (table->kind == DICT_TABLE) count_change(&table->live, (size_t)-1);
        table_compact(dict, table);
    } else if (change == DICT_SET) {
        word_store(&entry->value, value);
    } else if (before == RAISED && value != RAISED) { /* a pinned entry may be written by a cache at the same time */
        atomic_compare_exchange_strong_explicit(&entry->value, &before, value, memory_order_acq_rel,
                                                memory_order_acquire);
        if (before != RAISED) *old = before;
    }
    return true;
}

/* Without the lock: alone in the process, or as one swap in an open table. False: not possible. */
static inline bool store_unlocked(DictTable *table, DictEntry *entry, Value value) {
    Value old = word_load(&entry->value);
    if (__libc_single_threaded && old != RAISED) {
        word_store(&entry->value, value);
        return true;
    }
    if (!table_is_open(table)) return false;
    while (old != RAISED)
        if (atomic_compare_exchange_weak_explicit(&entry->value, &old, value, memory_order_acq_rel,
                                                  memory_order_acquire))
            return true;
    return false;
}

/* Who finds the lock taken for a store to a key that is there opens the table: threads share this dict. */
static void lock_to_store(Dict *dict) {
    if (__libc_single_threaded || object_try_lock(&dict->object)) return;
    object_lock_contended(&dict->object);
    DictTable *table = dict_table(dict);
    if (table->kind != DICT_TABLE || table_is_open(table) || table->capacity == 0) return;
    table->owner = &dict->object;
    atomic_store_explicit(&table->is_open, 1, memory_order_release);
}

bool dict_change(Thread *thread, Dict *dict, Value key, uint64_t hash, DictChange change, Value value, Value *old) {
    for (;;) {
        DictEntry *entry;
        DictTable *table = dict_table(dict);
        if (table->kind == DICT_VIEW) return view_change(dict, key, change, value, old);
        size_t used = atomic_load_explicit(&table->used, memory_order_acquire);
        int found = table_find(thread, table, key, hash, &entry, old);
        if (found < 0) return false;
        bool is_store = found && table->kind == DICT_TABLE && change != DICT_DELETE && dict_table(dict) == table;
        if (is_store && (change == DICT_SET_DEFAULT || store_unlocked(table, entry, value))) return true;
        if (is_store) lock_to_store(dict);
        else object_lock(&dict->object);
        bool done = dict_table(dict) == table && atomic_load_explicit(&table->used, memory_order_relaxed) == used &&
                    change_locked(dict, table, entry, key, hash, change, value, old);
        object_unlock(&dict->object);
        if (done) return true;
    }
}

static void add_entry(Dict *dict, DictTable *table, Value key, uint64_t hash, Value value, size_t place) {
    if (atomic_load_explicit(&table->used, memory_order_relaxed) < table->capacity)
        entry_append(table, key, hash, value, place);
    else table_append(table_with_room(dict, table), key, hash, value, NULL);
}

/* Alone in the process nothing is locked, and what was found is still true. */
bool dict_set(Thread *thread, Dict *dict, Value key, Value value) {
    uint64_t hash;
    DictFound found;
    DictTable *table = dict_table(dict);
    int is_there = find_quick(table, key, &hash, &found);
    if (is_there > 0 && store_unlocked(table, found.entry, value)) return true;
    if (is_there != 0 || !__libc_single_threaded) return dict_set_slowly(thread, dict, key, value);
    add_entry(dict, table, key, hash, value, found.place);
    return true;
}

bool dict_set_hashed(Thread *thread, Dict *dict, Value key, uint64_t hash, Value value) {
    DictFound found;
    Value old;
    DictTable *table = dict_table(dict);
    int is_there = __libc_single_threaded && table->kind == DICT_TABLE
                       ? find_plain(table, key, hash, plain_differing, &found)
                       : -1;
    if (is_there < 0) return dict_change(thread, dict, key, hash, DICT_SET, value, &old);
    if (is_there) word_store(&found.entry->value, value);
    else add_entry(dict, table, key, hash, value, found.place);
    return true;
}

bool dict_set_place(Dict *dict, DictPlace place, Value value) {
    if (dict_table(dict) != place.table) return false;
    if (store_unlocked(place.table, place.entry, value)) return true;
    lock_to_store(dict);
    bool still = dict_table(dict) == place.table && word_load(&place.entry->value) != RAISED;
    if (still) word_store(&place.entry->value, value);
    object_unlock(&dict->object);
    return still;
}

bool table_next(DictTable *table, size_t *position, Value *key, Value *value) {
    if (table->kind == DICT_VIEW) {
        Str *name;
        if (!instance_next(table->owner, position, &name, value)) return false;
        *key = value_from_object(name);
        return true;
    }
    size_t used = atomic_load_explicit(&table->used, memory_order_acquire);
    while (*position < used) {
        DictEntry *entry = table_entry(table, (*position)++);
        *value = entry_value(table, entry);
        if (*value == RAISED) continue;
        *key = atomic_load_explicit(&entry->key, memory_order_relaxed);
        return true;
    }
    return false;
}

size_t dict_count(Dict *dict) {
    DictTable *table = dict_table(dict);
    return table->kind == DICT_TABLE ? atomic_load_explicit(&table->live, memory_order_relaxed)
                                     : count_by_walking(table);
}

size_t dict_size_mark(Dict *dict) {
    DictTable *table = dict_table(dict);
    if (table->kind == DICT_PINNED) return atomic_load_explicit(&table->used, memory_order_relaxed);
    return dict_count(dict);
}

bool dict_next(Dict *dict, size_t *position, Value *key, Value *value) {
    return table_next(dict_table(dict), position, key, value);
}

bool dict_pop_last(Dict *dict, Value *key, Value *value) {
    bool found = false;
    object_lock(&dict->object);
    DictTable *table = dict_table(dict);
    for (size_t i = atomic_load_explicit(&table->used, memory_order_relaxed); i-- > 0 && !found;) {
        DictEntry *entry = table_entry(table, i);
        *key = atomic_load_explicit(&entry->key, memory_order_relaxed);
        *value = atomic_exchange_explicit(&entry->value, RAISED, memory_order_acq_rel);
        found = *value != RAISED;
    }
    if (found && table->kind == DICT_TABLE) {
        count_change(&table->live, (size_t)-1);
        table_compact(dict, table);
    }
    object_unlock(&dict->object);
    return found;
}

void dict_clear(Dict *dict) {
    object_lock(&dict->object);
    DictTable *table = dict_table(dict);
    if (table->kind == DICT_TABLE) atomic_store_explicit(&dict->table, NULL, memory_order_release);
    if (table->kind == DICT_PINNED)
        for (size_t i = atomic_load_explicit(&table->used, memory_order_relaxed); i-- > 0;)
            word_store(&table_entry(table, i)->value, RAISED);
    object_unlock(&dict->object);
    Value key, value, old;
    for (size_t at = 0; table->kind == DICT_VIEW && table_next(table, &at, &key, &value);)
        view_change(dict, key, DICT_DELETE, UNBOUND, &old);
}

static Dict *dict_with_table(DictTable *table) {
    Dict *dict = object_new(&dict_type, sizeof *dict);
    atomic_store_explicit(&dict->table, table, memory_order_release);
    return dict;
}

Dict *dict_new(void) {
    return dict_with_table(NULL);
}

Dict *dict_new_for(size_t count) {
    return count <= LEAST_CAPACITY ? dict_new() : dict_with_table(table_new(DICT_TABLE, count));
}

Dict *dict_new_pinned(void) {
    return dict_with_table(table_new(DICT_PINNED, LEAST_CAPACITY));
}

Dict *dict_new_view(Object *instance) {
    DictTable *table = memory_new(sizeof *table);
    table->kind = DICT_VIEW;
    table->owner = instance;
    return dict_with_table(table);
}

void dict_pin(Dict *dict) {
    object_lock(&dict->object);
    DictTable *table = dict_table(dict);
    if (table->kind == DICT_TABLE)
        table_replace(dict, table, DICT_PINNED, table->capacity < LEAST_CAPACITY ? LEAST_CAPACITY : table->capacity);
    object_unlock(&dict->object);
}

DictEntry *dict_entry(Dict *dict, Str *key, bool make) {
    DictEntry *entry;
    Value name = value_from_object(key), old;
    uint64_t hash = str_hash(key);
    if (table_find(NULL, dict_table(dict), name, hash, &entry, &old) || !make) return entry;
    dict_change(NULL, dict, name, hash, DICT_SET_DEFAULT, RAISED, &old);
    table_find(NULL, dict_table(dict), name, hash, &entry, &old);
    return entry;
}
