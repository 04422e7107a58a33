// A reentrant lock: its owner may take it again, and releases it as often. All zero is free; nothing to destroy.
#ifndef PRIMITIVES_RLOCK_H
#define PRIMITIVES_RLOCK_H

#include "primitives/lock.h"

typedef struct ThrRLock {
    ThrLock lock;                 // its owner is the owner, and NULL while it is free
    _Atomic(unsigned long) count; // levels; written by the owner only
} ThrRLock;

// THR_OK, THR_TIMEOUT, THR_INTERRUPTED, THR_STOPPED; THR_TOO_MANY if the count overflows.
ThrStatus thr_rlock_acquire(ThrTask *self, ThrRLock *rlock, int64_t deadline);
// THR_OK, or THR_NOT_OWNER.
ThrStatus thr_rlock_release(ThrTask *self, ThrRLock *rlock);
// Gives up all levels at once (0: not the owner), and takes them back without minding interrupts: THR_OK or THR_STOPPED.
unsigned long thr_rlock_release_save(ThrTask *self, ThrRLock *rlock);
ThrStatus thr_rlock_acquire_restore(ThrTask *self, ThrRLock *rlock, unsigned long count);
bool thr_rlock_owned(const ThrTask *self, const ThrRLock *rlock);
ThrTask *thr_rlock_owner(const ThrRLock *rlock); // NULL: free
unsigned long thr_rlock_count(const ThrRLock *rlock);
unsigned thr_rlock_waiting(const ThrRLock *rlock);

#endif
