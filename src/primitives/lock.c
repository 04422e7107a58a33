// A lock is one word. Taking and releasing it is one atomic operation each while nobody waits.
//
// HELD    somebody holds it
// QUEUED  somebody waits in the queue (set and cleared under the guard; may be stale: nobody waits any more)
// WOKEN   a waiter has been woken to compete for the lock and has not yet got it or gone back into the queue
//
// A release with waiters frees the lock and wakes the first, who competes with whoever comes by: much faster than handing the
// lock to a sleeper, since the running ones go on running. While WOKEN is set, releases wake nobody else.
// A woken waiter who finds the lock held goes back to the front of the queue; after a millisecond of this it is `starved`, and
// the next release hands it the lock itself, HELD all the time. So the queue is first in, first out, and everybody gets on.
// Invariant: a free lock with waiters has WOKEN set. So nobody is left behind.
#include "primitives/lock.h"

#include "primitives/clock.h"
#include "primitives/internal.h"
#include "primitives/runtime_state.h"

enum { HELD = LOCK_HELD, QUEUED = 2, WOKEN = 4 };
enum { PATIENCE = 1000000 }; // nanoseconds
enum { LEAST_PAUSES = 256, MOST_PAUSES = 1024 };

// Takes the lock if it is free, waiters or not. `woken`: this is the one whom WOKEN stands for.
static bool try_take(ThrTask *self, ThrLock *lock, bool woken) {
    unsigned word = atomic_load_explicit(&lock->word, memory_order_relaxed);
    while (!(word & HELD)) {
        unsigned taken = (word | HELD) & ~(woken ? WOKEN : 0u);
        if (atomic_compare_exchange_weak_explicit(&lock->word, &word, taken, memory_order_acquire,
                                                  memory_order_relaxed)) {
            thr_lock_sign(self, lock);
            return true;
        }
    }
    return false;
}

// Looks again now and then before it waits, ever less often: every look takes the word's cache line away from the owner, and two
// tasks that alternate are many times slower than one that keeps the lock for a while.
static bool spin_and_take(ThrTask *self, ThrLock *lock, bool woken) {
    unsigned pauses = LEAST_PAUSES;
    for (unsigned looks = self->runtime->spins; looks > 0; looks--) {
        if (try_take(self, lock, woken)) return true;
        for (unsigned i = pauses; i > 0; i--) pause_briefly();
        if (pauses < MOST_PAUSES) pauses *= 2;
    }
    return try_take(self, lock, woken);
}

// Under the guard: leaves word that somebody waits. False: the lock has come free.
static bool announce(ThrLock *lock, bool woken) {
    unsigned word = atomic_load_explicit(&lock->word, memory_order_relaxed);
    while (word & HELD) {
        unsigned announced = (word | QUEUED) & ~(woken ? WOKEN : 0u);
        if (atomic_compare_exchange_weak_explicit(&lock->word, &word, announced, memory_order_relaxed,
                                                  memory_order_relaxed))
            return true;
    }
    return false;
}

static ThrStatus wait_and_take(ThrTask *self, ThrLock *lock, ThrWaitFor what, int64_t deadline) {
    ThrWaiter node = {0};
    const int64_t since = self->runtime->scheduler->now(self->runtime);
    bool woken = false;
    while (!spin_and_take(self, lock, woken)) {
        thr_waiters_lock(&lock->waiters);
        if (!announce(lock, woken)) {
            thr_waiters_unlock(&lock->waiters);
            continue;
        }
        (woken ? thr_waiters_push_front : thr_waiters_push)(&lock->waiters, &node, self);
        ThrStatus status = thr_waiters_wait(self, &lock->waiters, &node, what, deadline);
        if (status != THR_OK) {
            thr_waiters_unlock(&lock->waiters);
            return status;
        }
        if (node.handed) break;
        woken = true;
        node.starved = self->runtime->scheduler->now(self->runtime) - since > PATIENCE;
    }
    thr_lock_sign(self, lock);
    return THR_OK;
}

