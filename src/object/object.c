/* Object heads, and the type of every kind of value word. */
#include "object/object.h"

#include "object/float.h"
#include "object/int.h"
#include "object/none.h"

#include <sched.h>

static Type *immediate_type(Value value) {
    if (value_is_small_int(value)) return &int_type;
    if (value_is_float(value)) return &float_type;
    if (value_is_bool(value)) return &bool_type;
    if (value == NONE) return &none_type;
    return value == ELLIPSIS ? &ellipsis_type : &not_implemented_type;
}

Type *value_type(Value value) {
    return value_is_object(value) ? object_type(value_object(value)) : immediate_type(value);
}

bool value_is_instance(Value value, const Type *type) {
    return type_is_subtype(value_type(value), type);
}

static void *object_start(Object *object, Type *type) {
    atomic_store_explicit(&object->shape, atomic_load_explicit(&type->instance_shape, memory_order_relaxed),
                          memory_order_relaxed);
    atomic_store_explicit(&object->type, type, memory_order_relaxed);
    return object;
}

void *object_new(Type *type, size_t size) {
    return object_start(memory_new(size), type);
}

void *object_new_plain(Type *type, size_t size) {
    return object_start(memory_new_plain(size), type);
}

static inline void pause_briefly(unsigned rounds) {
    for (unsigned i = 0; i < rounds; i++) {
#if defined(__x86_64__)
        __builtin_ia32_pause();
#elif defined(__aarch64__)
        __asm__ volatile("yield");
#endif
    }
}

/* Waits longer and longer, so that the holder gets several operations done before the line with the lock moves over. */
void object_lock_contended(Object *object) {
    enum { FIRST = 8, MOST = 512 };
    for (unsigned rounds = FIRST;; rounds *= 2) {
        pause_briefly(rounds);
        if (atomic_load_explicit(&object->lock, memory_order_relaxed) == 0 &&
            atomic_exchange_explicit(&object->lock, 1, memory_order_acquire) == 0)
            return;
        if (rounds < MOST) continue;
        rounds = FIRST;
        sched_yield(); /* its holder may be off the processor */
    }
}
