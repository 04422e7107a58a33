/* What tells one object from another where a script can see it: id(), hashes by identity, "object at 0x…".

   Usually that is the address. A program whose runs must repeat exactly has Identities instead: objects are numbered in the order
   in which somebody asks, and keep nothing alive by that. */
#ifndef OBJECT_IDENTITY_H
#define OBJECT_IDENTITY_H

#include "object/thread.h"
#include "object/type.h"

typedef struct Identities Identities;

Identities *identities_new(void);

/* Instances of classes with __del__, in the order of their making: what the collector finds when cannot be repeated, so
   they are kept until the end of the program. */
List *identities_kept(Identities *identities);

/* An address or what stands for one: to be printed by %p or hashed, never to be followed. */
void *identity_numbered(Identities *identities, const void *object);

static inline void *identity_of(const Thread *thread, const void *object) {
    if (__builtin_expect(thread->identities == NULL, 1)) return (void *)(uintptr_t)object;
    return identity_numbered(thread->identities, object);
}

/* The same of any value; one that is no object is its own. */
static inline void *value_identity(const Thread *thread, Value value) {
    return value_is_object(value) ? identity_of(thread, value_object(value)) : (void *)(uintptr_t)value_bits(value);
}

static inline uint64_t value_identity_hash(const Thread *thread, Value value) {
    return (uint64_t)(uintptr_t)value_identity(thread, value) >> 4;
}

#endif