ThrStatus thr_lock_take(ThrTask *self, ThrLock *lock, ThrWaitFor what, int64_t deadline) {
    if (try_take(self, lock, false)) return THR_OK;
    if (thr_waiters_expired(self, deadline)) return THR_TIMEOUT;
    return wait_and_take(self, lock, what, deadline);
}

// Under the guard, when nobody is WOKEN: frees the lock and wakes the first to compete, or hands it over to him.
// False: the word has changed, look again.
static bool pass_on(ThrLock *lock, unsigned word, ThrWaiter **waiter) {
    ThrWaiter *first = lock->waiters.first;
    bool hand = first && first->starved;
    unsigned passed = (thr_waiters_count(&lock->waiters) > 1 ? QUEUED : 0u) | (hand ? HELD : first ? WOKEN : 0u);
    if (!atomic_compare_exchange_weak_explicit(&lock->word, &word, passed, memory_order_acq_rel, memory_order_relaxed))
        return false;
    *waiter = thr_waiters_pop(&lock->waiters);
    if (first) first->handed = hand;
    return true;
}

static ThrStatus release_to_waiters(ThrTask *self, ThrLock *lock) {
    ThrWaiter *waiter = NULL;
    ThrStatus status = THR_OK;
    thr_waiters_lock(&lock->waiters);
    for (bool done = false; !done;) {
        unsigned word = atomic_load_explicit(&lock->word, memory_order_relaxed);
        if (!(word & HELD)) {
            status = THR_NOT_HELD;
            done = true;
        } else if (word & WOKEN) {
            done = atomic_compare_exchange_weak_explicit(&lock->word, &word, word & ~(unsigned)HELD,
                                                         memory_order_release, memory_order_relaxed);
        } else {
            done = pass_on(lock, word, &waiter);
        }
    }
    thr_waiters_unlock(&lock->waiters);
    if (waiter) thr_waiters_wake(self, waiter);
    return status;
}

ThrStatus thr_lock_give(ThrTask *self, ThrLock *lock) {
    unsigned word = atomic_load_explicit(&lock->word, memory_order_relaxed);
    while (word & HELD) {
        if ((word & QUEUED) && !(word & WOKEN)) return release_to_waiters(self, lock);
        if (atomic_compare_exchange_weak_explicit(&lock->word, &word, word & ~(unsigned)HELD, memory_order_release,
                                                  memory_order_relaxed))
            return THR_OK;
    }
    return THR_NOT_HELD;
}

static __attribute__((noinline)) ThrStatus acquire_slowly(ThrTask *self, ThrLock *lock, int64_t deadline) {
    step(self, THR_ACTION_ACQUIRE, THR_KIND_LOCK, lock);
    ThrStatus status = thr_lock_take(self, lock, (ThrWaitFor){.kind = THR_KIND_LOCK, .object = lock}, deadline);
    return noticed(self, status, THR_ACTION_ACQUIRE, THR_KIND_LOCK, lock);
}

ThrStatus thr_lock_acquire(ThrTask *self, ThrLock *lock, int64_t deadline) {
    if (!watched(self) && thr_lock_try_take(self, lock)) return THR_OK;
    return acquire_slowly(self, lock, deadline);
}

static __attribute__((noinline)) ThrStatus release_slowly(ThrTask *self, ThrLock *lock) {
    step(self, THR_ACTION_RELEASE, THR_KIND_LOCK, lock);
    if (thr_lock_held(lock)) notice(self, THR_ACTION_RELEASE, THR_KIND_LOCK, lock);
    return thr_lock_give(self, lock);
}

ThrStatus thr_lock_release(ThrTask *self, ThrLock *lock) {
    if (!watched(self) && thr_lock_try_give(lock)) return THR_OK;
    return release_slowly(self, lock);
}

bool thr_lock_held(const ThrLock *lock) {
    return atomic_load_explicit(&lock->word, memory_order_acquire) & HELD;
}

unsigned thr_lock_waiting(const ThrLock *lock) {
    return thr_waiters_count(&lock->waiters);
}
