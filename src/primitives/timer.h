// A deferred call that can be cancelled, in the task that will make it: `if (thr_timer_wait(self, t, due) == THR_OK) call();`
// All zero is a new timer; nothing to destroy.
#ifndef PRIMITIVES_TIMER_H
#define PRIMITIVES_TIMER_H

#include "primitives/event.h"

typedef struct ThrTimer {
    ThrEvent over;       // set once it is cancelled or has fired
    atomic_uint outcome; // 0: neither yet
} ThrTimer;

// THR_OK: due, and not cancelled; from now on cancelling has no effect. THR_CANCELLED, THR_INTERRUPTED, THR_STOPPED.
ThrStatus thr_timer_wait(ThrTask *self, ThrTimer *timer, int64_t due);
// True if it came in time: the call will not be made.
bool thr_timer_cancel(ThrTask *self, ThrTimer *timer);
bool thr_timer_over(const ThrTimer *timer);

#endif
