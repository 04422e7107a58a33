/* threading.RLock: `_thread.RLock`. */
#ifndef MODULES_THREADING_RLOCK_H
#define MODULES_THREADING_RLOCK_H

#include "modules/threading/apart.h"
#include "object/thread.h"
#include "object/type.h"
#include "primitives/rlock.h"

typedef struct RLockObject {
    Object object;
    APART(sizeof(Object));
    ThrRLock rlock;
} RLockObject;

extern Type rlock_type;

Value rlock_new(void);

/* `with rlock:`. RuntimeError for releasing what this thread does not hold. */
Value rlock_enter(Thread *thread, Value rlock);
bool rlock_leave(Thread *thread, Value rlock);

#endif
