// The count of running tasks and the check when it reaches 0; deadlock.h has the argument.
#include "primitives/deadlock.h"

#include "primitives/runtime_state.h"

static bool about_to_run(ThrTask *task) {
    return !atomic_load(&task->wait.uninterruptible) && (atomic_load(&task->signals) & THR_SIGNAL_INTERRUPT);
}

static bool nothing_can_run(ThrRuntime *runtime) {
    bool stuck = !atomic_load(&runtime->stopping);
    thr_waiters_lock(&runtime->leavers);
    stuck = stuck && runtime->first;
    for (ThrTask *task = runtime->first; task && stuck; task = task->next) stuck = !about_to_run(task);
    thr_waiters_unlock(&runtime->leavers);
    return stuck && atomic_load(&runtime->running) == 0;
}

void thr_deadlock_runs_again(ThrRuntime *runtime) {
    atomic_fetch_add(&runtime->running, 1);
}

void thr_deadlock_may_recur(ThrRuntime *runtime) {
    atomic_store(&runtime->deadlock_told, false);
}

void thr_deadlock_waits(ThrRuntime *runtime) {
    if (atomic_fetch_sub(&runtime->running, 1) != 1 || !nothing_can_run(runtime)) return;
    if (atomic_exchange(&runtime->deadlock_told, true)) return;
    if (runtime->host.deadlock) runtime->host.deadlock(runtime);
}
