// What tasks do, as observers and schedulers are told of it; and one who watches the primitives work: analysis, traces.
// No observer: one predicted-not-taken test an operation.
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
    // Steps only, most of them the host's.
    THR_ACTION_SLEEP,
    THR_ACTION_READ,   // of a variable, or a question to a primitive that changes nothing
    THR_ACTION_WRITE,  // of a variable
    THR_ACTION_OUTPUT, // kind EXTERNAL: what the world sees, in its order
    THR_ACTION_INPUT,  // kind EXTERNAL: a call that blocks the process
    THR_ACTION_TURN, // no operation: a loop goes round. object: the loop; part: a hash of what the task alone can change
} ThrAction;

// What a task is about to do: the operation that follows a step. Two of them are dependent if they are of the same object
// and part (one NULL part is all of the object) and not both reads: only their order can matter.
typedef struct ThrOperation {
    ThrAction action;
    ThrKind kind;
    const void *object;
    const void *part; // the attribute, item or name (interned, or any word that stands for it); NULL: all of the object
} ThrOperation;

typedef struct ThrObserver ThrObserver;
struct ThrObserver {
    // Called on the acting task, which has set its `site`. Must not call primitives. Several tasks may call at once.
    void (*notice)(ThrObserver *observer, ThrTask *task, ThrAction action, ThrKind kind, const void *object);
};

#endif
