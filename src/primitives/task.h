// A task: a thread of the program, on an operating-system thread of its own under the default scheduler.
//
//   ThrTask *main = ...zeroed...;             thr_task_adopt(runtime, main, "MainThread");
//   ThrTask *worker = ...zeroed...;           thr_task_spawn(main, worker, &(ThrSpawn){.run = work, .argument = x});
//   thr_join(main, worker, THR_FOREVER);
//
// The memory of a task is its owner's: zeroed before, kept until it has been joined and nothing names it any more (a lock keeps
// the pointer of its last holder for reports). A collector that knows only pointers to the start of an object needs it first there.
#ifndef PRIMITIVES_TASK_H
#define PRIMITIVES_TASK_H

#include "primitives/observer.h"
#include "primitives/waiters.h"

#include <stddef.h>

typedef struct ThrLocalTable ThrLocalTable;

// What a task waits for, as long as it does. Reports read it from another thread: all of it, or again if `version` changed
// meanwhile; it is odd while the task writes.
typedef struct ThrWait {
    atomic_uint version;
    _Atomic(ThrKind) kind;
    _Atomic(const void *) object;
    _Atomic(int64_t) deadline;
    atomic_bool uninterruptible;
} ThrWait;

typedef enum ThrTaskState { THR_TASK_NEW, THR_TASK_ALIVE, THR_TASK_ENDED } ThrTaskState;

struct ThrTask {
    // For the host.
    void *user;
    _Atomic(const void *) site; // where the task is in the program; set before an operation, copied by locks
    // Read-only for the host.
    ThrRuntime *runtime;
    int64_t ident; // 1, 2, 3, ... in a runtime, never used again
    // Private.
    _Atomic(const char *) name;
    atomic_int native_id;
    atomic_bool daemon;
    _Atomic(ThrTaskState) state;
    atomic_uint signals; // THR_SIGNAL_*, in scheduler.h
    ThrWait wait;
    ThrWaiters joiners;
    ThrTask *next, *previous; // in the runtime's list
    ThrLocalTable *locals;
    void (*run)(ThrTask *self, void *argument);
    void *argument;
    size_t stack_size;
    // Its scheduler's.
    void (*step)(ThrTask *self, ThrAction action, ThrKind kind, const void *object, const void *part);
    unsigned ease; // steps that it may take before the scheduler looks; reads of variables need not even be told
    uintptr_t thread;
    unsigned waits;
    bool lingered_well;
    unsigned yields_from, yields_lost;
    // thr_task_lingers.
    int64_t lingers_since;
};

typedef struct ThrSpawn {
    void (*run)(ThrTask *self, void *argument);
    void *argument;
    const char *name;  // kept, not copied
    bool daemon;       // does not keep thr_join_all waiting
    size_t stack_size; // 0: the system's default; else at least what the system asks for
} ThrSpawn;

// Makes the calling OS thread a task (the main one). The hooks of the host are not called for it.
ThrStatus thr_task_adopt(ThrRuntime *runtime, ThrTask *task, const char *name);
// The adopted task ends; the OS thread goes on as a stranger.
void thr_task_leave(ThrTask *self);
// THR_OK: alive from now on. THR_CANNOT_START: the system refuses, the task is as before. THR_STOPPED: too late.
// THR_ALREADY_STARTED: it was spawned before, even if it has ended.
ThrStatus thr_task_spawn(ThrTask *self, ThrTask *task, const ThrSpawn *spawn);

// Waits until the task has ended, its task_end hook included. Any number may wait for one task.
// THR_DEADLOCK: it is oneself. THR_NOT_STARTED: never spawned.
ThrStatus thr_join(ThrTask *self, ThrTask *task, int64_t deadline);
unsigned thr_task_joining(const ThrTask *task);

// For who is about to wait for what comes soon, if it comes: passes a moment, letting others run, and says to look again. False: that
// was often enough, or cannot help; wait. `turn` is how many moments have passed.
bool thr_task_lingers(ThrTask *self, unsigned turn);

bool thr_task_alive(const ThrTask *task);   // from spawn to end
bool thr_task_started(const ThrTask *task); // spawned or adopted once
int thr_task_native_id(ThrTask *task); // the system's thread id; waits the moment until it is known; 0 if not started
const char *thr_task_name(const ThrTask *task);
void thr_task_set_name(ThrTask *task, const char *name);
bool thr_task_daemon(const ThrTask *task);
void thr_task_set_daemon(ThrTask *task, bool daemon); // before spawn

static inline void thr_task_set_site(ThrTask *self, const void *site) {
    atomic_store_explicit(&self->site, site, memory_order_relaxed);
}
static inline const void *thr_task_site(const ThrTask *task) {
    return atomic_load_explicit(&task->site, memory_order_relaxed);
}

// For the host: this task is about to do what other tasks can see, or to see what they do: to read or write a variable, print,
// ask a lock whether it is held. Other tasks may come first. Nothing under a scheduler that takes no steps.
static inline void thr_step(ThrTask *self, ThrAction action, ThrKind kind, const void *object, const void *part) {
    if (self->step) self->step(self, action, kind, object, part);
}
// True: a read of a variable, about to be done, is a step that need not be told.
static inline bool thr_read_untold(ThrTask *self) {
    if (self->ease == 0) return false;
    self->ease--;
    return true;
}

// Makes the wait of a started task return THR_INTERRUPTED, whatever it is for; without one, its next wait that would block.
// Safe in a signal handler and on any OS thread, task or not: one atomic operation and a futex call.
void thr_interrupt(ThrTask *task);
bool thr_interrupt_pending(const ThrTask *task);
bool thr_interrupt_take(ThrTask *task); // true if one was pending; it no longer is
bool thr_task_stopping(const ThrTask *task);

// Around a call that blocks outside of the library. The task counts as running: it keeps deadlock reports away.
void thr_external_begin(ThrTask *self);
void thr_external_end(ThrTask *self);

// What a task waits for right now. Exact while nothing runs (in the deadlock hook), else a snapshot.
typedef struct ThrWaitReport {
    ThrKind kind;
    const void *object;   // the primitive, or the task joined
    const char *name;     // of the primitive, if given by thr_name
    ThrTask *owner;       // who holds the lock or is joined; NULL if not known
    const void *taken_at; // the owner's site when it took the lock
    int64_t deadline;     // THR_FOREVER: none
} ThrWaitReport;
ThrWaitReport thr_task_waits_for(const ThrTask *task);
// Names a primitive for reports: thr_name(&event.waiters, "ready"). The text is kept, not copied.
void thr_name(ThrWaiters *waiters, const char *name);

#endif
