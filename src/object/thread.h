/* What an operation on values needs to know of the thread that runs it. Every function that can raise, call or poll
   takes it as its first argument; nothing is found through thread-local variables.

   The struct is one for all layers; what a layer above owns is behind a pointer to a type that only it defines. */
#ifndef OBJECT_THREAD_H
#define OBJECT_THREAD_H

#include "object/object.h"

typedef struct Interpreter Interpreter; /* interp/interpreter.h */
typedef struct ThrTask ThrTask;         /* primitives/primitives.h */

struct Thread {
    /* Polled by calls (stack pointer below it?) and by loops (equal to POLL_NOW?): the end of this thread's C stack plus a
       reserve, or POLL_NOW when another thread wants this one to take notice. */
    _Atomic(uintptr_t) stack_limit;
    uintptr_t stack_end; /* what stack_limit is when nobody wants anything */
    int32_t calls_left;  /* how many more may be active: calls_most less those that are (frame.h) */
    int32_t calls_most;  /* the recursion limit, as this thread knows it */
    uint32_t generators; /* of them: generators, each on a C stack of its own */
    Frame *frame;        /* the innermost activation */

    Value raised;              /* the exception on its way up; UNBOUND: none */
    const Frame *raised_frame; /* the last frame that has put its line into the traceback of `raised` */
    Value handling;            /* the exception being handled; NONE: none since the innermost generator was resumed */
    Value outer_handling;      /* what is handled outside of that generator; NONE: none */

    Value repr_guard; /* the set of containers whose repr is being made (repr_guard.c); null: none yet */

    Interpreter *interpreter;
    ThrTask *task;
    Value object;            /* the threading.Thread of the script */
    _Atomic(uint32_t) wants; /* WANTS_…: why stack_limit is POLL_NOW */
    uint32_t rounds;         /* of loops, when observed */

    struct Identities *identities; /* of the program; null: objects are told apart by their addresses */
};

#define POLL_NOW UINTPTR_MAX

enum { WANTS_INTERRUPT = 1, WANTS_STOP = 2, WANTS_FINALIZERS = 4 };

/* sys.exception() */
static inline Value thread_handling(const Thread *thread) {
    return thread->handling != NONE ? thread->handling : thread->outer_handling;
}

/* Raises RecursionError when the C stack of this thread is nearly used up. For C functions that recurse by the depth of
   a script's data (repr, comparison, parsing); calls of script functions check by themselves. */
bool thread_check_stack(Thread *thread);

#endif
