// Every kind of wait ends in the same ways: by its deadline, by an interrupt, by the stop of the runtime.
#include "fixture.h"

#include <signal.h>

// All that can be waited for, in a state in which a wait lasts for ever.
typedef struct Things {
    ThrLock lock;
    ThrRLock rlock;
    ThrSemaphore semaphore;
    ThrEvent event;
    ThrLock condition_lock;
    ThrCondition condition;
    ThrBarrier barrier;
    ThrTimer timer;
    Worker other; // owns the reentrant lock, and lives until the end
    ThrEvent end;
} Things;

static ThrStatus wait_lock(ThrTask *self, Things *things, int64_t deadline) {
    return thr_lock_acquire(self, &things->lock, deadline);
}
static ThrStatus wait_rlock(ThrTask *self, Things *things, int64_t deadline) {
    return thr_rlock_acquire(self, &things->rlock, deadline);
}
static ThrStatus wait_semaphore(ThrTask *self, Things *things, int64_t deadline) {
    return thr_semaphore_acquire(self, &things->semaphore, deadline);
}
static ThrStatus wait_event(ThrTask *self, Things *things, int64_t deadline) {
    return thr_event_wait(self, &things->event, deadline);
}
static ThrStatus wait_condition(ThrTask *self, Things *things, int64_t deadline) {
    thr_lock_acquire(self, &things->condition_lock, THR_FOREVER);
    ThrStatus status = thr_condition_wait(self, &things->condition, deadline);
    if (status != THR_STOPPED && thr_lock_release(self, &things->condition_lock) != THR_OK) return THR_NOT_HELD;
    return status;
}
static ThrStatus wait_barrier(ThrTask *self, Things *things, int64_t deadline) {
    unsigned index;
    return thr_barrier_wait(self, &things->barrier, deadline, &index);
}
static ThrStatus wait_timer(ThrTask *self, Things *things, int64_t deadline) {
    return thr_timer_wait(self, &things->timer, deadline);
}
static ThrStatus wait_join(ThrTask *self, Things *things, int64_t deadline) {
    return thr_join(self, &things->other.task, deadline);
}
static ThrStatus wait_all(ThrTask *self, Things *things, int64_t deadline) {
    (void)things;
    return thr_join_all(self, deadline);
}
static ThrStatus wait_sleep(ThrTask *self, Things *things, int64_t deadline) {
    (void)things;
    return thr_sleep(self, deadline);
}

typedef struct Wait {
    ThrKind kind;
    ThrStatus (*wait)(ThrTask *self, Things *things, int64_t deadline);
    ThrStatus timeout; // what its own deadline answers
    size_t object;
} Wait;

static const Wait waits[] = {
    {THR_KIND_LOCK, wait_lock, THR_TIMEOUT, offsetof(Things, lock)},
    {THR_KIND_RLOCK, wait_rlock, THR_TIMEOUT, offsetof(Things, rlock)},
    {THR_KIND_SEMAPHORE, wait_semaphore, THR_TIMEOUT, offsetof(Things, semaphore)},
    {THR_KIND_EVENT, wait_event, THR_TIMEOUT, offsetof(Things, event)},
    {THR_KIND_CONDITION, wait_condition, THR_TIMEOUT, offsetof(Things, condition)},
    {THR_KIND_TIMER, wait_timer, THR_OK, offsetof(Things, timer)},
    {THR_KIND_TASK, wait_join, THR_TIMEOUT, offsetof(Things, other)},
    {THR_KIND_ALL_TASKS, wait_all, THR_TIMEOUT, 0},
    {THR_KIND_SLEEP, wait_sleep, THR_OK, 0},
    {THR_KIND_BARRIER, wait_barrier, THR_BROKEN, offsetof(Things, barrier)},
};
enum { WAITS = sizeof waits / sizeof *waits };

static void own_rlock_until_end(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Things *things = worker->subject;
    thr_rlock_acquire(self, &things->rlock, THR_NOW);
    thr_event_wait(self, &things->end, THR_FOREVER);
}

