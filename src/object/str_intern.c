/* The process's table of interned strings: open addressing behind one pointer. Readers take no lock; a writer adds under a
   guard; growth publishes a new table. What is interned stays for ever. */
#include "object/str_core.h"

#include <string.h>

typedef struct InternTable {
    size_t capacity; /* a power of two */
    size_t count;    /* guarded */
    _Atomic(Str *) at[];
} InternTable;

static _Atomic(InternTable *) interned;
static Object guard;

static InternTable *table_new(size_t capacity) {
    InternTable *table = memory_new(sizeof *table + capacity * sizeof table->at[0]);
    table->capacity = capacity;
    return table;
}

/* The place of the text: where it is, or the first free one. */
static _Atomic(Str *) *table_find(InternTable *table, const Str *wanted, uint64_t hash) {
    size_t mask = table->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        Str *str = atomic_load_explicit(&table->at[i], memory_order_acquire);
        if (str == NULL) return &table->at[i];
        if (atomic_load_explicit(&str->hash, memory_order_relaxed) == hash && str_equal(str, wanted))
            return &table->at[i];
    }
}

static InternTable *table_grown(InternTable *old) {
    InternTable *table = table_new(old->capacity * 2);
    for (size_t i = 0; i < old->capacity; i++) {
        Str *str = atomic_load_explicit(&old->at[i], memory_order_relaxed);
        if (str != NULL) atomic_store_explicit(table_find(table, str, str_hash(str)), str, memory_order_relaxed);
    }
    table->count = old->count;
    atomic_store_explicit(&interned, table, memory_order_release);
    return table;
}

static Str *table_add(Str *str, uint64_t hash) {
    object_lock(&guard);
    InternTable *table = atomic_load_explicit(&interned, memory_order_acquire);
    if (table == NULL) {
        table = table_new(1024);
        atomic_store_explicit(&interned, table, memory_order_release);
    }
    if (table->count * 2 >= table->capacity) table = table_grown(table);
    _Atomic(Str *) *place = table_find(table, str, hash);
    Str *present = atomic_load_explicit(place, memory_order_relaxed);
    if (present == NULL) {
        atomic_fetch_or_explicit(&str->object.flags, STR_INTERNED, memory_order_relaxed);
        atomic_store_explicit(place, str, memory_order_release);
        table->count++;
        present = str;
    }
    object_unlock(&guard);
    return present;
}

static Str *find_interned(const Str *str, uint64_t hash) {
    InternTable *table = atomic_load_explicit(&interned, memory_order_acquire);
    if (table == NULL) return NULL;
    return atomic_load_explicit(table_find(table, str, hash), memory_order_acquire);
}

Str *str_interned(Str *str) {
    if (atomic_load_explicit(&str->object.flags, memory_order_relaxed) & STR_INTERNED) return str;
    uint64_t hash = str_hash(str);
    Str *present = find_interned(str, hash);
    if (present != NULL) return present;
    bool shares = atomic_load_explicit(&str->object.flags, memory_order_relaxed) & STR_SHARES;
    if (shares ||
        object_type(&str->object) != &str_type) { /* only exact strings with text of their own live in the table */
        Str *copy = str_allocate(str->bytes, str_is_ascii(str));
        memcpy(copy->text, str->text, str->bytes);
        copy->length = str->length;
        atomic_store_explicit(&copy->hash, hash, memory_order_relaxed);
        str = copy;
    }
    return table_add(str, hash);
}

Str *str_intern(const char *text, size_t bytes) {
    bool ascii = text_is_ascii(text, bytes);
    Str *str = str_allocate(bytes, ascii);
    memcpy(str->text, text, bytes);
    if (!ascii) str_finish(str);
    return str_interned(str);
}

Str *str_intern_text(const char *text) {
    return str_intern(text, strlen(text));
}
