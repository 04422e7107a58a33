/* Tables of sets; the scheme is the dict's, without values. */
#include "object/set.h"

#include "object/operators.h"
#include "object/set_core.h"
#include "object/shape.h"
#include "object/str.h"

enum { UNINDEXED = 8, LEAST_CAPACITY = 4, SLACK = 16 };

static SetTable no_entries;

SetTable *set_table(const Set *set) {
    SetTable *table = atomic_load_explicit(&((Set *)(uintptr_t)set)->table, memory_order_acquire);
    return table ? table : &no_entries;
}

static size_t index_start(const SetTable *table, uint64_t hash) {
    return (hash * 0x9e3779b97f4a7c15u) >> table->shift;
}

static int item_matches(Thread *thread, SetEntry *entry, Value item, uint64_t hash) {
    Value own = word_load(&entry->item);
    if (entry->hash != hash || own == RAISED) return 0;
    return own == item ? 1 : value_equal(thread, own, item);
}

static int table_find(Thread *thread, SetTable *table, Value item, uint64_t hash, SetEntry **found) {
    size_t used = table->mask ? SIZE_MAX : atomic_load_explicit(&table->used, memory_order_acquire);
    size_t at = table->mask ? index_start(table, hash) : 0;
    *found = NULL;
    for (size_t i = 0; i < used; i++) {
        size_t number = i;
        if (table->mask) {
            uint32_t cell = atomic_load_explicit(&table->index[(at + i) & table->mask], memory_order_acquire);
            if (cell == 0) return 0;
            number = cell - 1;
        }
        int same = item_matches(thread, &table->entries[number], item, hash);
        if (same == 0) continue;
        *found = &table->entries[number];
        return same;
    }
    return 0;
}

