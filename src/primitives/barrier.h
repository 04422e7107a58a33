// A meeting point for a fixed number of tasks, used again and again; a timeout, reset or abort breaks it for all who wait.
//
//   status = thr_barrier_wait(self, barrier, deadline, &index);
//   if (status == THR_LEADER)                        // only if initialised with an action
//       status = act() ? thr_barrier_release(self, barrier) : (thr_barrier_abort(self, barrier), ...the action's failure...);
#ifndef PRIMITIVES_BARRIER_H
#define PRIMITIVES_BARRIER_H

#include "primitives/task.h"

typedef struct ThrBarrier {
    ThrWaiters waiters; // those who have arrived
    ThrWaiters late;    // those who came while the action runs; under the guard of `waiters`
    unsigned parties;
    bool has_action;
    bool broken;     // under the guard, as is the next
    ThrTask *leader; // runs the action; NULL: nobody does
} ThrBarrier;

// parties >= 1.
void thr_barrier_init(ThrBarrier *barrier, unsigned parties, bool has_action);
// THR_OK: all have come; *index is the order of arrival, 0 to parties - 1. THR_LEADER: see above; the others wait on.
// THR_BROKEN: broken before or while waiting, by one's own timeout too. THR_INTERRUPTED, THR_STOPPED: not counted any more.
ThrStatus thr_barrier_wait(ThrTask *self, ThrBarrier *barrier, int64_t deadline, unsigned *index);
// The leader lets the others go. THR_OK, or THR_BROKEN if the barrier was aborted meanwhile.
ThrStatus thr_barrier_release(ThrTask *self, ThrBarrier *barrier);
// Those who wait: THR_BROKEN; then as new. Those whose action runs have met already: they are left alone.
void thr_barrier_reset(ThrTask *self, ThrBarrier *barrier);
void thr_barrier_abort(ThrTask *self,
                       ThrBarrier *barrier);       // those who wait: THR_BROKEN; and so all who come, until reset
unsigned thr_barrier_waiting(ThrBarrier *barrier); // n_waiting: 0 while the action runs
bool thr_barrier_broken(ThrBarrier *barrier);

#endif
