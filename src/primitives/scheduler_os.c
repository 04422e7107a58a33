// A scheduler that leaves the choice to the operating system: a task is a pthread, parked on a futex, the word of its signals.
// The absolute monotonic deadline goes to the kernel as it is.
#include "primitives/runtime_state.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { NANOSECONDS = 1000000000 };
enum { YIELDS = 2, SPINS = 60, PAUSES = 8, EXPLORING = 16 }; // see linger
enum { SLOW_YIELD = 200000, MOST_LOST = 10 };                // nanoseconds; see yield

static void panic(const char *call, int error) {
    fprintf(stderr, "thr: %s: %s\n", call, strerror(error));
    abort();
}

static int64_t read_clock(clockid_t clock) {
    struct timespec t;
    if (clock_gettime(clock, &t) != 0) panic("clock_gettime", errno);
    return (int64_t)t.tv_sec * NANOSECONDS + t.tv_nsec;
}

static int64_t now(ThrRuntime *runtime) {
    (void)runtime;
    return read_clock(CLOCK_MONOTONIC);
}

static int64_t wall(ThrRuntime *runtime) {
    (void)runtime;
    return read_clock(CLOCK_REALTIME);
}

// Sleeps while the word has this value. True: the deadline has passed.
static bool futex_wait(atomic_uint *word, unsigned value, int64_t deadline) {
    struct timespec at = {.tv_sec = deadline / NANOSECONDS, .tv_nsec = deadline % NANOSECONDS};
    long result = syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, value, deadline == THR_FOREVER ? NULL : &at, NULL,
                          FUTEX_BITSET_MATCH_ANY);
    if (result == 0 || errno == EAGAIN || errno == EINTR) return false;
    if (errno != ETIMEDOUT) panic("futex wait", errno);
    return true;
}

// The word may have gone with its task: then the wake hits nobody, or somebody who looks again, and errors mean nothing.
static void futex_wake(atomic_uint *word) {
    int error = errno;
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX);
    errno = error;
}

// The answer to the signals there are, if any is in the mask.
static bool answered(ThrTask *self, unsigned signals, unsigned mask, ThrStatus *answer) {
    if (!(signals & mask)) return false;
    *answer = signals & mask & THR_SIGNAL_WAKE   ? THR_OK
              : signals & mask & THR_SIGNAL_STOP ? THR_STOPPED
                                                 : THR_INTERRUPTED;
    unsigned used = THR_SIGNAL_SLEEPING | (*answer == THR_OK ? THR_SIGNAL_WAKE : 0);
    atomic_fetch_and(&self->signals, ~used);
    return true;
}

// Gives the core away for a moment. Where other programs want it, it comes back only after the time that the system grants those: then
// it is kept for some waits, for more of them each time that this happens.
static void yield(ThrTask *self) {
    if ((int)(self->waits - self->yields_from) < 0) return;
    int64_t before = read_clock(CLOCK_MONOTONIC);
    sched_yield();
    bool is_slow = read_clock(CLOCK_MONOTONIC) - before > SLOW_YIELD;
    self->yields_lost = !is_slow ? 0 : self->yields_lost < MOST_LOST ? self->yields_lost + 1 : MOST_LOST;
    if (is_slow) self->yields_from = self->waits + (32u << self->yields_lost);
}

// Before the system is asked for a wait and somebody else for a wake: who brings the wake may want this very core, or be at it on
// another one. The second costs time, and is tried where it helped the last time, and now and then. A thread's first wait is left
// out: it may be the only one, for a signal to all of a crowd.
static void linger(ThrTask *self, unsigned mask) {
    if (self->waits++ == 0) return;
    bool try_all = self->lingered_well || self->waits % EXPLORING == 0;
    unsigned moments = try_all ? YIELDS + SPINS : YIELDS, moment = 0;
    for (; moment < moments && !(atomic_load(&self->signals) & mask); moment++) {
        if (moment < YIELDS) yield(self);
        else
            for (unsigned i = 0; i < PAUSES; i++) pause_briefly();
    }
    self->lingered_well = moment < moments;
}

