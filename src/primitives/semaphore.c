// A semaphore is one word: twice the value, plus QUEUED if somebody waits. One atomic operation each way while nobody does.
//
// A release with waiters adds to the value and wakes as many waiters as there are units, to compete with whoever comes by; a
// waiter who loses goes back to the front of the queue, and after a millisecond he is `starved`: handed the next unit.
// `awake` counts the woken who have not been served yet. Invariant, whenever the guard is free: nobody waits,
// or at least as many are awake as there are units. QUEUED is set and cleared under the guard, and may be stale.
#include "primitives/semaphore.h"

#include "primitives/clock.h"
#include "primitives/runtime_state.h"

enum { QUEUED = 1, UNIT = 2 };
enum { PATIENCE = 1000000 }; // nanoseconds
enum { PAUSES = 64 };

static void init(ThrSemaphore *semaphore, int64_t value, int64_t bound) {
    *semaphore = (ThrSemaphore){.bound = bound};
    atomic_store_explicit(&semaphore->word, value * UNIT, memory_order_release);
}

void thr_semaphore_init(ThrSemaphore *semaphore, int64_t value) {
    init(semaphore, value, -1);
}

void thr_semaphore_init_bounded(ThrSemaphore *semaphore, int64_t value) {
    init(semaphore, value, value);
}

// After somebody else has been quicker, who is about to do so again: two cores that take the word from each other at every operation
// are many times slower than each of them alone, so they should do it seldom.
static __attribute__((noinline)) int64_t look_later(const ThrSemaphore *semaphore) {
    for (int i = 0; i < PAUSES; i++) pause_briefly();
    return atomic_load_explicit(&semaphore->word, memory_order_relaxed);
}

static bool try_take(ThrSemaphore *semaphore) {
    int64_t word = atomic_load_explicit(&semaphore->word, memory_order_relaxed);
    for (; word >= UNIT; word = look_later(semaphore))
        if (atomic_compare_exchange_weak_explicit(&semaphore->word, &word, word - UNIT, memory_order_acquire,
                                                  memory_order_relaxed))
            return true;
    return false;
}

// Under the guard: leaves word that somebody waits. False: there is a unit.
static bool announce(ThrSemaphore *semaphore) {
    int64_t word = atomic_load_explicit(&semaphore->word, memory_order_relaxed);
    while (word < UNIT)
        if (atomic_compare_exchange_weak_explicit(&semaphore->word, &word, word | QUEUED, memory_order_relaxed,
                                                  memory_order_relaxed))
            return true;
    return false;
}

// Under the guard: takes out those to be woken, so that the invariant holds; chained by `next`.
static ThrWaiter *call_waiters(ThrSemaphore *semaphore, ThrWaiter *chain) {
    ThrWaiter **end = &chain;
    while (*end) end = &(*end)->next;
    while (semaphore->awake < thr_semaphore_value(semaphore) && semaphore->waiters.first) {
        *end = thr_waiters_pop(&semaphore->waiters);
        end = &(*end)->next;
        semaphore->awake++;
    }
    if (!semaphore->waiters.first) atomic_fetch_and_explicit(&semaphore->word, ~(int64_t)QUEUED, memory_order_relaxed);
    return chain;
}

// A woken waiter has got his unit.
static void served(ThrTask *self, ThrSemaphore *semaphore) {
    thr_waiters_lock(&semaphore->waiters);
    semaphore->awake--;
    ThrWaiter *called = call_waiters(semaphore, NULL);
    thr_waiters_unlock(&semaphore->waiters);
    thr_waiters_wake_all(self, called);
}

