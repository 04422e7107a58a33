// Every task has a table of its own from the keys of locals to its values: open addressing, never more than half full. Only the
// task itself touches it, so there is nothing to guard.
#include "primitives/local.h"

#include "primitives/internal.h"
#include "primitives/runtime_state.h"

typedef struct Slot {
    uint64_t key; // 0: free
    void *value;
} Slot;

struct ThrLocalTable {
    size_t capacity, used; // a power of two; slots with a key
    Slot slots[];
};

static uint64_t key_of(ThrTask *self, ThrLocal *local) {
    uint64_t key = atomic_load_explicit(&local->key, memory_order_relaxed);
    if (key) return key;
    uint64_t fresh = atomic_fetch_add_explicit(&self->runtime->last_key, 1, memory_order_relaxed) + 1;
    return atomic_compare_exchange_strong(&local->key, &key, fresh) ? fresh : key;
}

// The slot of the key, or the free one where it belongs. Keys count up, so they spread by themselves.
static Slot *find(ThrLocalTable *table, uint64_t key) {
    size_t i = key & (table->capacity - 1);
    while (table->slots[i].key && table->slots[i].key != key) i = (i + 1) & (table->capacity - 1);
    return &table->slots[i];
}

static void drop(ThrRuntime *runtime, ThrLocalTable *table) {
    if (table && runtime->host.release) runtime->host.release(table);
}

static size_t count_values(const ThrLocalTable *table) {
    size_t count = 0;
    for (size_t i = 0; table && i < table->capacity; i++) count += table->slots[i].value != NULL;
    return count;
}

// Makes a table with room for one more; slots whose value is NULL are left behind.
static bool rebuild(ThrTask *self) {
    ThrLocalTable *old = self->locals;
    size_t capacity = 8;
    while (capacity < 4 * (count_values(old) + 1)) capacity *= 2;
    ThrLocalTable *table = self->runtime->host.allocate(sizeof *table + capacity * sizeof(Slot));
    if (!table) return false;
    table->capacity = capacity;
    for (size_t i = 0; old && i < old->capacity; i++) {
        if (!old->slots[i].value) continue;
        *find(table, old->slots[i].key) = old->slots[i];
        table->used++;
    }
    self->locals = table;
    drop(self->runtime, old);
    return true;
}

void *thr_local_get(ThrTask *self, ThrLocal *local) {
    uint64_t key = atomic_load_explicit(&local->key, memory_order_relaxed);
    return key && self->locals ? find(self->locals, key)->value : NULL;
}

ThrStatus thr_local_set(ThrTask *self, ThrLocal *local, void *value) {
    uint64_t key = key_of(self, local);
    Slot *slot = self->locals ? find(self->locals, key) : NULL;
    if (!slot || !slot->key) {
        if (!value) return THR_OK;
        if (!slot || 2 * (self->locals->used + 1) > self->locals->capacity) {
            if (!rebuild(self)) return THR_NO_MEMORY;
            slot = find(self->locals, key);
        }
        slot->key = key;
        self->locals->used++;
    }
    slot->value = value;
    return THR_OK;
}

void thr_local_drop_all(ThrTask *self) {
    drop(self->runtime, self->locals);
    self->locals = NULL;
}