static SetTable *table_new(size_t capacity) {
    SetTable *table = memory_new(sizeof *table + capacity * sizeof(SetEntry));
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

static void table_append(SetTable *table, Value item, uint64_t hash) {
    size_t number = atomic_load_explicit(&table->used, memory_order_relaxed);
    table->entries[number].hash = hash;
    word_store(&table->entries[number].item, item);
    atomic_fetch_add_explicit(&table->live, 1, memory_order_relaxed);
    if (table->mask) {
        size_t at = index_start(table, hash);
        while (atomic_load_explicit(&table->index[at], memory_order_relaxed)) at = (at + 1) & table->mask;
        atomic_store_explicit(&table->index[at], (uint32_t)number + 1, memory_order_release);
    }
    atomic_store_explicit(&table->used, number + 1, memory_order_release);
}

static SetTable *table_copy(SetTable *old, size_t capacity) {
    SetTable *table = table_new(capacity);
    size_t position = 0;
    uint64_t hash;
    Value item;
    while (set_table_next(old, &position, &item, &hash)) {
        if (atomic_load_explicit(&table->used, memory_order_relaxed) == table->capacity) return table_copy(old, capacity * 2);
        table_append(table, item, hash);
    }
    return table;
}

static size_t fitting_capacity(size_t live) {
    size_t capacity = LEAST_CAPACITY;
    while (capacity - capacity / 3 < live + 1) capacity *= 2;
    return capacity;
}

/* A new table without the holes, published. The set is locked. */
static SetTable *table_replace(Set *set, SetTable *old) {
    SetTable *table = table_copy(old, fitting_capacity(atomic_load_explicit(&old->live, memory_order_relaxed)));
    atomic_store_explicit(&set->table, table, memory_order_release);
    return table;
}

static void change_locked(Set *set, SetTable *table, SetEntry *entry, Value item, uint64_t hash, bool adds) {
    if (adds && !entry) {
        bool full = atomic_load_explicit(&table->used, memory_order_relaxed) == table->capacity;
        table_append(full ? table_replace(set, table) : table, item, hash);
    } else if (!adds && entry) {
        word_store(&entry->item, RAISED);
        size_t live = atomic_fetch_sub_explicit(&table->live, 1, memory_order_relaxed) - 1;
        if (atomic_load_explicit(&table->used, memory_order_relaxed) > 2 * live + SLACK) table_replace(set, table);
    }
}

int set_change(Thread *thread, Set *set, Value item, uint64_t hash, bool adds) {
    for (;;) {
        SetEntry *entry;
        SetTable *table = set_table(set);
        size_t used = atomic_load_explicit(&table->used, memory_order_acquire);
        int found = table_find(thread, table, item, hash, &entry);
        if (found < 0) return -1;
        object_lock(&set->object);
        bool valid = set_table(set) == table && atomic_load_explicit(&table->used, memory_order_relaxed) == used &&
                     (!entry || word_load(&entry->item) != RAISED);
        if (valid) change_locked(set, table, entry, item, hash, adds);
        object_unlock(&set->object);
        if (valid) return found;
    }
}

int set_find(Thread *thread, Set *set, Value item, uint64_t hash) {
    SetEntry *entry;
    return table_find(thread, set_table(set), item, hash, &entry);
}

bool set_table_next(SetTable *table, size_t *position, Value *item, uint64_t *hash) {
    size_t used = atomic_load_explicit(&table->used, memory_order_acquire);
    while (*position < used) {
        SetEntry *entry = &table->entries[(*position)++];
        *item = word_load(&entry->item);
        *hash = entry->hash;
        if (*item != RAISED) return true;
    }
    return false;
}

Set *set_new(void) {
    return object_new(&set_type, sizeof(Set));
}

bool set_add(Thread *thread, Set *set, Value item) {
    uint64_t hash;
    return value_hash(thread, item, &hash) && set_change(thread, set, item, hash, true) >= 0;
}

int set_discard(Thread *thread, Set *set, Value item) {
    uint64_t hash;
    return value_hash(thread, item, &hash) ? set_change(thread, set, item, hash, false) : -1;
}

int set_contains(Thread *thread, Set *set, Value item) {
    uint64_t hash;
    return value_hash(thread, item, &hash) ? set_find(thread, set, item, hash) : -1;
}

size_t set_count(Set *set) {
    return atomic_load_explicit(&set_table(set)->live, memory_order_relaxed);
}

bool set_next(Set *set, size_t *position, Value *item) {
    uint64_t hash;
    return set_table_next(set_table(set), position, item, &hash);
}

void set_clear(Set *set) {
    object_lock(&set->object);
    atomic_store_explicit(&set->table, NULL, memory_order_release);
    object_unlock(&set->object);
}

void set_become(Set *set, Set *other) {
    object_lock(&set->object);
    atomic_store_explicit(&set->table, atomic_load_explicit(&other->table, memory_order_relaxed), memory_order_release);
    object_unlock(&set->object);
}

Set *set_copy(Set *set, Type *type) {
    Set *copy = instance_new(type);
    SetTable *table = set_table(set);
    size_t live = atomic_load_explicit(&table->live, memory_order_relaxed);
    if (live) atomic_store_explicit(&copy->table, table_copy(table, fitting_capacity(live)), memory_order_release);
    return copy;
}

bool set_pop(Set *set, Value *item) {
    object_lock(&set->object);
    SetTable *table = set_table(set);
    size_t position = 0;
    uint64_t hash;
    bool found = set_table_next(table, &position, item, &hash);
    if (found) change_locked(set, table, &table->entries[position - 1], *item, hash, false);
    object_unlock(&set->object);
    return found;
}

bool value_is_any_set(Value value) {
    Type *type = value_type(value);
    return type == &set_type || type == &frozenset_type || type_is_subtype(type, &set_type) || type_is_subtype(type, &frozenset_type);
}

bool set_update(Thread *thread, Set *set, Value iterable) {
    Value item;
    if (value_is_any_set(iterable)) {
        SetTable *table = set_table(value_set(iterable));
        size_t position = 0;
        uint64_t hash;
        while (set_table_next(table, &position, &item, &hash))
            if (set_change(thread, set, item, hash, true) < 0) return false;
        return true;
    }
    Value iterator = value_iter(thread, iterable);
    if (iterator == RAISED) return false;
    while ((item = value_next(thread, iterator)) != UNBOUND)
        if (item == RAISED || !set_add(thread, set, item)) return false;
    return true;
}

Value set_from_iterable(Thread *thread, Type *type, Value iterable) {
    if (type == &frozenset_type && value_has_type(iterable, &frozenset_type)) return iterable;
    Set *set = instance_new(type);
    return set_update(thread, set, iterable) ? value_from_object(set) : RAISED;
}

/* Items of `from` that are (or are not) in `in`, added to `to`. */
static bool add_where(Thread *thread, Set *to, Set *from, Set *in, bool inside) {
    SetTable *table = set_table(from);
    size_t position = 0;
    uint64_t hash;
    Value item;
    while (set_table_next(table, &position, &item, &hash)) {
        int found = set_find(thread, in, item, hash);
        if (found < 0 || (found == inside && set_change(thread, to, item, hash, true) < 0)) return false;
    }
    return true;
}

Set *set_combine(Thread *thread, BinaryOp op, Set *left, Set *right, Type *type) {
    bool done = true;
    Set *result = op == BINARY_OR ? set_copy(left, type) : instance_new(type);
    if (op == BINARY_OR) done = set_update(thread, result, value_from_object(right));
    else if (op == BINARY_AND && set_count(right) < set_count(left)) done = add_where(thread, result, right, left, true);
    else done = add_where(thread, result, left, right, op == BINARY_AND);
    if (op == BINARY_XOR) done = done && add_where(thread, result, right, left, false);
    return done ? result : NULL;
}

int set_is_subset(Thread *thread, Set *left, Set *right) {
    if (set_count(left) > set_count(right)) return 0;
    SetTable *table = set_table(left);
    size_t position = 0;
    uint64_t hash;
    Value item;
    while (set_table_next(table, &position, &item, &hash)) {
        int found = set_find(thread, right, item, hash);
        if (found <= 0) return found;
    }
    return 1;
}
