// The life of a task: spawned or adopted, joined, interrupted, ended.
#include "primitives/task.h"

#include "primitives/deadlock.h"
#include "primitives/internal.h"
#include "primitives/runtime_state.h"

#include <sched.h>

static ThrTaskState task_state(const ThrTask *task) {
    return atomic_load_explicit(&task->state, memory_order_acquire);
}

// Enters the list, counted as running. Under the guard of the list.
static void enter(ThrRuntime *runtime, ThrTask *task) {
    task->runtime = runtime;
    task->step = runtime->scheduler->step;
    task->ident = atomic_fetch_add(&runtime->last_ident, 1) + 1;
    task->next = NULL;
    task->previous = runtime->last;
    *(runtime->last ? &runtime->last->next : &runtime->first) = task;
    runtime->last = task;
    atomic_fetch_add(&runtime->live, 1);
    if (!thr_task_daemon(task)) atomic_fetch_add(&runtime->live_workers, 1);
    thr_deadlock_runs_again(runtime);
}

// Leaves the list and lets those go who wait for that. Unlinking is the last touch of the task: once the guard is free, who
// has joined it may free it; until then the list keeps it for a collector. `spawned` tasks also retire their OS thread;
// returns the one to be seen out. The task stays counted as running: the caller subtracts it when all is done.
static uintptr_t depart(ThrTask *task, ThrTaskState state, ThrStatus answer, bool spawned) {
    ThrRuntime *runtime = task->runtime;
    ThrWaiter *leavers = NULL;
    thr_waiters_lock(&runtime->leavers);
    thr_waiters_lock(&task->joiners);
    atomic_store_explicit(&task->state, state, memory_order_release);
    ThrWaiter *joiners = thr_waiters_pop_all(&task->joiners, answer);
    thr_waiters_unlock(&task->joiners);
    unsigned live = atomic_fetch_sub(&runtime->live, 1) - 1;
    unsigned workers = atomic_fetch_sub(&runtime->live_workers, thr_task_daemon(task) ? 0 : 1);
    ThrTask *next = task->next, *previous = task->previous;
    *(next ? &next->previous : &runtime->last) = previous;
    *(previous ? &previous->next : &runtime->first) = next;
    if (live <= 1 || workers <= 2) leavers = thr_waiters_pop_all(&runtime->leavers, THR_OK);
    uintptr_t before = spawned ? runtime->scheduler->retire(runtime) : 0;
    thr_waiters_unlock(&runtime->leavers);
    thr_waiters_wake_without_self(runtime, joiners);
    thr_waiters_wake_without_self(runtime, leavers);
    return before;
}

// Two tasks on two cores meet within the first moments; the later ones give the core to whoever it is that is waited for. That goes on
// for about the time that waking a sleeper on another core takes, and ends at once where strangers take the core for long.
enum { SHORT_MOMENTS = 3, PAUSES = 8, LONGEST = 30000 };

bool thr_task_lingers(ThrTask *self, unsigned turn) {
    ThrRuntime *runtime = self->runtime;
    if (!runtime->spins) return false;
    if (turn < SHORT_MOMENTS) {
        for (unsigned i = 0; i < PAUSES; i++) pause_briefly();
        return true;
    }
    if (turn == SHORT_MOMENTS) self->lingers_since = runtime->scheduler->now(runtime);
    sched_yield();
    return runtime->scheduler->now(runtime) - self->lingers_since < LONGEST;
}

// What a task leaves behind in its own thread, before anybody hears of its end.
static void drop_belongings(ThrTask *self) {
    step_and_notice(self, THR_ACTION_END, THR_KIND_TASK, self);
    thr_local_drop_all(self);
}

int thr_task_body(ThrTask *task) {
    ThrRuntime *runtime = task->runtime;
    const ThrHost *host = &runtime->host;
    atomic_store(&task->native_id, runtime->scheduler->adopt(task));
    if (host->task_start) host->task_start(task);
    notice(task, THR_ACTION_START, THR_KIND_TASK, task);
    task->run(task, task->argument);
    drop_belongings(task);
    if (host->task_end) host->task_end(task);
    uintptr_t before = depart(task, THR_TASK_ENDED, THR_OK, true);
    thr_deadlock_waits(runtime);
    if (before) runtime->scheduler->reap(before);
    return 0;
}

ThrStatus thr_task_adopt(ThrRuntime *runtime, ThrTask *task, const char *name) {
    ThrTaskState fresh = THR_TASK_NEW;
    if (!atomic_compare_exchange_strong(&task->state, &fresh, THR_TASK_ALIVE)) return THR_ALREADY_STARTED;
    thr_task_set_name(task, name);
    thr_waiters_lock(&runtime->leavers);
    enter(runtime, task);
    thr_waiters_unlock(&runtime->leavers);
    atomic_store(&task->native_id, runtime->scheduler->adopt(task));
    return THR_OK;
}

void thr_task_leave(ThrTask *self) {
    ThrRuntime *runtime = self->runtime;
    drop_belongings(self);
    depart(self, THR_TASK_ENDED, THR_OK, false);
    thr_deadlock_waits(runtime);
}

