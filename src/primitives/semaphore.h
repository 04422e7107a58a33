// A counter that waits at zero; bounded: never above its initial value. Nothing to destroy.
#ifndef PRIMITIVES_SEMAPHORE_H
#define PRIMITIVES_SEMAPHORE_H

#include "primitives/task.h"

typedef struct ThrSemaphore {
    _Atomic(int64_t) word; // the value and a bit for "somebody waits", in semaphore.c
    int64_t bound;         // -1: none
    int64_t awake;         // waiters woken and not yet served; under the guard
    ThrWaiters waiters;
} ThrSemaphore;

#define THR_SEMAPHORE_MAX (INT64_MAX >> 1)

// 0 <= value <= THR_SEMAPHORE_MAX.
void thr_semaphore_init(ThrSemaphore *semaphore, int64_t value);
void thr_semaphore_init_bounded(ThrSemaphore *semaphore, int64_t value);
// THR_OK, THR_TIMEOUT, THR_INTERRUPTED, THR_STOPPED.
ThrStatus thr_semaphore_acquire(ThrTask *self, ThrSemaphore *semaphore, int64_t deadline);
// n >= 1. THR_OK, or THR_TOO_MANY (above the bound; nothing is released).
ThrStatus thr_semaphore_release(ThrTask *self, ThrSemaphore *semaphore, int64_t n);
int64_t thr_semaphore_value(const ThrSemaphore *semaphore);
unsigned thr_semaphore_waiting(const ThrSemaphore *semaphore);

#endif
