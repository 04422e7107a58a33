// A runtime: the tasks of one program, their scheduler, and what the host supplies. A process may have several.
#ifndef PRIMITIVES_RUNTIME_H
#define PRIMITIVES_RUNTIME_H

#include "primitives/observer.h"
#include "primitives/waiters.h"

#include <stddef.h>

// What the host supplies. Every member may be NULL: then malloc and free, and nothing is called.
typedef struct ThrHost {
    void *user;
    // Zeroed memory that keeps alive what it points to (a collector's, if there is one), and its end.
    void *(*allocate)(size_t size);
    void (*release)(void *memory);
    // On the task's own OS thread: before its function runs, and after it, before those who join it are let go.
    void (*task_start)(ThrTask *task);
    void (*task_end)(ThrTask *task);
    // Calls wait(context), on this thread, for each wait that parks; meanwhile the thread touches nothing of the host's, so that
    // a collector, say, need not stop it.
    void (*rest)(void (*wait)(void *context), void *context);
    // Every task waits for ever. Called at most once, by the task that came last (or just ended), while nothing runs: ask
    // thr_each_task and thr_task_waits_for. If it returns, the tasks go on waiting (and can still be interrupted).
    void (*deadlock)(ThrRuntime *runtime);
} ThrHost;

// For a deadlock hook that returns: a deadlock after this one is told, too.
void thr_deadlock_may_recur(ThrRuntime *runtime);

// NULL if memory is short. `host` is copied and may be NULL.
ThrRuntime *thr_runtime_create(const ThrHost *host);
// Only when every task has ended (the adopted ones by thr_task_leave): returns false and does nothing otherwise.
// When it returns true, no thread of the runtime exists any more.
bool thr_runtime_destroy(ThrRuntime *runtime);
// For a scheduler whose tasks are all gone, though they have not ended: frees the runtime, and what it holds for them.
void thr_runtime_forget(ThrRuntime *runtime);
const ThrHost *thr_runtime_host(const ThrRuntime *runtime);
// Before the first task, or while only one runs. NULL: none.
void thr_runtime_observe(ThrRuntime *runtime, ThrObserver *observer);

// Live tasks, spawned and not ended, adopted ones included.
unsigned thr_task_count(const ThrRuntime *runtime);
// Calls `visit` for every live task, oldest first, with a guard held: visit must not call primitives.
// A task handed out stays valid as long as its memory does; it may end right after.
void thr_each_task(ThrRuntime *runtime, void (*visit)(ThrTask *task, void *context), void *context);

// Waits until no other non-daemon task is alive. For the main task, before the process ends.
ThrStatus thr_join_all(ThrTask *self, int64_t deadline);
// Ends what is left: from now on every wait of every task but `self` answers THR_STOPPED, at once and for ever, and
// thr_task_stopping(task) is true, for hosts to poll in code that runs; a later spawn answers THR_STOPPED.
// Call it when thr_join_all has returned, then wait for the daemons with thr_join_stopped: THR_TIMEOUT says that some task
// would not unwind in time (it blocks outside of the library): then leave the process without freeing anything.
void thr_runtime_stop(ThrTask *self);
ThrStatus thr_join_stopped(ThrTask *self, int64_t deadline);

#endif