static void things_init(ThrTask *self, Things *things) {
    *things = (Things){0};
    thr_lock_acquire(self, &things->lock, THR_NOW);
    thr_semaphore_init(&things->semaphore, 0);
    thr_condition_init(&things->condition, &things->condition_lock);
    thr_barrier_init(&things->barrier, 99, false);
    start(self, &things->other, own_rlock_until_end, things);
    wait_until(self, thr_event_waiting(&things->end) == 1);
}

static void things_end(ThrTask *self, Things *things) {
    thr_event_set(self, &things->end);
    finish(self, &things->other);
}

typedef struct Waiting {
    Things *things;
    const Wait *how;
} Waiting;

static void wait_somehow(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Waiting *waiting = worker->subject;
    worker->status = waiting->how->wait(self, waiting->things, worker->deadline);
}

TEST(every_wait_ends_at_its_deadline) {
    Things things;
    things_init(self, &things);
    for (int i = 0; i < WAITS; i++) {
        int64_t deadline = deadline_in(self, 3);
        assert_int_equal(waits[i].wait(self, &things, deadline), waits[i].timeout);
        assert_true(thr_now(self->runtime) >= deadline);
        assert_int_equal(thr_task_waits_for(self).kind, THR_KIND_NONE);
    }
    things_end(self, &things);
}

TEST(every_wait_asks_without_waiting) {
    Things things;
    things_init(self, &things);
    const int64_t past[] = {THR_NOW, -1, 0, 1};
    for (int i = 0; i < WAITS; i++)
        for (int j = 0; j < 4; j++) {
            things.timer = (ThrTimer){0};
            assert_int_equal(waits[i].wait(self, &things, past[j]), waits[i].timeout);
        }
    things_end(self, &things);
}

static void every_wait_is_ended_by(ThrTask *self, void (*interrupt)(ThrTask *task), int64_t deadline) {
    Things things;
    things_init(self, &things);
    for (int i = 0; i < WAITS; i++) {
        Waiting waiting = {&things, &waits[i]};
        Worker worker;
        start_until(self, &worker, wait_somehow, &waiting, deadline);
        wait_until(self, waits_for(&worker.task, waits[i].kind));
        if (waits[i].object || waits[i].kind == THR_KIND_LOCK)
            assert_ptr_equal(thr_task_waits_for(&worker.task).object, (char *)&things + waits[i].object);
        interrupt(&worker.task);
        assert_int_equal(finish(self, &worker), THR_INTERRUPTED);
        assert_false(thr_interrupt_pending(&worker.task));
    }
    assert_false(thr_barrier_broken(&things.barrier));
    things_end(self, &things);
}

TEST(every_wait_is_ended_by_an_interrupt) {
    every_wait_is_ended_by(self, thr_interrupt, THR_FOREVER);
    every_wait_is_ended_by(self, thr_interrupt, deadline_in(self, 1000000));
}

static ThrTask *_Atomic on_signal;

static void handle(int number) {
    (void)number;
    thr_interrupt(atomic_load(&on_signal));
}

static void interrupt_by_signal(ThrTask *task) {
    atomic_store(&on_signal, task);
    raise(SIGUSR1);
}

TEST(a_signal_handler_may_interrupt) {
    struct sigaction action = {.sa_handler = handle};
    sigaction(SIGUSR1, &action, NULL);
    every_wait_is_ended_by(self, interrupt_by_signal, THR_FOREVER);
}

TEST(an_interrupt_is_kept_for_the_next_wait) {
    Things things;
    things_init(self, &things);
    for (int i = 0; i < WAITS; i++) {
        thr_interrupt(self);
        thr_interrupt(self);
        assert_true(thr_interrupt_pending(self));
        assert_int_equal(waits[i].wait(self, &things, THR_FOREVER), THR_INTERRUPTED);
        assert_false(thr_interrupt_pending(self));
    }
    things_end(self, &things);
}

