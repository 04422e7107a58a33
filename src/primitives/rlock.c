// A count around a lock, and the lock's owner, who takes his name off before he gives the lock up. Nobody else writes one's own
// name there, so `owner == self` needs no atomic read-modify-write: the reentrant paths are plain loads and stores.
#include "primitives/rlock.h"

#include "primitives/internal.h"
#include "primitives/runtime_state.h"

#include <limits.h>

static void set_count(ThrRLock *rlock, unsigned long count) {
    atomic_store_explicit(&rlock->count, count, memory_order_relaxed);
}

static ThrStatus take(ThrTask *self, ThrRLock *rlock, unsigned long count, ThrWaitFor what, int64_t deadline) {
    ThrStatus status =
        thr_lock_try_take(self, &rlock->lock) ? THR_OK : thr_lock_take(self, &rlock->lock, what, deadline);
    if (status == THR_OK) set_count(rlock, count);
    return status;
}

static void give(ThrTask *self, ThrRLock *rlock) {
    set_count(rlock, 0);
    atomic_store_explicit(&rlock->lock.owner, NULL, memory_order_relaxed);
    if (!thr_lock_try_give(&rlock->lock)) thr_lock_give(self, &rlock->lock);
}

static ThrStatus take_again(ThrRLock *rlock) {
    unsigned long count = thr_rlock_count(rlock);
    if (count == ULONG_MAX) return THR_TOO_MANY;
    set_count(rlock, count + 1);
    return THR_OK;
}

static inline ThrStatus acquire(ThrTask *self, ThrRLock *rlock, int64_t deadline) {
    if (thr_rlock_owned(self, rlock)) return take_again(rlock);
    return take(self, rlock, 1, (ThrWaitFor){.kind = THR_KIND_RLOCK, .object = rlock}, deadline);
}

ThrStatus thr_rlock_acquire(ThrTask *self, ThrRLock *rlock, int64_t deadline) {
    if (!watched(self)) return acquire(self, rlock, deadline);
    step(self, THR_ACTION_ACQUIRE, THR_KIND_RLOCK, rlock);
    return noticed(self, acquire(self, rlock, deadline), THR_ACTION_ACQUIRE, THR_KIND_RLOCK, rlock);
}

ThrStatus thr_rlock_release(ThrTask *self, ThrRLock *rlock) {
    if (!thr_rlock_owned(self, rlock)) return THR_NOT_OWNER;
    step_and_notice(self, THR_ACTION_RELEASE, THR_KIND_RLOCK, rlock);
    unsigned long count = thr_rlock_count(rlock);
    if (count > 1) set_count(rlock, count - 1);
    else give(self, rlock);
    return THR_OK;
}

unsigned long thr_rlock_release_save(ThrTask *self, ThrRLock *rlock) {
    if (!thr_rlock_owned(self, rlock)) return 0;
    notice(self, THR_ACTION_RELEASE, THR_KIND_RLOCK, rlock);
    unsigned long count = thr_rlock_count(rlock);
    give(self, rlock);
    return count;
}

ThrStatus thr_rlock_acquire_restore(ThrTask *self, ThrRLock *rlock, unsigned long count) {
    const ThrWaitFor what = {.kind = THR_KIND_RLOCK, .object = rlock, .uninterruptible = true};
    ThrStatus status = take(self, rlock, count, what, THR_FOREVER);
    return noticed(self, status, THR_ACTION_ACQUIRE, THR_KIND_RLOCK, rlock);
}

bool thr_rlock_owned(const ThrTask *self, const ThrRLock *rlock) {
    return thr_rlock_owner(rlock) == self;
}

ThrTask *thr_rlock_owner(const ThrRLock *rlock) {
    return atomic_load_explicit(&rlock->lock.owner, memory_order_relaxed);
}

unsigned long thr_rlock_count(const ThrRLock *rlock) {
    return atomic_load_explicit(&rlock->count, memory_order_relaxed);
}

unsigned thr_rlock_waiting(const ThrRLock *rlock) {
    return thr_lock_waiting(&rlock->lock);
}
