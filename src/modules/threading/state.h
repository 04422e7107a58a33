/* What the module keeps per program: the main thread's object, the threads that are running, the number of the next name. */
#ifndef MODULES_THREADING_STATE_H
#define MODULES_THREADING_STATE_H

#include "modules/threading/thread.h"
#include "object/list.h"
#include "object/module.h"

enum { ENDED_MOST = 16 };

/* What is kept of a thread that has ended: not the Thread, which would keep alive all that it knows. */
typedef struct EndedThread {
    Value name;
    bool daemon;
    const char *failure; /* the exception that ended it; null: none did */
} EndedThread;

typedef struct ThreadingState {
    Object object; /* for its lock, which guards the list of running threads and the record of ended ones */
    ThreadObject *first, *last;
    _Atomic(size_t) count;
    EndedThread ended[ENDED_MOST]; /* number n is at n modulo the size */
    uint64_t ended_count;
    _Atomic(uint64_t) names_given;
    ThreadObject *main;
    ThrEvent main_over;       /* set when the main thread has only to wait for the others any more */
    List *at_end;             /* what _register_atexit was given */
    _Atomic(Module *) module; /* null until a script asks for it */
} ThreadingState;

/* Made by the first call, which is the main thread's, before there is any other. */
ThreadingState *threading_state(Thread *thread);

/* Threads are running, for active_count() and enumerate(), from their start() to the end of their run(). */
void running_add(ThreadingState *state, ThreadObject *object);
void running_remove(ThreadingState *state, ThreadObject *object);
List *running_list(ThreadingState *state);

/* The thread is over: no longer running, but one of those that have ended. */
void running_end(ThreadingState *state, ThreadObject *object, EndedThread ended);

/* Those that run, and the last that have ended, oldest first, as they are at one moment. */
typedef struct ThreadsSnapshot {
    List *running;
    size_t ended_kept;
    uint64_t ended_count; /* of all, the kept ones included */
    EndedThread ended[ENDED_MOST];
} ThreadsSnapshot;

void threads_snapshot(ThreadingState *state, ThreadsSnapshot *snapshot);

#endif
