/* The tables of sets: open addressing, items in the table itself, read without a lock.

   A place is written once: empty, then an item, then perhaps a tombstone (UNBOUND), never another item. So a reader that has
   seen an item may use its hash. Growth copies what is there to a new table and publishes it. The order of probing and
   of growth is the documented one of CPython's sets, because it is visible: it is the order in which a set of ints is printed. */
#include "object/set_core.h"

#include "object/dict_core.h"
#include "object/list_core.h"
#include "object/plain.h"

enum { LEAST_SIZE = 8, LINEAR_PROBES = 9, PERTURB_SHIFT = 5, LARGE = 50000 };

typedef struct SetPlace {
    _Atomic(uint64_t) hash;
    Word item; /* null: empty, UNBOUND: a tombstone */
} SetPlace;

struct SetTable {
    size_t mask;
    _Atomic(size_t) fill; /* places not empty */
    _Atomic(size_t) live;
    _Atomic(size_t) finger; /* where pop looks next */
    SetPlace places[];
};

static SetTable *table_new(size_t least) {
    size_t size = LEAST_SIZE;
    while (size <= least) size *= 2;
    SetTable *table = memory_new(sizeof *table + size * sizeof(SetPlace));
    table->mask = size - 1;
    return table;
}

SetTable *set_table(Set *set) {
    return atomic_load_explicit(&set->table, memory_order_acquire);
}

/* 1: the place of the item; 0: the empty place where it belongs; -1: raised. */
static inline __attribute__((always_inline)) int find(Thread *thread, SetTable *table, Value item, uint64_t hash,
                                                      SetPlace **found) {
    size_t at = hash & table->mask;
    for (uint64_t perturb = hash;;) {
        SetPlace *place = &table->places[at], *last = at + LINEAR_PROBES <= table->mask ? place + LINEAR_PROBES : place;
        for (; place <= last; place++) {
            Value own = word_load(&place->item);
            *found = place;
            if (own == RAISED) return 0;
            if (own == item) return 1;
            if (atomic_load_explicit(&place->hash, memory_order_relaxed) != hash || own == UNBOUND) continue;
            int same = value_equal_quick(thread, own, item);
            if (same != 0) return same;
        }
        perturb >>= PERTURB_SHIFT;
        at = (at * 5 + 1 + perturb) & table->mask;
    }
}

/* Where an item goes that is certainly not there yet. */
static inline SetPlace *empty_place(SetTable *table, uint64_t hash) {
    size_t at = hash & table->mask;
    for (uint64_t perturb = hash;;) {
        SetPlace *place = &table->places[at], *last = at + LINEAR_PROBES <= table->mask ? place + LINEAR_PROBES : place;
        for (; place <= last; place++)
            if (atomic_load_explicit(&place->item, memory_order_relaxed) == RAISED) return place;
        perturb >>= PERTURB_SHIFT;
        at = (at * 5 + 1 + perturb) & table->mask;
    }
}

static inline void fill_place(SetPlace *place, Value item, uint64_t hash) {
    atomic_store_explicit(&place->hash, hash, memory_order_relaxed);
    word_store(&place->item, item);
}

static SetTable *table_copy(SetTable *old, size_t least) {
    SetTable *table = table_new(least);
    size_t count = 0;
    for (SetPlace *place = old->places, *end = place + old->mask + 1; place < end; place++) {
        Value item = word_load(&place->item);
        if (item == RAISED || item == UNBOUND) continue;
        uint64_t hash = atomic_load_explicit(&place->hash, memory_order_relaxed);
        fill_place(empty_place(table, hash), item, hash);
        count++;
    }
    atomic_init(&table->fill, count);
    atomic_init(&table->live, count);
    return table;
}

/* The same places again, of a locked set without tombstones. */
static SetTable *table_duplicate(SetTable *old) {
    size_t size = sizeof *old + (old->mask + 1) * sizeof(SetPlace);
    SetTable *table = memory_new(size);
    memcpy((void *)table, (void *)old, size);
    atomic_init(&table->finger, 0);
    return table;
}

static void publish(Set *set, SetTable *table) {
    atomic_store_explicit(&set->table, table, memory_order_release);
}

static __attribute__((noinline)) void enlarge(Set *set, SetTable *table, size_t live) {
    publish(set, table_copy(table, live > LARGE ? live * 2 : live * 4));
}

