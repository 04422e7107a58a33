/* The report when every thread waits for ever. */
#ifndef INTERP_DEADLOCK_H
#define INTERP_DEADLOCK_H

#include "base/buffer.h"
#include "interp/interpreter.h"

/* The runtime's hook: prints the report and ends the process with status 3. */
void deadlock_report(ThrRuntime *runtime);

/* One line a live thread other than `self`: its name, and what it is doing or waiting for. */
void threads_describe(Buffer *out, Interpreter *interpreter, const Thread *self);

#endif
