/* Numbers for objects: a table by address whose entries know when the object that had the address is gone. */
#include "object/identity.h"

#include "object/list.h"

typedef struct Identity {
    const void *address;
    MemoryLink *link; /* null: not collected memory, never gone */
    uint64_t number;
} Identity;

struct Identities {
    Identity *entries; /* open addressing; a null address is free */
    size_t capacity;   /* a power of two */
    size_t used;       /* those of objects that are gone included */
    uint64_t count;    /* numbers handed out */
    List *kept;
};

enum { CAPACITY = 64, SPACING = 48 };
static const uint64_t first_number = UINT64_C(0x7f0000000000); /* looks like an address */

Identities *identities_new(void) {
    Identities *identities = memory_new(sizeof *identities);
    identities->capacity = CAPACITY;
    identities->entries = memory_new(CAPACITY * sizeof(Identity));
    identities->kept = list_new(0);
    return identities;
}

List *identities_kept(Identities *identities) {
    return identities->kept;
}

static bool is_gone(const Identity *entry) {
    return entry->link != NULL && memory_link_get(entry->link) == NULL;
}

/* The entry of the address, or the free one where it belongs. */
static Identity *find(const Identities *identities, const void *address) {
    size_t mask = identities->capacity - 1;
    size_t i = ((uintptr_t)address >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 20 & mask;
    while (identities->entries[i].address != NULL && identities->entries[i].address != address) i = (i + 1) & mask;
    return &identities->entries[i];
}

static void grow(Identities *identities) {
    Identity *old = identities->entries;
    size_t old_capacity = identities->capacity, alive = 0;
    for (size_t i = 0; i < old_capacity; i++) {
        if (old[i].address != NULL && is_gone(&old[i])) old[i].address = NULL;
        alive += old[i].address != NULL;
    }
    while (identities->capacity < alive * 4) identities->capacity *= 2;
    identities->entries = memory_new(identities->capacity * sizeof(Identity));
    identities->used = alive;
    for (size_t i = 0; i < old_capacity; i++)
        if (old[i].address != NULL) *find(identities, old[i].address) = old[i];
}

static uint64_t next_number(Identities *identities) {
    return first_number + SPACING * ++identities->count;
}

void *identity_numbered(Identities *identities, const void *object) {
    if (identities->used * 2 >= identities->capacity) grow(identities);
    Identity *entry = find(identities, object);
    if (entry->address == NULL) identities->used++;
    if (entry->address == NULL || is_gone(entry)) {
        void *owned = (void *)(uintptr_t)object;
        MemoryLink *link = memory_is_collected(owned) ? memory_link_new(owned) : NULL;
        *entry = (Identity){object, link, next_number(identities)};
    }
    return (void *)(uintptr_t)entry->number;
}
