/* The head of every heap object, and the word store that containers and slots are made of.

   An object's shape is a number that says all about its layout that a cache needs: which type it has and, for instances
   of classes, how many attribute slots. Equal shape numbers mean equal type and layout; types hand shapes out. */
#ifndef OBJECT_OBJECT_H
#define OBJECT_OBJECT_H

#include "base/memory.h"
#include "object/value.h"

#include <stdatomic.h>
#include <sys/single_threaded.h>

struct Object {
    _Atomic(Type *) type;
    _Atomic(uint32_t) shape;
    atomic_uchar lock;  /* held by a writer of this object, for a few instructions (object_lock) */
    atomic_uchar flags; /* meaning told by the type */
    uint8_t extent;     /* instances: how many attribute slots follow */
    atomic_uchar mark;  /* instances: the slot given a value last, or what the order of attributes needs (shape.h) */
};

/* A word that threads share: a variable, a slot, an element. A store publishes what the value points to. */
typedef _Atomic(Value) Word;

static inline Value word_load(Word *word) {
    return atomic_load_explicit(word, memory_order_acquire);
}

static inline void word_store(Word *word, Value value) {
    atomic_store_explicit(word, value, memory_order_release);
}

/* A new object of the type's instance_size + extra bytes, zeroed behind its head. object_new_plain: one that the
   collector need not look into (its type is found elsewhere: only for static types). */
void *object_new(Type *type, size_t size);
void *object_new_plain(Type *type, size_t size);

/* The writer's lock of one object: a spin on one byte, for a few instructions that call nothing of the language. */
void object_lock_contended(Object *object);

/* As long as the process has had one thread only, nobody can hold it. */
static inline void object_lock(Object *object) {
    if (__libc_single_threaded) atomic_store_explicit(&object->lock, 1, memory_order_relaxed);
    else if (atomic_exchange_explicit(&object->lock, 1, memory_order_acquire) != 0) object_lock_contended(object);
}

/* Whether it was free, and now is the caller's. */
static inline bool object_try_lock(Object *object) {
    return atomic_exchange_explicit(&object->lock, 1, memory_order_acquire) == 0;
}

static inline void object_unlock(Object *object) {
    atomic_store_explicit(&object->lock, 0, memory_order_release);
}

/* A number that only the holder of the lock changes, while others read it. */
static inline void count_change(_Atomic(size_t) *count, size_t change) {
    atomic_store_explicit(count, atomic_load_explicit(count, memory_order_relaxed) + change, memory_order_relaxed);
}

static inline Type *object_type(const Object *object) {
    return atomic_load_explicit(&((Object *)(uintptr_t)object)->type, memory_order_relaxed);
}

static inline uint32_t object_shape(const Object *object) {
    return atomic_load_explicit(&((Object *)(uintptr_t)object)->shape, memory_order_relaxed);
}

/* The type of any value. UNBOUND and RAISED have none. */
Type *value_type(Value value);

/* value_type(value) == type, without calling for heap objects. */
static inline bool value_has_type(Value value, const Type *type) {
    return value_is_object(value) && object_type(value_object(value)) == type;
}

/* Whether it is an instance of the type or of a subtype (what isinstance answers without __instancecheck__). */
bool value_is_instance(Value value, const Type *type);

#endif
