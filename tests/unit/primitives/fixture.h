// What the tests of the primitives share: a runtime around each test body, workers, and waiting for a state instead of sleeping.
// A body gets the main task of a fresh runtime, so the same body runs under both schedulers: the program is built a second time
// with THR_TEST_MODEL, for the one that lets tasks take turns as a seed says.
// cmocka's asserts jump: they belong into the main task only; workers record, the main task asserts.
#ifndef TESTS_UNIT_PRIMITIVES_FIXTURE_H
#define TESTS_UNIT_PRIMITIVES_FIXTURE_H

#include "primitives/primitives.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MILLISECONDS(n) ((int64_t)(n)*1000000)

#ifdef THR_TEST_MODEL
#include "base/memory.h"
#include "explore/model.h"

static inline ThrRuntime *new_runtime(const ThrHost *host) {
    static Model *model;
    static uint64_t seed;
    if (!model) {
        memory_start();
        model = model_new();
    }
    model_begin(model, &(ModelOptions){.seed = seed++});
    return thr_runtime_create_on(&model_scheduler, model, host);
}
#else
static inline ThrRuntime *new_runtime(const ThrHost *host) {
    return thr_runtime_create(host);
}
#endif

static inline void run_body(void (*body)(ThrTask *self), const ThrHost *host) {
    ThrRuntime *runtime = new_runtime(host);
    ThrTask *main_task = calloc(1, sizeof *main_task);
    assert_non_null(runtime);
    assert_int_equal(thr_task_adopt(runtime, main_task, "main"), THR_OK);
    body(main_task);
    assert_int_equal(thr_join_stopped(main_task, thr_deadline(runtime, MILLISECONDS(10000))), THR_OK);
    thr_task_leave(main_task);
    assert_true(thr_runtime_destroy(runtime));
    free(main_task);
}

// TEST(name) { ...uses self... }, then cmocka_unit_test(name).
#define TEST(name) TEST_WITH_HOST(name, NULL)
#define TEST_WITH_HOST(name, host)                                                                                     \
    static void name##_body(ThrTask *self);                                                                            \
    static void name(void **state) {                                                                                   \
        (void)state;                                                                                                   \
        run_body(name##_body, host);                                                                                   \
    }                                                                                                                  \
    static void name##_body(ThrTask *self)

// Polls: for states that another task is about to reach. The limit of the whole program catches those that never come.
static inline void breathe(ThrTask *self) {
    thr_sleep(self, thr_deadline(self->runtime, 1000));
}
// The same without time passing, for as long as it takes.
static inline void look_again(ThrTask *self) {
    thr_step(self, THR_ACTION_READ, THR_KIND_TASK, self, NULL);
}
#define wait_until(self, condition)                                                                                    \
    while (!(condition)) breathe(self)

static inline int64_t deadline_in(ThrTask *self, int64_t milliseconds) {
    return thr_deadline(self->runtime, MILLISECONDS(milliseconds));
}

// A task with something to do and a place to say how it went.
typedef struct Worker {
    ThrTask task;
    void *subject;
    int number;
    int64_t deadline;
    ThrStatus status; // written by the worker, read once it is joined
    int order;        // likewise: when it got through, from `turn`
} Worker;

static inline void start(ThrTask *self, Worker *worker, void (*run)(ThrTask *, void *), void *subject) {
    *worker = (Worker){.subject = subject, .deadline = THR_FOREVER, .status = THR_NO_MEMORY, .order = -1};
    assert_int_equal(thr_task_spawn(self, &worker->task, &(ThrSpawn){.run = run, .argument = worker, .name = "worker"}),
                     THR_OK);
}

static inline void start_until(ThrTask *self, Worker *worker, void (*run)(ThrTask *, void *), void *subject,
                               int64_t deadline) {
    *worker = (Worker){.subject = subject, .deadline = deadline, .status = THR_NO_MEMORY, .order = -1};
    assert_int_equal(thr_task_spawn(self, &worker->task, &(ThrSpawn){.run = run, .argument = worker}), THR_OK);
}

static inline ThrStatus finish(ThrTask *self, Worker *worker) {
    assert_int_equal(thr_join(self, &worker->task, THR_FOREVER), THR_OK);
    return worker->status;
}

static inline bool waits_for(const ThrTask *task, ThrKind kind) {
    return thr_task_waits_for(task).kind == kind;
}

#endif
