/* What the module keeps per program: the main thread's object, the threads that are running, the number of the next name. */
#ifndef MODULES_THREADING_STATE_H
#define MODULES_THREADING_STATE_H

#include "modules/threading/thread.h"
#include "object/list.h"
#include "object/module.h"

typedef struct ThreadingState {
    Object object; /* for its lock, which guards the list of running threads */
    ThreadObject *first, *last;
    _Atomic(size_t) count;
    _Atomic(uint64_t) names_given;
    ThreadObject *main;
    ThrEvent main_over;       /* set when the main thread has only to wait for the others any more */
    _Atomic(Module *) module; /* null until a script asks for it */
} ThreadingState;

/* Made by the first call, which is the main thread's, before there is any other. */
ThreadingState *threading_state(Thread *thread);

/* Threads are running, for active_count() and enumerate(), from their start() to the end of their run(). */
void running_add(ThreadingState *state, ThreadObject *object);
void running_remove(ThreadingState *state, ThreadObject *object);
List *running_list(ThreadingState *state);

#endif
