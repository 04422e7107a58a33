// The queue, its guard, and the only place where tasks park.
#include "primitives/waiters.h"

#include "primitives/deadlock.h"
#include "primitives/runtime_state.h"

#include <sched.h>

enum { GUARD_SPINS = 64 };

// Held for a few dozen instructions and never across a call that blocks: who finds it held spins, then yields.
void thr_waiters_lock(ThrWaiters *waiters) {
    for (unsigned tries = 0; atomic_exchange_explicit(&waiters->guard, 1, memory_order_acquire); tries++) {
        if (tries < GUARD_SPINS) pause_briefly();
        else sched_yield();
    }
}

void thr_waiters_unlock(ThrWaiters *waiters) {
    atomic_store_explicit(&waiters->guard, 0, memory_order_release);
}

static void add_to_count(ThrWaiters *waiters, unsigned n) {
    atomic_store_explicit(&waiters->count, thr_waiters_count(waiters) + n, memory_order_release);
}

static void insert(ThrWaiters *waiters, ThrWaiter *node, ThrTask *task, ThrWaiter *previous, ThrWaiter *next) {
    node->task = task;
    node->answer = THR_OK;
    node->queued = true;
    node->forever = node->handed = false;
    node->previous = previous;
    node->next = next;
    *(previous ? &previous->next : &waiters->first) = node;
    *(next ? &next->previous : &waiters->last) = node;
    add_to_count(waiters, 1);
}

void thr_waiters_push(ThrWaiters *waiters, ThrWaiter *node, ThrTask *task) {
    insert(waiters, node, task, waiters->last, NULL);
}

void thr_waiters_push_front(ThrWaiters *waiters, ThrWaiter *node, ThrTask *task) {
    insert(waiters, node, task, NULL, waiters->first);
}

static void take_out(ThrWaiters *waiters, ThrWaiter *node) {
    *(node->previous ? &node->previous->next : &waiters->first) = node->next;
    *(node->next ? &node->next->previous : &waiters->last) = node->previous;
    node->next = node->previous = NULL;
    node->queued = false;
    add_to_count(waiters, -1u);
}

ThrWaiter *thr_waiters_pop(ThrWaiters *waiters) {
    ThrWaiter *node = waiters->first;
    if (node) take_out(waiters, node);
    return node;
}

ThrWaiter *thr_waiters_pop_all(ThrWaiters *waiters, ThrStatus answer) {
    ThrWaiter *chain = waiters->first;
    for (ThrWaiter *node = chain; node; node = node->next) {
        node->queued = false;
        node->answer = answer;
    }
    waiters->first = waiters->last = NULL;
    atomic_store_explicit(&waiters->count, 0, memory_order_release);
    return chain;
}

static void wake(ThrRuntime *runtime, ThrWaiter *node) {
    if (node->forever) thr_deadlock_runs_again(runtime);
    runtime->scheduler->unpark(node->task, THR_SIGNAL_WAKE);
}

void thr_waiters_wake(ThrTask *self, ThrWaiter *node) {
    notice(self, THR_ACTION_UNPARK, THR_KIND_TASK, node->task);
    wake(self->runtime, node);
}

void thr_waiters_wake_all(ThrTask *self, ThrWaiter *chain) {
    while (chain) {
        ThrWaiter *next = chain->next; // the node is gone once its task is awake
        thr_waiters_wake(self, chain);
        chain = next;
    }
}

void thr_waiters_wake_without_self(ThrRuntime *runtime, ThrWaiter *chain) {
    while (chain) {
        ThrWaiter *next = chain->next;
        wake(runtime, chain);
        chain = next;
    }
}

bool thr_waiters_expired(ThrTask *self, int64_t deadline) {
    if (deadline == THR_NOW || deadline == THR_FOREVER) return deadline == THR_NOW;
    return deadline <= self->runtime->scheduler->now(self->runtime);
}

static void tell_wait(ThrTask *self, ThrWaitFor what, int64_t deadline) {
    unsigned version = atomic_load_explicit(&self->wait.version, memory_order_relaxed);
    atomic_store_explicit(&self->wait.version, version + 1, memory_order_relaxed);
    atomic_store_explicit(&self->wait.object, what.object, memory_order_release);
    atomic_store_explicit(&self->wait.kind, what.kind, memory_order_release);
    atomic_store_explicit(&self->wait.deadline, deadline, memory_order_release);
    atomic_store_explicit(&self->wait.version, version + 2, memory_order_release);
    if (what.kind != THR_KIND_NONE) atomic_store(&self->wait.uninterruptible, what.uninterruptible);
}

// An interrupt that ended a wait is used up by it, once the task is counted as running again.
static void take_signal(ThrTask *self, ThrStatus status) {
    if (status == THR_INTERRUPTED) atomic_fetch_and(&self->signals, ~(unsigned)THR_SIGNAL_INTERRUPT);
}

// Popped by a waker: its wake is on the way or there already, and nothing else may end this.
static void receive_wake(ThrTask *self) {
    self->runtime->scheduler->park(self, THR_FOREVER, THR_SIGNAL_WAKE);
}

static ThrStatus park(ThrTask *self, ThrWaitFor what, bool forever, int64_t deadline) {
    unsigned mask = THR_SIGNAL_STOP | (what.uninterruptible ? 0 : THR_SIGNAL_INTERRUPT);
    if (what.kind != THR_KIND_SLEEP) mask |= THR_SIGNAL_WAKE;
    notice(self, THR_ACTION_WAIT, what.kind, what.object);
    if (forever) thr_deadlock_waits(self->runtime);
    return self->runtime->scheduler->park(self, deadline, mask);
}

ThrStatus thr_waiters_wait(ThrTask *self, ThrWaiters *waiters, ThrWaiter *node, ThrWaitFor what, int64_t deadline) {
    bool popped = !node->queued; // already: then the node is read by its waker, and not ours to write
    bool forever = deadline == THR_FOREVER && !popped;
    if (!popped) node->forever = forever;
    tell_wait(self, what, deadline);
    thr_waiters_unlock(waiters);
    ThrStatus status = popped ? THR_TIMEOUT : park(self, what, forever, deadline);
    if (status != THR_OK) {
        thr_waiters_lock(waiters);
        if (node->queued) {
            take_out(waiters, node);
            if (forever) thr_deadlock_runs_again(self->runtime);
            take_signal(self, status);
        } else {
            thr_waiters_unlock(waiters);
            receive_wake(self);
            status = THR_OK;
        }
    }
    tell_wait(self, (ThrWaitFor){.kind = THR_KIND_NONE}, THR_FOREVER);
    notice(self, THR_ACTION_WAKE, what.kind, what.object);
    return status;
}

ThrStatus thr_waiters_sleep(ThrTask *self, int64_t deadline) {
    const ThrWaitFor what = {.kind = THR_KIND_SLEEP};
    bool forever = deadline == THR_FOREVER;
    tell_wait(self, what, deadline);
    ThrStatus status = park(self, what, forever, deadline);
    if (forever) thr_deadlock_runs_again(self->runtime);
    take_signal(self, status);
    tell_wait(self, (ThrWaitFor){.kind = THR_KIND_NONE}, THR_FOREVER);
    notice(self, THR_ACTION_WAKE, what.kind, what.object);
    return status;
}