static ThrStatus park_until(ThrTask *self, int64_t deadline, unsigned mask) {
    ThrStatus answer;
    if (deadline < 0) deadline = 0;
    if (mask & THR_SIGNAL_WAKE) linger(self, mask);
    for (;;) {
        unsigned signals = atomic_load(&self->signals);
        if (answered(self, signals, mask, &answer)) return answer;
        unsigned asleep = signals | THR_SIGNAL_SLEEPING;
        if (!atomic_compare_exchange_strong(&self->signals, &signals, asleep)) continue;
        if (!futex_wait(&self->signals, asleep, deadline)) continue;
        if (answered(self, atomic_load(&self->signals), mask, &answer)) return answer;
        atomic_fetch_and(&self->signals, ~(unsigned)THR_SIGNAL_SLEEPING);
        return THR_TIMEOUT;
    }
}

typedef struct Rest {
    ThrTask *self;
    int64_t deadline;
    unsigned mask;
    ThrStatus answer;
} Rest;

static void park_resting(void *context) {
    Rest *rest = context;
    rest->answer = park_until(rest->self, rest->deadline, rest->mask);
}

static ThrStatus park(ThrTask *self, int64_t deadline, unsigned mask) {
    const ThrHost *host = &self->runtime->host;
    if (!host->rest) return park_until(self, deadline, mask);
    ThrStatus answer;
    if (answered(self, atomic_load(&self->signals), mask, &answer)) return answer;
    Rest rest = {self, deadline, mask, THR_TIMEOUT};
    host->rest(park_resting, &rest);
    return rest.answer;
}

static void unpark(ThrTask *task, unsigned signal) {
    atomic_uint *word = &task->signals;
    if (atomic_fetch_or(word, signal) & THR_SIGNAL_SLEEPING) futex_wake(word);
}

static int adopt(ThrTask *task) {
    (void)task;
    return (int)syscall(SYS_gettid);
}

static void *thread_body(void *task) {
    thr_task_body(task);
    return NULL;
}

static bool start_thread(ThrTask *task, const pthread_attr_t *attributes) {
    pthread_t thread;
    int error = pthread_create(&thread, attributes, thread_body, task);
    if (error != 0 && error != EAGAIN && error != ENOMEM) panic("pthread_create", error);
    return error == 0;
}

static size_t stack_size_for(size_t asked) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE), least = (size_t)sysconf(_SC_THREAD_STACK_MIN);
    return ((asked < least ? least : asked) + page - 1) / page * page;
}

static bool spawn(ThrTask *task) {
    if (!task->stack_size) return start_thread(task, NULL);
    pthread_attr_t attributes;
    int error = pthread_attr_init(&attributes);
    if (error) panic("pthread_attr_init", error);
    error = pthread_attr_setstacksize(&attributes, stack_size_for(task->stack_size));
    if (error) panic("pthread_attr_setstacksize", error);
    bool started = start_thread(task, &attributes);
    pthread_attr_destroy(&attributes);
    return started;
}

// Every thread that ends sees its predecessor out, and thr_runtime_destroy the last one: no thread outlives the runtime.
static uintptr_t retire(ThrRuntime *runtime) {
    uintptr_t before = runtime->retired;
    runtime->retired = (uintptr_t)pthread_self();
    return before;
}

static void reap(uintptr_t thread) {
    int error = pthread_join((pthread_t)thread, NULL);
    if (error) panic("pthread_join", error);
}

const ThrScheduler thr_scheduler_os = {
    .parallel = true,
    .adopt = adopt,
    .spawn = spawn,
    .park = park,
    .unpark = unpark,
    .now = now,
    .wall = wall,
    .retire = retire,
    .reap = reap,
};
