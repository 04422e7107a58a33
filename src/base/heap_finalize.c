/* Finalizers: a table by object. Entries are permanent memory, so what they carry is found; the object itself is written
   there inverted until it has been found unreachable. Then the entry moves to the queue of those that are ready. */
#include "base/heap.h"
#include "base/memory.h"
#include "base/panic.h"

typedef struct Entry {
    struct Entry *next;
    uintptr_t object; /* inverted, until ready */
    void (*finalize)(void *object, void *data);
    void *data;
} Entry;

enum { FIRST_BUCKETS = 512 };

static struct {
    Entry **buckets;
    size_t capacity, count;
    Entry *ready, **ready_end;
    _Atomic(size_t) ready_count;
    _Atomic(void (*)(void)) notify;
} table;

static Entry **bucket_of(uintptr_t hidden) {
    return &table.buckets[(~hidden >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 20 & (table.capacity - 1)];
}

static bool grow(void) {
    Entry **old = table.buckets;
    size_t old_capacity = table.capacity, capacity = old_capacity ? old_capacity * 2 : FIRST_BUCKETS;
    Entry **buckets = system_map(capacity * sizeof(Entry *));
    if (!buckets) return old != NULL;
    table.buckets = buckets;
    table.capacity = capacity;
    for (size_t i = 0; i < old_capacity; i++) {
        for (Entry *entry = old[i], *next; entry; entry = next) {
            next = entry->next;
            Entry **bucket = bucket_of(entry->object);
            entry->next = *bucket;
            *bucket = entry;
        }
    }
    if (old) system_unmap(old, old_capacity * sizeof(Entry *));
    return true;
}

/* Where the entry of the object is, or the null at the end of its bucket. */
static Entry **find(void *object) {
    Entry **at = bucket_of(~(uintptr_t)object);
    while (*at && (*at)->object != ~(uintptr_t)object) at = &(*at)->next;
    return at;
}

static Entry *remove_entry(void *object) {
    HeapThread *thread = heap_lock();
    Entry **at = table.capacity ? find(object) : NULL, *entry = at ? *at : NULL;
    if (entry) {
        *at = entry->next;
        table.count--;
    }
    heap_unlock(thread);
    return entry;
}

static void insert_entry(Entry *entry) {
    HeapThread *thread = heap_lock();
    bool fits = table.count < table.capacity || grow();
    if (fits) {
        Entry **bucket = bucket_of(entry->object);
        entry->next = *bucket;
        *bucket = entry;
        table.count++;
    }
    heap_unlock(thread);
    if (!fits) panic_out_of_memory();
}

static void insert(void *object, void (*finalize)(void *object, void *data), void *data) {
    Entry *entry = memory_new_permanent(sizeof *entry);
    entry->object = ~(uintptr_t)object;
    entry->finalize = finalize;
    entry->data = data;
    insert_entry(entry);
}

void memory_set_finalizer(void *object, void (*finalize)(void *object, void *data), void *data) {
    Entry *old = remove_entry(object);
    if (old) memory_free_permanent(old);
    if (finalize && memory_is_collected(object)) insert(object, finalize, data);
}

typedef struct FinalizerChain {
    void (*before)(void *object, void *data);
    void *before_data;
    void (*then)(void *object, void *data);
    void *then_data;
} FinalizerChain;

static void finalize_chain(void *object, void *data) {
    FinalizerChain *chain = data;
    if (chain->before) chain->before(object, chain->before_data);
    chain->then(object, chain->then_data);
}

void memory_add_finalizer(void *object, void (*finalize)(void *object, void *data), void *data) {
    FinalizerChain *chain = memory_new(sizeof *chain);
    chain->then = finalize;
    chain->then_data = data;
    Entry *old = remove_entry(object);
    if (old) {
        chain->before = old->finalize;
        chain->before_data = old->data;
        memory_free_permanent(old);
    }
    if (memory_is_collected(object)) insert(object, finalize_chain, chain);
}

/* ---- The queue ---- */

static void make_ready(Entry **at) {
    Entry *entry = *at;
    *at = entry->next;
    table.count--;
    entry->object = ~entry->object;
    entry->next = NULL;
    if (!table.ready) table.ready_end = &table.ready;
    *table.ready_end = entry;
    table.ready_end = &entry->next;
    atomic_fetch_add_explicit(&table.ready_count, 1, memory_order_relaxed);
}

static void move_ready(Entry **at) {
    while (*at) {
        if (object_is_marked((void *)~(*at)->object)) at = &(*at)->next;
        else make_ready(at);
    }
}

bool finalizers_find_ready(void) {
    Entry **had_end = table.ready ? table.ready_end : &table.ready;
    for (size_t i = 0; i < table.capacity; i++) move_ready(&table.buckets[i]);
    for (Entry *entry = *had_end; entry; entry = entry->next) mark_object((void *)entry->object);
    mark_all();
    return *had_end != NULL;
}

bool memory_has_finalizers(void) {
    return atomic_load_explicit(&table.ready_count, memory_order_relaxed) != 0;
}

void memory_notify_finalizers(void (*notify)(void)) {
    atomic_store(&table.notify, notify);
}

void finalizers_notify(void) {
    void (*notify)(void) = atomic_load(&table.notify);
    if (notify) notify();
}

static Entry *take_ready(void) {
    HeapThread *thread = heap_lock();
    Entry *entry = table.ready;
    if (entry) {
        table.ready = entry->next;
        atomic_fetch_sub_explicit(&table.ready_count, 1, memory_order_relaxed);
    }
    heap_unlock(thread);
    return entry;
}

void memory_run_finalizers(void) {
    for (Entry *entry; (entry = take_ready());) {
        void *object = (void *)entry->object, *data = entry->data;
        void (*finalize)(void *object, void *data) = entry->finalize;
        memory_free_permanent(entry);
        finalize(object, data);
    }
}
