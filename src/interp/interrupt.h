/* Ctrl-C: a SIGINT makes the main thread of the listening program raise KeyboardInterrupt, out of whatever it waits
   for. */
#ifndef INTERP_INTERRUPT_H
#define INTERP_INTERRUPT_H

#include "interp/interpreter.h"

/* From now on signals are for this program; null: for nobody, they end the process as usual. The same for the
   collector's notice that finalizers wait to be run. */
void interrupt_listen(Interpreter *interpreter);

/* For a main thread that waits in a system call: each signal and notice also writes a byte to this descriptor, which
   does not block; -1: no longer. */
void interrupt_wake(int descriptor);

#endif
