/* The module `_traceback`, for the registry: what traceback.thr is built on. */
#ifndef MODULES_TRACEBACK_TRACEBACK_H
#define MODULES_TRACEBACK_TRACEBACK_H

#include "interp/interpreter.h"

Module *traceback_make(Thread *thread);

#endif
