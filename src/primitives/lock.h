// Mutual exclusion. Any task may release it. All zero is a free lock; nothing to destroy.
// A free lock may be taken past those who wait (barging); who has waited for a millisecond is handed the lock itself.
#ifndef PRIMITIVES_LOCK_H
#define PRIMITIVES_LOCK_H

#include "primitives/task.h"

typedef struct ThrLock {
    atomic_uint word; // bits, in lock.c
    ThrWaiters waiters;
    _Atomic(ThrTask *) owner; // who took it last; holds it if the word says so
    _Atomic(const void *) taken_at;
} ThrLock;

// THR_OK, THR_TIMEOUT, THR_INTERRUPTED, THR_STOPPED. THR_NOW tries once.
ThrStatus thr_lock_acquire(ThrTask *self, ThrLock *lock, int64_t deadline);
// THR_OK, or THR_NOT_HELD.
ThrStatus thr_lock_release(ThrTask *self, ThrLock *lock);
bool thr_lock_held(const ThrLock *lock);
unsigned thr_lock_waiting(const ThrLock *lock);

#endif
