// A flag that tasks wait for. Setting it lets everybody go who waits at that moment, even if it is cleared at once.
// All zero is not set; nothing to destroy.
#ifndef PRIMITIVES_EVENT_H
#define PRIMITIVES_EVENT_H

#include "primitives/task.h"

typedef struct ThrEvent {
    atomic_uint word; // bits, in event.c
    ThrWaiters waiters;
} ThrEvent;

void thr_event_set(ThrTask *self, ThrEvent *event);
void thr_event_clear(ThrTask *self, ThrEvent *event);
bool thr_event_is_set(const ThrEvent *event);
// THR_OK, THR_TIMEOUT, THR_INTERRUPTED, THR_STOPPED.
ThrStatus thr_event_wait(ThrTask *self, ThrEvent *event, int64_t deadline);
unsigned thr_event_waiting(const ThrEvent *event);

#endif