/* The set is locked, the place empty. */
static inline void add_at(Set *set, SetTable *table, SetPlace *place, Value item, uint64_t hash) {
    size_t fill = atomic_load_explicit(&table->fill, memory_order_relaxed) + 1;
    size_t live = atomic_load_explicit(&table->live, memory_order_relaxed) + 1;
    fill_place(place, item, hash);
    atomic_store_explicit(&table->fill, fill, memory_order_relaxed);
    atomic_store_explicit(&table->live, live, memory_order_relaxed);
    if (fill * 5 >= table->mask * 3) enlarge(set, table, live);
}

static SetTable *table_for_adding(Set *set) {
    object_lock(&set->object);
    if (!set_table(set)) publish(set, table_new(0));
    SetTable *table = set_table(set);
    object_unlock(&set->object);
    return table;
}

/* With the set locked, if it is still as it was found: 1. */
static bool add_locked(Set *set, SetTable *table, SetPlace *place, Value item, uint64_t hash) {
    object_lock(&set->object);
    bool still = set_table(set) == table && word_load(&place->item) == RAISED;
    if (still) add_at(set, table, place, item, hash);
    object_unlock(&set->object);
    return still;
}

/* The first place that is looked at tells mostly, and nothing need be locked while alone. */
static inline int add_hashed(Thread *thread, Set *set, Value item, uint64_t hash) {
    SetTable *table = set_table(set);
    if (!table || !__libc_single_threaded) return set_add_hashed(thread, set, item, hash);
    SetPlace *place = &table->places[hash & table->mask];
    Value own = word_load(&place->item);
    if (own == item) return 0;
    if (own != RAISED) return set_add_hashed(thread, set, item, hash);
    add_at(set, table, place, item, hash);
    return 1;
}

bool set_add(Thread *thread, Set *set, Value item) {
    uint64_t hash;
    return value_hash_quick(thread, item, &hash) && add_hashed(thread, set, item, hash) >= 0;
}

int set_add_hashed(Thread *thread, Set *set, Value item, uint64_t hash) {
    for (;;) {
        SetPlace *place;
        SetTable *table = set_table(set);
        if (!table) table = table_for_adding(set);
        int found = find(thread, table, item, hash, &place);
        if (found != 0) return found < 0 ? -1 : 0;
        if (add_locked(set, table, place, item, hash)) return 1;
    }
}

void set_add_new(Set *set, Value item, uint64_t hash) {
    SetTable *table = set_table(set);
    if (!table) table = table_for_adding(set);
    add_at(set, table, empty_place(table, hash), item, hash);
}

int set_find_hashed(Thread *thread, Set *set, Value item, uint64_t hash) {
    SetPlace *place;
    SetTable *table = set_table(set);
    if (!table) return 0;
    Value own = word_load(&table->places[hash & table->mask].item);
    if (own == item) return 1;
    return own == RAISED ? 0 : find(thread, table, item, hash, &place);
}

int set_discard_hashed(Thread *thread, Set *set, Value item, uint64_t hash) {
    for (;;) {
        SetPlace *place;
        SetTable *table = set_table(set);
        int found = table ? find(thread, table, item, hash, &place) : 0;
        if (found <= 0) return found;
        object_lock(&set->object);
        bool still = set_table(set) == table;
        bool there = still && word_load(&place->item) != UNBOUND;
        if (there) {
            word_store(&place->item, UNBOUND);
            count_change(&table->live, (size_t)-1);
        }
        object_unlock(&set->object);
        if (still) return there;
    }
}

bool set_pop(Set *set, Value *item) {
    bool found = false;
    object_lock(&set->object);
    SetTable *table = set_table(set);
    if (table && atomic_load_explicit(&table->live, memory_order_relaxed) > 0) {
        size_t at = atomic_load_explicit(&table->finger, memory_order_relaxed) & table->mask;
        while ((*item = word_load(&table->places[at].item)) == RAISED || *item == UNBOUND) at = (at + 1) & table->mask;
        word_store(&table->places[at].item, UNBOUND);
        count_change(&table->live, (size_t)-1);
        atomic_store_explicit(&table->finger, at + 1, memory_order_relaxed);
        found = true;
    }
    object_unlock(&set->object);
    return found;
}

void set_clear(Set *set) {
    object_lock(&set->object);
    publish(set, NULL);
    object_unlock(&set->object);
}

size_t set_table_fill(SetTable *table) {
    return table ? atomic_load_explicit(&table->fill, memory_order_relaxed) : 0;
}

size_t set_count(Set *set) {
    SetTable *table = set_table(set);
    return table ? atomic_load_explicit(&table->live, memory_order_relaxed) : 0;
}