static ThrStatus wait_and_take(ThrTask *self, ThrSemaphore *semaphore, int64_t deadline) {
    const ThrWaitFor what = {.kind = THR_KIND_SEMAPHORE, .object = semaphore};
    const int64_t since = self->runtime->scheduler->now(self->runtime);
    ThrWaiter node = {0};
    bool woken = false;
    while (!try_take(semaphore)) {
        thr_waiters_lock(&semaphore->waiters);
        if (!announce(semaphore)) {
            thr_waiters_unlock(&semaphore->waiters);
            continue;
        }
        if (woken) semaphore->awake--;
        (woken ? thr_waiters_push_front : thr_waiters_push)(&semaphore->waiters, &node, self);
        ThrStatus status = thr_waiters_wait(self, &semaphore->waiters, &node, what, deadline);
        if (status != THR_OK) {
            thr_waiters_unlock(&semaphore->waiters);
            return status;
        }
        if (node.handed) return THR_OK;
        woken = true;
        node.starved = self->runtime->scheduler->now(self->runtime) - since > PATIENCE;
    }
    if (woken) served(self, semaphore);
    return THR_OK;
}

static __attribute__((noinline)) ThrStatus acquire_slowly(ThrTask *self, ThrSemaphore *semaphore, int64_t deadline) {
    step(self, THR_ACTION_ACQUIRE, THR_KIND_SEMAPHORE, semaphore);
    ThrStatus status = THR_OK;
    if (!try_take(semaphore))
        status = thr_waiters_expired(self, deadline) ? THR_TIMEOUT : wait_and_take(self, semaphore, deadline);
    return noticed(self, status, THR_ACTION_ACQUIRE, THR_KIND_SEMAPHORE, semaphore);
}

ThrStatus thr_semaphore_acquire(ThrTask *self, ThrSemaphore *semaphore, int64_t deadline) {
    if (!watched(self) && try_take(semaphore)) return THR_OK;
    return acquire_slowly(self, semaphore, deadline);
}

static bool fits(const ThrSemaphore *semaphore, int64_t word, int64_t n) {
    int64_t most = semaphore->bound >= 0 ? semaphore->bound : THR_SEMAPHORE_MAX;
    return n <= most - word / UNIT;
}

// Adds units while nobody waits. False: look at the waiters, or it does not fit.
static bool try_give(ThrSemaphore *semaphore, int64_t n) {
    int64_t word = atomic_load_explicit(&semaphore->word, memory_order_relaxed);
    for (; !(word & QUEUED) && fits(semaphore, word, n); word = look_later(semaphore))
        if (atomic_compare_exchange_weak_explicit(&semaphore->word, &word, word + n * UNIT, memory_order_release,
                                                  memory_order_relaxed))
            return true;
    return false;
}

// Under the guard: hands units to the starved at the front, and says how many are left.
static int64_t hand_out(ThrSemaphore *semaphore, int64_t n, ThrWaiter **chain) {
    ThrWaiter **end = chain;
    for (; n > 0 && semaphore->waiters.first && semaphore->waiters.first->starved; n--) {
        *end = thr_waiters_pop(&semaphore->waiters);
        (*end)->handed = true;
        end = &(*end)->next;
    }
    return n;
}

static ThrStatus give_to_waiters(ThrTask *self, ThrSemaphore *semaphore, int64_t n) {
    ThrWaiter *called = NULL;
    thr_waiters_lock(&semaphore->waiters);
    // With QUEUED set, the value rises under the guard only: what fits now still fits below.
    bool fit = fits(semaphore, atomic_fetch_or_explicit(&semaphore->word, QUEUED, memory_order_relaxed), n);
    if (fit) {
        int64_t rest = hand_out(semaphore, n, &called);
        atomic_fetch_add_explicit(&semaphore->word, rest * UNIT, memory_order_release);
    }
    called = call_waiters(semaphore, called);
    thr_waiters_unlock(&semaphore->waiters);
    thr_waiters_wake_all(self, called);
    return fit ? THR_OK : THR_TOO_MANY;
}

ThrStatus thr_semaphore_release(ThrTask *self, ThrSemaphore *semaphore, int64_t n) {
    step_and_notice(self, THR_ACTION_RELEASE, THR_KIND_SEMAPHORE, semaphore);
    return try_give(semaphore, n) ? THR_OK : give_to_waiters(self, semaphore, n);
}

int64_t thr_semaphore_value(const ThrSemaphore *semaphore) {
    return atomic_load_explicit(&semaphore->word, memory_order_acquire) / UNIT;
}

unsigned thr_semaphore_waiting(const ThrSemaphore *semaphore) {
    return thr_waiters_count(&semaphore->waiters);
}
