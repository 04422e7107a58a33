/* The module `_weakref`, for the registry: references that do not keep their object alive. */
#ifndef MODULES_WEAKREF_WEAKREF_H
#define MODULES_WEAKREF_WEAKREF_H

#include "interp/interpreter.h"

Module *weakref_make(Thread *thread);

#endif
