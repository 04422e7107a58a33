/* threading.Lock, as a script sees it: `_thread.lock`. */
#ifndef MODULES_THREADING_LOCK_H
#define MODULES_THREADING_LOCK_H

#include "modules/threading/apart.h"
#include "object/thread.h"
#include "object/type.h"
#include "primitives/lock.h"

typedef struct LockObject {
    Object object;
    APART(sizeof(Object));
    ThrLock lock;
} LockObject;

extern Type lock_type;

/* `with lock:`. RuntimeError for releasing a free one. */
Value lock_enter(Thread *thread, Value lock);
bool lock_leave(Thread *thread, Value lock);

#endif
