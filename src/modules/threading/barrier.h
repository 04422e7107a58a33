/* threading.Barrier and threading.BrokenBarrierError. */
#ifndef MODULES_THREADING_BARRIER_H
#define MODULES_THREADING_BARRIER_H

#include "modules/threading/wait.h"
#include "object/thread.h"
#include "object/type.h"
#include "primitives/barrier.h"

typedef struct BarrierObject {
    Object object;
    Setup setup;
    Value action;  /* NONE: none; both set up once */
    Value timeout; /* of wait(), where it is given none */
    ThrBarrier barrier;
} BarrierObject;

extern Type barrier_type;
extern Type broken_barrier_error;

#endif
