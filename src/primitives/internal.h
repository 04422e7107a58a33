// Parts of one primitive that another is made of, without steps and notices; for src/primitives only.
#ifndef PRIMITIVES_INTERNAL_H
#define PRIMITIVES_INTERNAL_H

#include "primitives/event.h"
#include "primitives/lock.h"

enum { LOCK_HELD = 1 }; // the other bits of its word: lock.c

static inline void thr_lock_sign(ThrTask *self, ThrLock *lock) {
    atomic_store_explicit(&lock->owner, self, memory_order_relaxed);
    atomic_store_explicit(&lock->taken_at, thr_task_site(self), memory_order_relaxed);
}

// The fast paths: a lock that is free and that nobody waits for, and back. False: take or give it.
static inline bool thr_lock_try_take(ThrTask *self, ThrLock *lock) {
    unsigned word = 0;
    if (!atomic_compare_exchange_strong_explicit(&lock->word, &word, LOCK_HELD, memory_order_acquire,
                                                 memory_order_relaxed))
        return false;
    thr_lock_sign(self, lock);
    return true;
}
static inline bool thr_lock_try_give(ThrLock *lock) {
    unsigned word = LOCK_HELD;
    return atomic_compare_exchange_strong_explicit(&lock->word, &word, 0, memory_order_release, memory_order_relaxed);
}

// `what` is told to reports as the thing waited for.
ThrStatus thr_lock_take(ThrTask *self, ThrLock *lock, ThrWaitFor what, int64_t deadline);
ThrStatus thr_lock_give(ThrTask *self, ThrLock *lock);
ThrStatus thr_event_wait_for(ThrTask *self, ThrEvent *event, ThrWaitFor what, int64_t deadline);
void thr_event_set_unseen(ThrTask *self, ThrEvent *event);
void thr_local_drop_all(ThrTask *self); // when the task ends

#endif
