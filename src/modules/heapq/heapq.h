/* The module `_heapq`, for the registry: the operations that heapq.thr does not write in the language itself. */
#ifndef MODULES_HEAPQ_HEAPQ_H
#define MODULES_HEAPQ_HEAPQ_H

#include "interp/interpreter.h"

Module *heapq_make(Thread *thread);

#endif
