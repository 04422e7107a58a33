/* The process's table of names: open addressing under one mutex. Names are never forgotten. */
#include "syntax/intern.h"

#include "base/memory.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

typedef struct Entry {
    const char *text;
    size_t length;
    uint64_t hash;
} Entry;

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static Entry *entries;
static size_t capacity;
static size_t count;

static uint64_t hash_text(const char *text, size_t length) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    return hash ^ hash >> 29;
}

/* The entry of that text, or the free one where it belongs. */
static Entry *find(Entry *table, size_t size, const char *text, size_t length, uint64_t hash) {
    for (size_t i = hash & (size - 1);; i = (i + 1) & (size - 1)) {
        Entry *entry = &table[i];
        if (!entry->text) return entry;
        if (entry->hash == hash && entry->length == length && memcmp(entry->text, text, length) == 0) return entry;
    }
}

static void grow(void) {
    size_t size = capacity ? capacity * 2 : 1024;
    Entry *table = memory_new(size * sizeof *table);
    for (size_t i = 0; i < capacity; i++) {
        if (entries[i].text) *find(table, size, entries[i].text, entries[i].length, entries[i].hash) = entries[i];
    }
    entries = table;
    capacity = size;
}

const char *intern(const char *text, size_t length) {
    uint64_t hash = hash_text(text, length);
    pthread_mutex_lock(&guard);
    if (count * 2 >= capacity) grow();
    Entry *entry = find(entries, capacity, text, length, hash);
    if (!entry->text) {
        *entry = (Entry){memory_copy_text(text, length), length, hash};
        count++;
    }
    const char *name = entry->text;
    pthread_mutex_unlock(&guard);
    return name;
}
