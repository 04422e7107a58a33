// Clocks, and conversions to deadlines.
#include "primitives/clock.h"

#include "primitives/runtime_state.h"

#include <time.h>

static void ask(ThrRuntime *runtime) {
    if (runtime->scheduler->time_asked) runtime->scheduler->time_asked(runtime);
}

int64_t thr_now(ThrRuntime *runtime) {
    ask(runtime);
    return runtime->scheduler->now(runtime);
}

int64_t thr_clock_wall(ThrRuntime *runtime) {
    ask(runtime);
    return runtime->scheduler->wall(runtime);
}

static int64_t nanoseconds_of(struct timespec t) {
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t thr_clock_resolution(ThrRuntime *runtime) {
    (void)runtime;
    struct timespec t = {.tv_nsec = 1};
    clock_getres(CLOCK_MONOTONIC, &t);
    return nanoseconds_of(t);
}

static int64_t read_clock(clockid_t clock) {
    struct timespec t = {0};
    clock_gettime(clock, &t);
    return nanoseconds_of(t);
}

int64_t thr_clock_process(void) {
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

int64_t thr_clock_thread(void) {
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

int64_t thr_deadline(ThrRuntime *runtime, int64_t nanoseconds) {
    if (nanoseconds <= 0) return THR_NOW;
    int64_t now = thr_now(runtime);
    return nanoseconds >= THR_FOREVER - now ? THR_FOREVER : now + nanoseconds;
}

int64_t thr_nanoseconds(double seconds) {
    double nanoseconds = seconds * 1e9;
    if (nanoseconds != nanoseconds) return 0;
    if (nanoseconds >= 9223372036854775807.0) return INT64_MAX;
    if (nanoseconds <= -9223372036854775808.0) return INT64_MIN;
    int64_t whole = (int64_t)nanoseconds;
    return whole + ((double)whole < nanoseconds);
}

ThrStatus thr_sleep(ThrTask *self, int64_t deadline) {
    step(self, THR_ACTION_SLEEP, THR_KIND_SLEEP, NULL);
    if (thr_waiters_expired(self, deadline)) return THR_OK;
    ThrStatus status = thr_waiters_sleep(self, deadline);
    return status == THR_TIMEOUT ? THR_OK : status;
}
