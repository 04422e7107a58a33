/* threading.Semaphore and threading.BoundedSemaphore. */
#ifndef MODULES_THREADING_SEMAPHORE_H
#define MODULES_THREADING_SEMAPHORE_H

#include "modules/threading/apart.h"
#include "modules/threading/wait.h"
#include "object/thread.h"
#include "object/type.h"
#include "primitives/semaphore.h"

typedef struct SemaphoreObject {
    Object object;
    Setup setup;
    APART(sizeof(Object) + sizeof(Setup));
    ThrSemaphore semaphore;
} SemaphoreObject;

extern Type semaphore_type;
extern Type bounded_semaphore_type;

#endif
