// Making and ending a runtime, its list of tasks, and the waits for tasks to have ended.
#include "primitives/runtime.h"

#include "primitives/internal.h"
#include "primitives/runtime_state.h"

#include <stdlib.h>
#include <unistd.h>

enum { SPINS = 4 };

static void *allocate_plain(size_t size) {
    return calloc(1, size);
}

ThrRuntime *thr_runtime_create_on(const ThrScheduler *scheduler, void *state, const ThrHost *host) {
    ThrHost own = host ? *host : (ThrHost){0};
    if (!own.allocate) {
        own.allocate = allocate_plain;
        own.release = free;
    }
    ThrRuntime *runtime = own.allocate(sizeof(ThrRuntime));
    if (!runtime) return NULL;
    runtime->host = own;
    runtime->scheduler = scheduler;
    runtime->scheduler_state = state;
    runtime->watched = scheduler->step;
    runtime->spins = scheduler->parallel && sysconf(_SC_NPROCESSORS_ONLN) > 1 ? SPINS : 0;
    return runtime;
}

ThrRuntime *thr_runtime_create(const ThrHost *host) {
    return thr_runtime_create_on(&thr_scheduler_os, NULL, host);
}

void *thr_scheduler_state(const ThrRuntime *runtime) {
    return runtime->scheduler_state;
}

bool thr_runtime_destroy(ThrRuntime *runtime) {
    thr_waiters_lock(&runtime->leavers);
    bool empty = !runtime->first;
    thr_waiters_unlock(&runtime->leavers);
    if (!empty) return false;
    if (runtime->retired) runtime->scheduler->reap(runtime->retired);
    if (runtime->host.release) runtime->host.release(runtime);
    return true;
}

void thr_runtime_forget(ThrRuntime *runtime) {
    for (ThrTask *task = runtime->first; task; task = task->next) thr_local_drop_all(task);
    if (runtime->host.release) runtime->host.release(runtime);
}

const ThrHost *thr_runtime_host(const ThrRuntime *runtime) {
    return &runtime->host;
}

void thr_runtime_observe(ThrRuntime *runtime, ThrObserver *observer) {
    runtime->observer = observer;
    runtime->watched = observer || runtime->scheduler->step;
}

void thr_runtime_notice(ThrTask *self, ThrAction action, ThrKind kind, const void *object) {
    ThrObserver *observer = self->runtime->observer;
    if (observer) observer->notice(observer, self, action, kind, object);
}

unsigned thr_task_count(const ThrRuntime *runtime) {
    return atomic_load(&runtime->live);
}

void thr_each_task(ThrRuntime *runtime, void (*visit)(ThrTask *task, void *context), void *context) {
    thr_waiters_lock(&runtime->leavers);
    for (ThrTask *task = runtime->first; task; task = task->next) visit(task, context);
    thr_waiters_unlock(&runtime->leavers);
}

static bool others_alive(ThrTask *self) {
    return atomic_load(&self->runtime->live) > 1;
}

static bool other_workers_alive(ThrTask *self) {
    return atomic_load(&self->runtime->live_workers) > (thr_task_daemon(self) ? 0 : 1);
}

static ThrStatus wait_while(ThrTask *self, bool (*holds)(ThrTask *), int64_t deadline) {
    ThrWaiters *leavers = &self->runtime->leavers;
    step(self, THR_ACTION_JOIN, THR_KIND_ALL_TASKS, NULL);
    thr_waiters_lock(leavers);
    while (holds(self)) {
        ThrWaiter node;
        ThrStatus status = THR_TIMEOUT;
        if (!thr_waiters_expired(self, deadline)) {
            thr_waiters_push(leavers, &node, self);
            status = thr_waiters_wait(self, leavers, &node, (ThrWaitFor){.kind = THR_KIND_ALL_TASKS}, deadline);
            if (status == THR_OK) thr_waiters_lock(leavers);
        }
        if (status == THR_OK) continue;
        thr_waiters_unlock(leavers);
        return status;
    }
    thr_waiters_unlock(leavers);
    return THR_OK;
}

ThrStatus thr_join_all(ThrTask *self, int64_t deadline) {
    return wait_while(self, other_workers_alive, deadline);
}

ThrStatus thr_join_stopped(ThrTask *self, int64_t deadline) {
    return wait_while(self, others_alive, deadline);
}

void thr_runtime_stop(ThrTask *self) {
    ThrRuntime *runtime = self->runtime;
    thr_waiters_lock(&runtime->leavers);
    atomic_store(&runtime->stopping, true);
    for (ThrTask *task = runtime->first; task; task = task->next)
        if (task != self) runtime->scheduler->unpark(task, THR_SIGNAL_STOP);
    thr_waiters_unlock(&runtime->leavers);
}
