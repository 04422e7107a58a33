// One who watches the primitives work: analysis, traces. No observer: one predicted-not-taken test an operation.
#ifndef PRIMITIVES_OBSERVER_H
#define PRIMITIVES_OBSERVER_H

#include "primitives/status.h"

typedef enum ThrAction {
    THR_ACTION_SPAWN,   // object: the new task; told before it exists, so also if the system then refuses
    THR_ACTION_START,   // first thing a task does
    THR_ACTION_END,     // last thing a task does
    THR_ACTION_JOIN,    // object: the task that has ended
    THR_ACTION_ACQUIRE, // lock, reentrant lock, semaphore; each level of a reentrant lock
    THR_ACTION_RELEASE, // told before others can have it; of a semaphore, also if it turns out to be too many
    THR_ACTION_SET,
    THR_ACTION_CLEAR,
    THR_ACTION_PASS,   // a wait for an event, barrier, condition or timer has ended well
    THR_ACTION_NOTIFY, // condition
    THR_ACTION_ARRIVE, // barrier
    THR_ACTION_BREAK,  // barrier: reset or abort
    THR_ACTION_CANCEL, // timer
    THR_ACTION_WAIT,   // parks
    THR_ACTION_WAKE,   // runs again, for whatever reason
    THR_ACTION_UNPARK, // object: the task that this one lets run
} ThrAction;

typedef struct ThrObserver ThrObserver;
struct ThrObserver {
    // Called on the acting task, which has set its `site`. Must not call primitives. Several tasks may call at once.
    void (*notice)(ThrObserver *observer, ThrTask *task, ThrAction action, ThrKind kind, const void *object);
};

#endif
