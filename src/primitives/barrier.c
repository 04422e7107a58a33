// A barrier is the queue of those who have arrived; the last one empties it. All state is under the guard of that queue.
// While the leader runs the action, newcomers wait in a second queue, then arrive anew.
#include "primitives/barrier.h"

#include "primitives/runtime_state.h"

void thr_barrier_init(ThrBarrier *barrier, unsigned parties, bool has_action) {
    *barrier = (ThrBarrier){.parties = parties, .has_action = has_action};
}

static ThrWaitFor waiting_for(const ThrBarrier *barrier) {
    return (ThrWaitFor){.kind = THR_KIND_BARRIER, .object = barrier};
}

// Takes everybody out of both queues; what they are told. Under the guard; the two chains are woken after.
typedef struct Crowd {
    ThrWaiter *arrived, *late;
} Crowd;

static Crowd dismiss(ThrBarrier *barrier, ThrStatus answer) {
    barrier->leader = NULL;
    thr_waiters_lock(&barrier->late);
    Crowd crowd = {thr_waiters_pop_all(&barrier->waiters, answer), thr_waiters_pop_all(&barrier->late, THR_OK)};
    thr_waiters_unlock(&barrier->late);
    return crowd;
}

static void unlock_and_wake(ThrTask *self, ThrBarrier *barrier, Crowd crowd) {
    thr_waiters_unlock(&barrier->waiters);
    thr_waiters_wake_all(self, crowd.arrived);
    thr_waiters_wake_all(self, crowd.late);
}

// Called with the guard; comes back with it. Until no action runs: the deadline is for the meeting that comes after.
static ThrStatus wait_for_leader(ThrTask *self, ThrBarrier *barrier) {
    while (barrier->leader) {
        ThrWaiter node;
        thr_waiters_lock(&barrier->late);
        thr_waiters_push(&barrier->late, &node, self);
        thr_waiters_unlock(&barrier->waiters);
        ThrStatus status = thr_waiters_wait(self, &barrier->late, &node, waiting_for(barrier), THR_FOREVER);
        if (status != THR_OK) thr_waiters_unlock(&barrier->late);
        thr_waiters_lock(&barrier->waiters);
        if (status != THR_OK) return status;
    }
    return THR_OK;
}

// Called with the guard, which is dropped. A timeout breaks the barrier for all.
static ThrStatus give_up(ThrTask *self, ThrBarrier *barrier, ThrStatus status) {
    if (status != THR_TIMEOUT) {
        thr_waiters_unlock(&barrier->waiters);
        return status;
    }
    barrier->broken = true;
    unlock_and_wake(self, barrier, dismiss(barrier, THR_BROKEN));
    return THR_BROKEN;
}

static ThrStatus meet(ThrTask *self, ThrBarrier *barrier) {
    if (barrier->has_action) {
        barrier->leader = self;
        thr_waiters_unlock(&barrier->waiters);
        return THR_LEADER;
    }
    unlock_and_wake(self, barrier, dismiss(barrier, THR_OK));
    return THR_OK;
}

// Called with the guard. Once all have come, no deadline matters any more: the action decides.
static ThrStatus wait_for_others(ThrTask *self, ThrBarrier *barrier, int64_t deadline) {
    for (;;) {
        ThrWaiter node;
        thr_waiters_push(&barrier->waiters, &node, self);
        ThrStatus status = thr_waiters_wait(self, &barrier->waiters, &node, waiting_for(barrier), deadline);
        if (status == THR_OK) return node.answer;
        if (status != THR_TIMEOUT || !barrier->leader) return give_up(self, barrier, status);
        deadline = THR_FOREVER;
    }
}

static ThrStatus arrive(ThrTask *self, ThrBarrier *barrier, int64_t deadline, unsigned *index) {
    thr_waiters_lock(&barrier->waiters);
    ThrStatus status = wait_for_leader(self, barrier);
    if (status != THR_OK) return give_up(self, barrier, status);
    if (barrier->broken) {
        thr_waiters_unlock(&barrier->waiters);
        return THR_BROKEN;
    }
    *index = thr_waiters_count(&barrier->waiters);
    if (*index + 1 >= barrier->parties) return meet(self, barrier);
    return wait_for_others(self, barrier, deadline);
}

ThrStatus thr_barrier_wait(ThrTask *self, ThrBarrier *barrier, int64_t deadline, unsigned *index) {
    step_and_notice(self, THR_ACTION_ARRIVE, THR_KIND_BARRIER, barrier);
    return noticed(self, arrive(self, barrier, deadline, index), THR_ACTION_PASS, THR_KIND_BARRIER, barrier);
}

ThrStatus thr_barrier_release(ThrTask *self, ThrBarrier *barrier) {
    thr_waiters_lock(&barrier->waiters);
    if (barrier->leader != self) {
        thr_waiters_unlock(&barrier->waiters);
        return THR_BROKEN;
    }
    unlock_and_wake(self, barrier, dismiss(barrier, THR_OK));
    notice(self, THR_ACTION_PASS, THR_KIND_BARRIER, barrier);
    return THR_OK;
}

void thr_barrier_reset(ThrTask *self, ThrBarrier *barrier) {
    step_and_notice(self, THR_ACTION_BREAK, THR_KIND_BARRIER, barrier);
    thr_waiters_lock(&barrier->waiters);
    barrier->broken = false;
    if (barrier->leader) thr_waiters_unlock(&barrier->waiters);
    else unlock_and_wake(self, barrier, dismiss(barrier, THR_BROKEN));
}

void thr_barrier_abort(ThrTask *self, ThrBarrier *barrier) {
    step_and_notice(self, THR_ACTION_BREAK, THR_KIND_BARRIER, barrier);
    thr_waiters_lock(&barrier->waiters);
    barrier->broken = true;
    unlock_and_wake(self, barrier, dismiss(barrier, THR_BROKEN));
}

unsigned thr_barrier_waiting(ThrBarrier *barrier) {
    thr_waiters_lock(&barrier->waiters);
    unsigned count = barrier->leader ? 0 : thr_waiters_count(&barrier->waiters);
    thr_waiters_unlock(&barrier->waiters);
    return count;
}

bool thr_barrier_broken(ThrBarrier *barrier) {
    thr_waiters_lock(&barrier->waiters);
    bool broken = barrier->broken;
    thr_waiters_unlock(&barrier->waiters);
    return broken;
}
