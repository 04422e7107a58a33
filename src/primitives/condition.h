// A condition over a lock or a reentrant lock: wait gives the lock up and takes it back, whatever ended the wait. First in, first
// out, and no spurious wake-ups. Nothing to destroy.
#ifndef PRIMITIVES_CONDITION_H
#define PRIMITIVES_CONDITION_H

#include "primitives/lock.h"
#include "primitives/rlock.h"

typedef struct ThrCondition {
    ThrWaiters waiters;
    ThrLock *lock; // at most one of the two is given
    ThrRLock *rlock;
} ThrCondition;

void thr_condition_init(ThrCondition *condition, ThrLock *lock);
void thr_condition_init_rlock(ThrCondition *condition, ThrRLock *rlock);

// THR_OK (notified), THR_TIMEOUT, THR_INTERRUPTED: the lock is held again, all its levels. THR_STOPPED: it may not be.
// THR_NOT_HELD: the lock is not held (a plain lock: by anybody; a reentrant one: by this task); nothing happened.
ThrStatus thr_condition_wait(ThrTask *self, ThrCondition *condition, int64_t deadline);
// Wakes up to n tasks, the longest waiting first. THR_OK or THR_NOT_HELD.
ThrStatus thr_condition_notify(ThrTask *self, ThrCondition *condition, unsigned n);
ThrStatus thr_condition_notify_all(ThrTask *self, ThrCondition *condition);
bool thr_condition_owned(const ThrTask *self, const ThrCondition *condition);
unsigned thr_condition_waiting(const ThrCondition *condition);

// The two halves of wait, for a host whose lock is an object of its own (initialise with a NULL lock; nothing is checked
// then): enqueue, give the lock up, park, take the lock back.
//   ThrWaiter node; thr_condition_enqueue(self, c, &node); ...release...; status = thr_condition_park(self, c, &node, deadline);
// Every enqueued node must be parked (with THR_NOW, if the release failed).
void thr_condition_enqueue(ThrTask *self, ThrCondition *condition, ThrWaiter *node);
ThrStatus thr_condition_park(ThrTask *self, ThrCondition *condition, ThrWaiter *node, int64_t deadline);

#endif
