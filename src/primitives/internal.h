// Parts of one primitive that another is made of, without steps and notices; for src/primitives only.
#ifndef PRIMITIVES_INTERNAL_H
#define PRIMITIVES_INTERNAL_H

#include "primitives/event.h"
#include "primitives/lock.h"

// `what` is told to reports as the thing waited for.
ThrStatus lock_take(ThrTask *self, ThrLock *lock, ThrWaitFor what, int64_t deadline);
ThrStatus lock_give(ThrTask *self, ThrLock *lock);
ThrStatus event_wait(ThrTask *self, ThrEvent *event, ThrWaitFor what, int64_t deadline);
void event_set(ThrTask *self, ThrEvent *event);
void local_drop_all(ThrTask *self); // when the task ends

#endif
