/* The module `threading`, and the short names of its types and actions that need no import.
   All of it is C over the primitives; the types are in a pair of files each. */
#ifndef MODULES_THREADING_THREADING_H
#define MODULES_THREADING_THREADING_H

#include "object/dict.h"
#include "object/module.h"

/* For the table of native modules. */
Module *threading_make(Thread *thread);
void threading_restart(Thread *thread, Module *module);

/* thread daemon join lock semaphore event condition local, and threads. */
void threading_add_builtins(Thread *thread, Dict *builtins);

#endif
