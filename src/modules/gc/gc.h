/* The module `gc`, for the registry. */
#ifndef MODULES_GC_GC_H
#define MODULES_GC_GC_H

#include "interp/interpreter.h"

Module *gc_make(Thread *thread);

#endif
