/* threading.Condition: over a Lock, an RLock, or anything with acquire and release. */
#ifndef MODULES_THREADING_CONDITION_H
#define MODULES_THREADING_CONDITION_H

#include "modules/threading/wait.h"
#include "object/thread.h"
#include "object/type.h"
#include "primitives/condition.h"

typedef struct ConditionObject {
    Object object;
    Setup setup;
    Value lock;             /* set up once */
    ThrCondition condition; /* of the native lock, or of none */
} ConditionObject;

extern Type condition_type;

/* Over a lock of this module. */
ConditionObject *condition_new(Value lock);

#endif