static void prepare(ThrTask *task, const ThrSpawn *spawn) {
    task->run = spawn->run;
    task->argument = spawn->argument;
    task->stack_size = spawn->stack_size;
    thr_task_set_name(task, spawn->name);
    thr_task_set_daemon(task, spawn->daemon);
}

static bool enter_unless_stopping(ThrRuntime *runtime, ThrTask *task) {
    thr_waiters_lock(&runtime->leavers);
    bool may = !atomic_load(&runtime->stopping);
    if (may) enter(runtime, task);
    thr_waiters_unlock(&runtime->leavers);
    return may;
}

ThrStatus thr_task_spawn(ThrTask *self, ThrTask *task, const ThrSpawn *spawn) {
    ThrRuntime *runtime = self->runtime;
    ThrTaskState fresh = THR_TASK_NEW;
    step(self, THR_ACTION_SPAWN, THR_KIND_TASK, task);
    if (!atomic_compare_exchange_strong(&task->state, &fresh, THR_TASK_ALIVE)) return THR_ALREADY_STARTED;
    prepare(task, spawn);
    if (!enter_unless_stopping(runtime, task)) {
        atomic_store(&task->state, THR_TASK_NEW);
        return THR_STOPPED;
    }
    notice(self, THR_ACTION_SPAWN, THR_KIND_TASK, task);
    if (runtime->scheduler->spawn(task)) return THR_OK;
    depart(task, THR_TASK_NEW, THR_NOT_STARTED, false);
    thr_deadlock_waits(runtime);
    return THR_CANNOT_START;
}

// After this, the task that was seen to have ended has let go of its memory.
static void let_depart(ThrRuntime *runtime) {
    thr_waiters_lock(&runtime->leavers);
    thr_waiters_unlock(&runtime->leavers);
}

static ThrStatus join(ThrTask *self, ThrTask *task, int64_t deadline) {
    if (task == self) return THR_DEADLOCK;
    ThrWaiter node;
    ThrStatus status = THR_TIMEOUT;
    thr_waiters_lock(&task->joiners);
    ThrTaskState state = task_state(task);
    if (state == THR_TASK_ALIVE && !thr_waiters_expired(self, deadline)) {
        thr_waiters_push(&task->joiners, &node, self);
        const ThrWaitFor what = {.kind = THR_KIND_TASK, .object = task};
        status = thr_waiters_wait(self, &task->joiners, &node, what, deadline);
        if (status == THR_OK) return node.answer;
    }
    thr_waiters_unlock(&task->joiners);
    if (state == THR_TASK_NEW) return THR_NOT_STARTED;
    if (state == THR_TASK_ALIVE) return status;
    let_depart(self->runtime);
    return THR_OK;
}

ThrStatus thr_join(ThrTask *self, ThrTask *task, int64_t deadline) {
    step(self, THR_ACTION_JOIN, THR_KIND_TASK, task);
    return noticed(self, join(self, task, deadline), THR_ACTION_JOIN, THR_KIND_TASK, task);
}

unsigned thr_task_joining(const ThrTask *task) {
    return thr_waiters_count(&task->joiners);
}

bool thr_task_alive(const ThrTask *task) {
    return task_state(task) == THR_TASK_ALIVE;
}

bool thr_task_started(const ThrTask *task) {
    return task_state(task) != THR_TASK_NEW;
}

int thr_task_native_id(ThrTask *task) {
    int id;
    while (!(id = atomic_load(&task->native_id)) && thr_task_started(task)) sched_yield();
    return id;
}

const char *thr_task_name(const ThrTask *task) {
    return atomic_load_explicit(&task->name, memory_order_acquire);
}

void thr_task_set_name(ThrTask *task, const char *name) {
    atomic_store_explicit(&task->name, name, memory_order_release);
}

bool thr_task_daemon(const ThrTask *task) {
    return atomic_load_explicit(&task->daemon, memory_order_relaxed);
}

void thr_task_set_daemon(ThrTask *task, bool daemon) {
    atomic_store_explicit(&task->daemon, daemon, memory_order_relaxed);
}

void thr_interrupt(ThrTask *task) {
    task->runtime->scheduler->unpark(task, THR_SIGNAL_INTERRUPT);
}

bool thr_interrupt_pending(const ThrTask *task) {
    return atomic_load(&task->signals) & THR_SIGNAL_INTERRUPT;
}

bool thr_interrupt_take(ThrTask *task) {
    return atomic_fetch_and(&task->signals, ~(unsigned)THR_SIGNAL_INTERRUPT) & THR_SIGNAL_INTERRUPT;
}

bool thr_task_stopping(const ThrTask *task) {
    return atomic_load_explicit(&task->signals, memory_order_relaxed) & THR_SIGNAL_STOP;
}

void thr_external_begin(ThrTask *self) {
    step(self, THR_ACTION_INPUT, THR_KIND_EXTERNAL, NULL);
    atomic_store_explicit(&self->wait.kind, THR_KIND_EXTERNAL, memory_order_relaxed);
}

void thr_external_end(ThrTask *self) {
    atomic_store_explicit(&self->wait.kind, THR_KIND_NONE, memory_order_relaxed);
}
