// The seam: all that the primitives know of whoever decides which task runs. One scheduler gives every task an operating-system
// thread (scheduler_os.c); another may run all of them on one, in virtual time. There is no `self()` to ask: every operation
// is told who acts. Only waiters.c parks, and only waiters.c, task.c and runtime.c unpark.
#ifndef PRIMITIVES_SCHEDULER_H
#define PRIMITIVES_SCHEDULER_H

#include "primitives/runtime.h"
#include "primitives/task.h"

// Bits of ThrTask.signals. A wake is for one wait and used up by it; an interrupt stays until a wait takes it; a stop stays.
enum {
    THR_SIGNAL_WAKE = 1,
    THR_SIGNAL_INTERRUPT = 2,
    THR_SIGNAL_STOP = 4,
    THR_SIGNAL_SLEEPING = 8, // the scheduler's own
};

typedef struct ThrScheduler {
    bool parallel;               // tasks run side by side: spinning a moment may pay
    int (*adopt)(ThrTask *task); // the calling thread is this task from now on; its native id
    // Runs thr_task_body(task) as a task of its own. False: the system refuses. If the task may start late (no thread of its
    // own), this also sets its native_id, which others wait for.
    bool (*spawn)(ThrTask *task);
    // Returns when one of the signals in `mask` is there (and takes back WAKE), or at the deadline.
    // THR_OK (WAKE goes first), THR_INTERRUPTED, THR_STOPPED, THR_TIMEOUT.
    ThrStatus (*park)(ThrTask *self, int64_t deadline, unsigned mask);
    // Sets the signal and makes a parked task look at it. May be called by strangers and in signal handlers; does not touch
    // the task once it could have run.
    void (*unpark)(ThrTask *task, unsigned signal);
    void (*time_asked)(ThrRuntime *runtime); // the program is about to look at a clock; NULL: so what
    int64_t (*now)(ThrRuntime *runtime);     // monotonic
    int64_t (*wall)(ThrRuntime *runtime);    // since 1970
    // Before each visible operation, which other tasks may come before; NULL: takes no steps. Between two steps, or a step and
    // a park, nothing else runs.
    void (*step)(ThrTask *self, ThrAction action, ThrKind kind, const void *object, const void *part);
    // The last thing of a spawned task, called under the guard of the task list: remembers the thread that ends, and
    // returns the one remembered before, which thr_task_body then gives to `reap`, to see it out.
    uintptr_t (*retire)(ThrRuntime *runtime);
    void (*reap)(uintptr_t thread);
} ThrScheduler;

extern const ThrScheduler thr_scheduler_os;

// thr_runtime_create on another scheduler; `state` is what thr_scheduler_state answers it later.
ThrRuntime *thr_runtime_create_on(const ThrScheduler *scheduler, void *state, const ThrHost *host);
void *thr_scheduler_state(const ThrRuntime *runtime);

int thr_task_body(ThrTask *task);

#endif
