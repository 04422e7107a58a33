/* Ctrl-C: a SIGINT makes the main thread of the listening program raise KeyboardInterrupt, out of whatever it waits
   for. */
#ifndef INTERP_INTERRUPT_H
#define INTERP_INTERRUPT_H

#include "interp/interpreter.h"

/* From now on signals are for this program; null: for nobody, they end the process as usual. The same for the
   collector's notice that finalizers wait to be run. */
void interrupt_listen(Interpreter *interpreter);

#endif