TEST(what_is_free_is_had_in_spite_of_an_interrupt) {
    ThrLock lock = {0};
    ThrSemaphore semaphore;
    ThrEvent event = {0};
    thr_semaphore_init(&semaphore, 1);
    thr_event_set(self, &event);
    thr_interrupt(self);
    assert_int_equal(thr_lock_acquire(self, &lock, THR_FOREVER), THR_OK);
    assert_int_equal(thr_semaphore_acquire(self, &semaphore, THR_FOREVER), THR_OK);
    assert_int_equal(thr_event_wait(self, &event, THR_FOREVER), THR_OK);
    assert_true(thr_interrupt_take(self));
    assert_false(thr_interrupt_take(self));
    assert_int_equal(thr_sleep(self, deadline_in(self, 1)), THR_OK);
}

TEST(an_interrupted_waiter_takes_nothing_along) {
    ThrSemaphore semaphore;
    Worker worker;
    for (int i = 0; i < 300; i++) {
        thr_semaphore_init(&semaphore, 0);
        Things things = {0};
        things.semaphore = semaphore;
        Waiting waiting = {&things, &waits[2]};
        start(self, &worker, wait_somehow, &waiting);
        wait_until(self, thr_semaphore_waiting(&things.semaphore) == 1);
        thr_interrupt(&worker.task);
        thr_semaphore_release(self, &things.semaphore, 1);
        ThrStatus status = finish(self, &worker);
        assert_true(status == THR_OK || status == THR_INTERRUPTED);
        assert_int_equal(thr_semaphore_value(&things.semaphore), status == THR_OK ? 0 : 1);
        assert_int_equal(thr_interrupt_pending(&worker.task), status == THR_OK);
    }
}

TEST(every_wait_is_ended_by_the_stop) {
    Things things;
    Worker workers[WAITS];
    Waiting waiting[WAITS];
    things_init(self, &things);
    for (int i = 0; i < WAITS; i++) {
        waiting[i] = (Waiting){&things, &waits[i]};
        start(self, &workers[i], wait_somehow, &waiting[i]);
        wait_until(self, waits_for(&workers[i].task, waits[i].kind));
    }
    thr_runtime_stop(self);
    assert_int_equal(thr_join_stopped(self, THR_FOREVER), THR_OK);
    for (int i = 0; i < WAITS; i++) {
        ThrStatus status = finish(self, &workers[i]);
        // Those that wait for other tasks may also see these end first.
        assert_true(status == THR_STOPPED || (status == THR_OK && waits[i].wait == wait_join) ||
                    (status == THR_OK && waits[i].wait == wait_all));
    }
}

static void wait_twice_after_the_stop(ThrTask *self, void *argument) {
    Worker *worker = argument;
    while (!thr_task_stopping(self)) look_again(self);
    ThrEvent event = {0};
    worker->status = thr_event_wait(self, &event, THR_FOREVER);
    if (thr_sleep(self, THR_FOREVER) != THR_STOPPED) worker->status = THR_OK;
}

TEST(the_stop_lasts) {
    Worker worker, late = {0};
    start(self, &worker, wait_twice_after_the_stop, NULL);
    assert_false(thr_task_stopping(self));
    assert_int_equal(thr_join_stopped(self, deadline_in(self, 2)), THR_TIMEOUT);
    thr_runtime_stop(self);
    assert_false(thr_task_stopping(self));
    assert_int_equal(thr_join_stopped(self, THR_FOREVER), THR_OK);
    assert_int_equal(finish(self, &worker), THR_STOPPED);
    assert_int_equal(thr_task_spawn(self, &late.task, &(ThrSpawn){.run = wait_somehow}), THR_STOPPED);
    assert_false(thr_task_started(&late.task));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_wait_ends_at_its_deadline),
        cmocka_unit_test(every_wait_asks_without_waiting),
        cmocka_unit_test(every_wait_is_ended_by_an_interrupt),
        cmocka_unit_test(a_signal_handler_may_interrupt),
        cmocka_unit_test(an_interrupt_is_kept_for_the_next_wait),
        cmocka_unit_test(what_is_free_is_had_in_spite_of_an_interrupt),
        cmocka_unit_test(an_interrupted_waiter_takes_nothing_along),
        cmocka_unit_test(every_wait_is_ended_by_the_stop),
        cmocka_unit_test(the_stop_lasts),
    };
    return cmocka_run_group_tests_name("waits", tests, NULL, NULL);
}
