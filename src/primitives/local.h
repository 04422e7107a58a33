// A variable of which every task has a copy of its own. All zero is a new one, NULL in every task.
// The values of a task lie in memory from the host's `allocate` and are dropped when the task ends, or by thr_local_set to NULL.
#ifndef PRIMITIVES_LOCAL_H
#define PRIMITIVES_LOCAL_H

#include "primitives/task.h"

typedef struct ThrLocal {
    _Atomic(uint64_t) key; // given at the first set, never used again in a runtime
} ThrLocal;

void *thr_local_get(ThrTask *self, ThrLocal *local);
// THR_OK or THR_NO_MEMORY.
ThrStatus thr_local_set(ThrTask *self, ThrLocal *local, void *value);

#endif
