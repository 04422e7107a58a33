/* Waiting for a key without missing what else happens: Ctrl-C, a finalizer to be run, a new size of the terminal. All of
   them write to one pipe, so that none is lost between a look at it and the wait. */
#ifndef CLI_REPL_WAKE_H
#define CLI_REPL_WAKE_H

#include "object/thread.h"

typedef enum WakeReason {
    WAKE_KEY,    /* standard input has something */
    WAKE_NOTICE, /* look at what there is: thread_poll, wake_resized */
    WAKE_GONE    /* nobody will type any more */
} WakeReason;

/* Once a process. */
void wake_start(void);

/* The thread counts as waiting for input meanwhile. */
WakeReason wake_wait(Thread *thread);

/* Whether, since it was asked last, the terminal has got another size, or the process has gone on after a stop in which
   another had the terminal. */
bool wake_resized(void);
bool wake_continued(void);

#endif
