/* threading.Semaphore and threading.BoundedSemaphore. */
#ifndef MODULES_THREADING_SEMAPHORE_H
#define MODULES_THREADING_SEMAPHORE_H

#include "modules/threading/wait.h"
#include "object/thread.h"
#include "object/type.h"
#include "primitives/semaphore.h"

typedef struct SemaphoreObject {
    Object object;
    Setup setup;
    ThrSemaphore semaphore;
} SemaphoreObject;

extern Type semaphore_type;
extern Type bounded_semaphore_type;

#endif
