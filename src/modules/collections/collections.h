/* The module `_collections`, for the registry: what __init__.thr here builds `collections` from. */
#ifndef MODULES_COLLECTIONS_COLLECTIONS_H
#define MODULES_COLLECTIONS_COLLECTIONS_H

#include "interp/interpreter.h"

Module *collections_make(Thread *thread);

extern const Builtin counting_functions[];

#endif
