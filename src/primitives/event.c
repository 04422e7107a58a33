// An event is one word: SET, or QUEUED if somebody waits. A wait for a set event only reads; setting one that nobody waits for is
// one atomic operation. With waiters, setting it and letting them go is one step under the guard.
#include "primitives/event.h"

#include "primitives/internal.h"
#include "primitives/runtime_state.h"

enum { SET = 1, QUEUED = 2 };

static bool try_set(ThrEvent *event) {
    unsigned word = atomic_load_explicit(&event->word, memory_order_relaxed);
    while (!(word & QUEUED))
        if (atomic_compare_exchange_weak_explicit(&event->word, &word, SET, memory_order_release, memory_order_relaxed))
            return true;
    return false;
}

static void set_and_wake(ThrTask *self, ThrEvent *event) {
    thr_waiters_lock(&event->waiters);
    atomic_store_explicit(&event->word, SET, memory_order_release);
    ThrWaiter *chain = thr_waiters_pop_all(&event->waiters, THR_OK);
    thr_waiters_unlock(&event->waiters);
    thr_waiters_wake_all(self, chain);
}

void thr_event_set_unseen(ThrTask *self, ThrEvent *event) {
    if (!try_set(event)) set_and_wake(self, event);
}

void thr_event_set(ThrTask *self, ThrEvent *event) {
    step_and_notice(self, THR_ACTION_SET, THR_KIND_EVENT, event);
    thr_event_set_unseen(self, event);
}

void thr_event_clear(ThrTask *self, ThrEvent *event) {
    step_and_notice(self, THR_ACTION_CLEAR, THR_KIND_EVENT, event);
    atomic_fetch_and_explicit(&event->word, ~(unsigned)SET, memory_order_acq_rel);
}

bool thr_event_is_set(const ThrEvent *event) {
    return atomic_load_explicit(&event->word, memory_order_acquire) & SET;
}

// Under the guard: leaves word that somebody waits. False: it is set.
static bool announce(ThrEvent *event) {
    unsigned word = atomic_load_explicit(&event->word, memory_order_acquire);
    while (!(word & SET))
        if (atomic_compare_exchange_weak_explicit(&event->word, &word, QUEUED, memory_order_acquire,
                                                  memory_order_acquire))
            return true;
    return false;
}

ThrStatus thr_event_wait_for(ThrTask *self, ThrEvent *event, ThrWaitFor what, int64_t deadline) {
    if (thr_event_is_set(event)) return THR_OK;
    if (thr_waiters_expired(self, deadline)) return THR_TIMEOUT;
    ThrWaiter node;
    ThrStatus status = THR_OK;
    thr_waiters_lock(&event->waiters);
    if (announce(event)) {
        thr_waiters_push(&event->waiters, &node, self);
        status = thr_waiters_wait(self, &event->waiters, &node, what, deadline);
        if (status == THR_OK) return THR_OK;
    }
    thr_waiters_unlock(&event->waiters);
    return status;
}

ThrStatus thr_event_wait(ThrTask *self, ThrEvent *event, int64_t deadline) {
    if (!watched(self) && thr_event_is_set(event)) return THR_OK;
    step(self, THR_ACTION_PASS, THR_KIND_EVENT, event);
    ThrStatus status = thr_event_wait_for(self, event, (ThrWaitFor){.kind = THR_KIND_EVENT, .object = event}, deadline);
    return noticed(self, status, THR_ACTION_PASS, THR_KIND_EVENT, event);
}

unsigned thr_event_waiting(const ThrEvent *event) {
    return thr_waiters_count(&event->waiters);
}
