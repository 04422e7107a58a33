/* The module `time`: clocks and sleeping, by the primitives, so that virtual time is time for scripts too. */
#include "modules/time/time.h"

#include "interp/interpreter.h"
#include "modules/threading/wait.h"
#include "modules/time/calendar.h"
#include "modules/time/struct_time.h"
#include "object/error.h"
#include "object/float.h"
#include "object/int.h"
#include "object/operators.h"

#include <math.h>

/* ---- Clocks, each in seconds and in nanoseconds ---- */

static int64_t wall(Thread *thread) {
    return thr_clock_wall(thread->interpreter->runtime);
}

static int64_t monotonic(Thread *thread) {
    return thr_now(thread->interpreter->runtime);
}

/* Where runs repeat, computing takes no time. */
static int64_t process(Thread *thread) {
    return thread->interpreter->observed ? monotonic(thread) : thr_clock_process();
}

static int64_t of_thread(Thread *thread) {
    return thread->interpreter->observed ? monotonic(thread) : thr_clock_thread();
}

#define CLOCK(name, clock)                                                                                             \
    static Value time_##name(Thread *thread, Value self, const Arguments *args) {                                      \
        (void)self;                                                                                                    \
        (void)args;                                                                                                    \
        return value_from_float((double)clock(thread) / 1e9);                                                          \
    }                                                                                                                  \
    static Value time_##name##_ns(Thread *thread, Value self, const Arguments *args) {                                 \
        (void)self;                                                                                                    \
        (void)args;                                                                                                    \
        return int_from_int64(clock(thread));                                                                          \
    }

CLOCK(time, wall)
CLOCK(monotonic, monotonic)
CLOCK(process_time, process)
CLOCK(thread_time, of_thread)

/* ---- sleep ---- */

static Value time_sleep(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double seconds;
    Value value = args->items[0];
    if (!value_as_float(value, &seconds)) {
        Value number = value_index(thread, value);
        if (number == RAISED) return RAISED;
        seconds = int_to_double(number);
    }
    if (isnan(seconds)) return raise_value(thread, "Invalid value NaN (not a number)");
    if (seconds < 0) return raise_value(thread, "sleep length must be non-negative");
    if (seconds >= 0x1p63) return raise_error(thread, &overflow_error, "timestamp out of range for platform time_t");
    if (seconds > THR_TIMEOUT_MAX)
        return raise_error(thread, &overflow_error, "timestamp too large to convert to C PyTime_t");
    int64_t deadline = thr_deadline(thread->interpreter->runtime, thr_nanoseconds(seconds));
    return thread_check_status(thread, thr_sleep(task_here(thread), deadline)) ? NONE : RAISED;
}

static const Builtin functions[] = {
    {"monotonic", time_monotonic, 0, 0, "monotonic(): seconds of a clock that never goes back"},
    {"monotonic_ns", time_monotonic_ns, 0, 0, "monotonic_ns(): the same in nanoseconds"},
    {"perf_counter", time_monotonic, 0, 0, "perf_counter(): seconds of the clock for measuring"},
    {"perf_counter_ns", time_monotonic_ns, 0, 0, "perf_counter_ns(): the same in nanoseconds"},
    {"process_time", time_process_time, 0, 0, "process_time(): seconds of processor time of all threads"},
    {"process_time_ns", time_process_time_ns, 0, 0, "process_time_ns(): the same in nanoseconds"},
    {"sleep", time_sleep, 1, 1, "sleep(seconds): wait, and let other threads run"},
    {"thread_time", time_thread_time, 0, 0, "thread_time(): seconds of processor time of this thread"},
    {"thread_time_ns", time_thread_time_ns, 0, 0, "thread_time_ns(): the same in nanoseconds"},
    {"time", time_time, 0, 0, "time(): seconds since 1970-01-01 UTC"},
    {"time_ns", time_time_ns, 0, 0, "time_ns(): the same in nanoseconds"},
    {0},
};

Module *time_make(Thread *thread) {
    Module *module = module_new("time", "Clocks, sleeping, dates.");
    module_add_functions(module, functions);
    module_add_functions(module, time_calendar_functions);
    module_add_type(module, &struct_time_type);
    time_add_zone(thread, module);
    return module;
}