bool set_table_next(SetTable *table, size_t *position, Value *item) {
    while (table && *position <= table->mask) {
        *item = word_load(&table->places[(*position)++].item);
        if (*item != RAISED && *item != UNBOUND) return true;
    }
    return false;
}

uint64_t set_table_hash(SetTable *table, size_t position) {
    return atomic_load_explicit(&table->places[position - 1].hash, memory_order_relaxed);
}

bool set_next(Set *set, size_t *position, Value *item) {
    return set_table_next(set_table(set), position, item);
}

/* Makes room for what another set brings, as one step of growth. */
static void reserve(Set *set, SetTable *other) {
    object_lock(&set->object);
    SetTable *table = set_table(set);
    size_t more = atomic_load_explicit(&other->live, memory_order_relaxed);
    size_t fill = table ? atomic_load_explicit(&table->fill, memory_order_relaxed) : 0;
    size_t live = table ? atomic_load_explicit(&table->live, memory_order_relaxed) : 0;
    size_t mask = table ? table->mask : LEAST_SIZE - 1;
    bool is_large = (fill + more) * 5 >= mask * 3;
    if (is_large) publish(set, table ? table_copy(table, (live + more) * 2) : table_new((live + more) * 2));
    object_unlock(&set->object);
}

static bool add_set(Thread *thread, Set *set, Set *other) {
    SetTable *table = set_table(other);
    Value item;
    if (!table || other == set) return true;
    reserve(set, table);
    for (size_t at = 0; set_table_next(table, &at, &item);)
        if (add_hashed(thread, set, item, set_table_hash(table, at)) < 0) return false;
    return true;
}

/* A dict and its views are taken as they are at one moment, also while others change them. */
static Value settled(Value iterable) {
    if (value_type(iterable) != &dict_type && dict_source(iterable) == iterable) return iterable;
    List *items = list_new(0);
    return dict_collect(iterable, items) ? value_from_object(items) : iterable;
}

/* Lists and tuples without an iterator: 1 done, 0 it is neither, -1 raised. */
static int add_sequence(Thread *thread, Set *set, Value sequence) {
    Value item;
    if (value_has_type(sequence, &tuple_type)) {
        const Tuple *tuple = value_tuple(sequence);
        for (size_t i = 0; i < tuple->count; i++)
            if (!set_add(thread, set, tuple->items[i])) return -1;
        return 1;
    }
    if (!value_has_type(sequence, &list_type)) return 0;
    for (size_t i = 0; (item = list_get(value_list(sequence), i)) != UNBOUND; i++)
        if (!set_add(thread, set, item)) return -1;
    return 1;
}

bool set_update(Thread *thread, Set *set, Value iterable) {
    if (value_is_set(iterable)) return add_set(thread, set, value_set(iterable));
    iterable = settled(iterable);
    int added = add_sequence(thread, set, iterable);
    if (added != 0) return added > 0;
    Value iterator = value_iter(thread, iterable);
    if (iterator == RAISED) return false;
    UnarySlot next = SLOT(value_type(iterator), next);
    for (;;) {
        Value item = next(thread, iterator);
        if (item == RAISED) return false;
        if (item == UNBOUND) return true;
        if (!set_add(thread, set, item)) return false;
    }
}

/* Tables without tombstones are copied place by place: a copy has the order of its original. */
Set *set_copy(Set *set, Type *type) {
    Set *copy = set_of_type(type);
    object_lock(&set->object);
    SetTable *table = set_table(set);
    if (table) {
        size_t live = atomic_load_explicit(&table->live, memory_order_relaxed);
        size_t least = live * 5 >= (size_t)(LEAST_SIZE - 1) * 3 ? live * 2 : 0;
        bool same_size = least <= table->mask && (table->mask == LEAST_SIZE - 1 || least >= (table->mask + 1) / 2);
        bool has_holes = atomic_load_explicit(&table->fill, memory_order_relaxed) != live;
        publish(copy, same_size && !has_holes ? table_duplicate(table) : table_copy(table, least));
    }
    object_unlock(&set->object);
    return copy;
}

void set_collect(Set *set, List *into) {
    Value item;
    object_lock(&set->object);
    SetTable *table = set_table(set);
    if (table) list_reserve(into, atomic_load_explicit(&table->live, memory_order_relaxed));
    for (size_t at = 0; set_table_next(table, &at, &item);) list_append_unshared(into, item);
    object_unlock(&set->object);
}
