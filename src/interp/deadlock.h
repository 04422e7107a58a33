/* The report when every thread waits for ever. */
#ifndef INTERP_DEADLOCK_H
#define INTERP_DEADLOCK_H

#include "base/buffer.h"
#include "interp/interpreter.h"

/* The runtime's hook: prints the report and ends the process with status 3; after Ctrl-C it only tells who is left,
   status 130. At a prompt it returns, and the main thread is interrupted. */
void deadlock_report(ThrRuntime *runtime);

/* The same for threads that run in circles, as only a scheduler can know that sees every step. Called on one of them. */
_Noreturn void livelock_report(Interpreter *interpreter);

/* "The program ends, though these threads have not:" and what each live thread but `except` and the daemons is doing;
   nothing when there are none. */
void threads_describe(Buffer *out, Thread *self, const Thread *except);

#endif
