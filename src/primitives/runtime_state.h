// What a runtime holds; for src/primitives only.
#ifndef PRIMITIVES_RUNTIME_STATE_H
#define PRIMITIVES_RUNTIME_STATE_H

#include "primitives/runtime.h"
#include "primitives/scheduler.h"

struct ThrRuntime {
    const ThrScheduler *scheduler;
    void *scheduler_state; // the scheduler's own
    ThrObserver *observer;
    bool watched;   // an observer, or a scheduler that takes steps: the one test an operation makes
    unsigned spins; // how often to look again before waiting for a lock
    ThrHost host;

    // The list of live tasks and what follows is under the guard of `leavers`; taken before that of a task's joiners.
    ThrWaiters leavers; // who waits for tasks to have ended: thr_join_all, thr_join_stopped
    ThrTask *first, *last;
    atomic_uint live, live_workers; // all; all but daemons
    uintptr_t retired;              // the OS thread that ended last and is not yet seen out

    atomic_uint running; // live tasks that are not parked for ever; see deadlock.h
    atomic_bool deadlock_told;
    atomic_bool stopping;
    _Atomic(int64_t) last_ident;
    _Atomic(uint64_t) last_key;
};

static inline bool watched(const ThrTask *self) {
    return __builtin_expect(self->runtime->watched, 0);
}
void thr_runtime_notice(ThrTask *self, ThrAction action, ThrKind kind, const void *object);

// Before a visible operation, and after it; both only make calls when the runtime is watched.
static inline void step(ThrTask *self, ThrAction action, ThrKind kind, const void *object) {
    if (watched(self)) thr_step(self, action, kind, object, NULL);
}
// For operations that are told of before they take effect.
static inline void step_and_notice(ThrTask *self, ThrAction action, ThrKind kind, const void *object) {
    if (!watched(self)) return;
    thr_step(self, action, kind, object, NULL);
    thr_runtime_notice(self, action, kind, object);
}
static inline void notice(ThrTask *self, ThrAction action, ThrKind kind, const void *object) {
    if (watched(self)) thr_runtime_notice(self, action, kind, object);
}
// For operations that end with an answer: tells of those that succeeded, and hands the answer on.
static inline ThrStatus noticed(ThrTask *self, ThrStatus status, ThrAction action, ThrKind kind, const void *object) {
    if (status == THR_OK) notice(self, action, kind, object);
    return status;
}

#endif
