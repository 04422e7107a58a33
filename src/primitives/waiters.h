// A first-in-first-out queue of waiting tasks and the short guard of the primitive it belongs to.
// The struct is public because primitives embed it (all zero is empty); the functions are for src/primitives only.
//
// Protocol: lock the guard, look at the state; if the wait is needed, push a node that lives on the waiting task's stack
// and call thr_waiters_wait, which drops the guard and parks. A waker pops nodes under the guard, drops it, then calls
// thr_waiters_wake on each. Every popped node is woken exactly once, and its task does not return before that wake
// has arrived: a wake can never hit a later wait of the same task.
#ifndef PRIMITIVES_WAITERS_H
#define PRIMITIVES_WAITERS_H

#include "primitives/status.h"

#include <stdatomic.h>
#include <stdbool.h>

typedef struct ThrWaiter ThrWaiter;

typedef struct ThrWaiters {
    atomic_uint guard; // 0 free, 1 held
    atomic_uint count;
    ThrWaiter *first, *last;
    _Atomic(const char *) name; // optional, for reports
} ThrWaiters;

struct ThrWaiter {
    ThrTask *task;
    ThrWaiter *next, *previous;
    ThrStatus answer; // what the waker tells the waiter
    bool queued;      // still in the queue; under the guard
    bool forever;     // parked without a deadline
    bool starved;     // has waited too long, is to be handed the thing itself
    bool handed;      // has been; otherwise a woken waiter competes for it
    unsigned number;  // the primitive's own: a barrier's index
};

void thr_waiters_lock(ThrWaiters *waiters);
void thr_waiters_unlock(ThrWaiters *waiters);
void thr_waiters_push(ThrWaiters *waiters, ThrWaiter *node, ThrTask *task);
void thr_waiters_push_front(ThrWaiters *waiters, ThrWaiter *node, ThrTask *task);
// The first node or NULL. Answer it (node->answer) before the guard is dropped, wake it after.
ThrWaiter *thr_waiters_pop(ThrWaiters *waiters);
// Takes every node out, gives all the same answer, and returns them chained by `next`.
ThrWaiter *thr_waiters_pop_all(ThrWaiters *waiters, ThrStatus answer);

// What a wait is for: told to observers and to the deadlock report.
typedef struct ThrWaitFor {
    ThrKind kind;
    bool uninterruptible; // only for taking back the lock of a condition
    const void *object;
} ThrWaitFor;

// Called with the guard held and the node pushed. THR_OK: the node was popped and woken, its `answer` is valid, and the guard
// is free. THR_TIMEOUT, THR_INTERRUPTED, THR_STOPPED: the node has been taken out of the queue again, and the guard is HELD,
// so that the caller puts its own state right in the same step; he unlocks it.
ThrStatus thr_waiters_wait(ThrTask *self, ThrWaiters *waiters, ThrWaiter *node, ThrWaitFor what, int64_t deadline);
// A wait that nobody ends: THR_TIMEOUT at the deadline, else THR_INTERRUPTED or THR_STOPPED.
ThrStatus thr_waiters_sleep(ThrTask *self, int64_t deadline);
// Wakes the task of a popped node. Without the guard; the node is gone afterwards.
void thr_waiters_wake(ThrTask *self, ThrWaiter *node);
void thr_waiters_wake_all(ThrTask *self, ThrWaiter *chain); // NULL: none
// For a task that has ended, and may be gone: by the runtime alone, untold to observers.
void thr_waiters_wake_without_self(ThrRuntime *runtime, ThrWaiter *chain);
// True if a wait until this deadline would return at once.
bool thr_waiters_expired(ThrTask *self, int64_t deadline);

static inline unsigned thr_waiters_count(const ThrWaiters *waiters) {
    return atomic_load_explicit(&waiters->count, memory_order_acquire);
}

static inline void pause_briefly(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

#endif
