// Time, in nanoseconds. The first three ask the runtime's scheduler, so that virtual time is possible.
#ifndef PRIMITIVES_CLOCK_H
#define PRIMITIVES_CLOCK_H

#include "primitives/task.h"

int64_t thr_now(ThrRuntime *runtime);              // monotonic; what deadlines are measured by
int64_t thr_clock_wall(ThrRuntime *runtime);       // since 1970-01-01 UTC
int64_t thr_clock_resolution(ThrRuntime *runtime); // of the monotonic clock
int64_t thr_clock_process(void);                   // CPU time of the process
int64_t thr_clock_thread(void);                    // CPU time of the calling OS thread

// The deadline `nanoseconds` from now: THR_NOW if not positive, THR_FOREVER if beyond the end of time.
int64_t thr_deadline(ThrRuntime *runtime, int64_t nanoseconds);
// Seconds to nanoseconds, rounded up; saturates; a NaN is 0.
int64_t thr_nanoseconds(double seconds);

// Until the deadline: THR_OK; or THR_INTERRUPTED, THR_STOPPED.
ThrStatus thr_sleep(ThrTask *self, int64_t deadline);

#endif
