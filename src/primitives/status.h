// What an operation answers, how long it may wait, and the kinds of things a task can wait for.
// Shared by every primitive; holds no functions.
#ifndef PRIMITIVES_STATUS_H
#define PRIMITIVES_STATUS_H

#include <stdint.h>

typedef struct ThrRuntime ThrRuntime;
typedef struct ThrTask ThrTask;

typedef enum ThrStatus {
    THR_OK,
    THR_TIMEOUT,         // the deadline passed (or THR_NOW was asked and the thing was not free)
    THR_INTERRUPTED,     // thr_interrupt() reached the wait; the interrupt is used up
    THR_STOPPED,         // the runtime stops this task: unwind, wait for nothing more
    THR_NOT_HELD,        // releasing a free lock; waiting on or notifying a condition without its lock
    THR_NOT_OWNER,       // releasing a reentrant lock that another task, or nobody, holds
    THR_TOO_MANY,        // a bounded semaphore would exceed its initial value; or a counter overflows
    THR_BROKEN,          // the barrier is broken
    THR_LEADER,          // barrier: you arrived last; run the action, then thr_barrier_release or thr_barrier_abort
    THR_CANCELLED,       // the timer was cancelled before it was due
    THR_DEADLOCK,        // a task would wait for itself (join)
    THR_NOT_STARTED,     // joining a task that was never spawned
    THR_ALREADY_STARTED, // spawning a task a second time
    THR_CANNOT_START,    // the system refuses another thread
    THR_NO_MEMORY,
} ThrStatus;

// Deadlines are absolute, in nanoseconds of thr_now(). A deadline in the past asks without waiting.
#define THR_FOREVER INT64_MAX
#define THR_NOW INT64_MIN
// The longest timeout in seconds that threading.TIMEOUT_MAX promises.
#define THR_TIMEOUT_MAX 9223372036.0

typedef enum ThrKind {
    THR_KIND_NONE,
    THR_KIND_LOCK,
    THR_KIND_RLOCK,
    THR_KIND_SEMAPHORE,
    THR_KIND_EVENT,
    THR_KIND_CONDITION,
    THR_KIND_BARRIER,
    THR_KIND_TIMER,
    THR_KIND_TASK,      // joining it
    THR_KIND_ALL_TASKS, // thr_join_all: until every other non-daemon task has ended
    THR_KIND_SLEEP,
    THR_KIND_VARIABLE, // of the host's: a global, cell, attribute, item, container
    THR_KIND_EXTERNAL, // outside of the library: reading a terminal, a file
} ThrKind;

#endif
