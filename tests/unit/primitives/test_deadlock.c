// Deadlock reports: exactly when every task waits for ever, once, with who waits for what.
#include "fixture.h"

#include <signal.h>
#include <sys/time.h>

enum { TASKS = 4, ROUNDS = 300 };

// What the hook saw. It runs while nothing else does.
static struct {
    atomic_int reports;
    ThrTask *rescue; // interrupted by the hook, so that the test goes on
    int seen;
    ThrTask *task[TASKS + 1];
    ThrWaitReport wait[TASKS + 1];
    const void *site[TASKS + 1];
} seen;

static void look(ThrTask *task, void *context) {
    (void)context;
    if (seen.seen > TASKS) return;
    seen.task[seen.seen] = task;
    seen.site[seen.seen] = thr_task_site(task);
    seen.wait[seen.seen++] = thr_task_waits_for(task);
}

static void on_deadlock(ThrRuntime *runtime) {
    atomic_fetch_add(&seen.reports, 1);
    thr_each_task(runtime, look, NULL);
    thr_interrupt(seen.rescue);
}

static const ThrHost recording = {.deadlock = on_deadlock};

static void expect_no_report_yet(ThrTask *rescue) {
    memset(&seen, 0, sizeof seen);
    seen.rescue = rescue;
}

typedef struct Pair {
    ThrLock a, b;
    ThrBarrier both;
} Pair;

static const char site_main[] = "main:1", site_a[] = "x:10", site_b[] = "y:20", site_ab[] = "x:11", site_ba[] = "y:21";

static void take_both(ThrTask *self, Worker *worker, ThrLock *first, const char *here, ThrLock *second,
                      const char *there) {
    Pair *pair = worker->subject;
    unsigned index;
    thr_task_set_site(self, here);
    thr_lock_acquire(self, first, THR_FOREVER);
    thr_barrier_wait(self, &pair->both, THR_FOREVER, &index);
    thr_task_set_site(self, there);
    worker->status = thr_lock_acquire(self, second, worker->deadline);
    if (worker->status == THR_OK) thr_lock_release(self, second);
    thr_lock_release(self, first);
}

static void take_a_then_b(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Pair *pair = worker->subject;
    take_both(self, worker, &pair->a, site_a, &pair->b, site_ab);
}

static void take_b_then_a(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Pair *pair = worker->subject;
    take_both(self, worker, &pair->b, site_b, &pair->a, site_ba);
}

TEST_WITH_HOST(tells_who_waits_for_what_held_by_whom_taken_where, &recording) {
    Pair pair = {0};
    Worker x, y;
    expect_no_report_yet(self);
    thr_barrier_init(&pair.both, 2, false);
    start(self, &x, take_a_then_b, &pair);
    start(self, &y, take_b_then_a, &pair);
    thr_task_set_site(self, site_main);
    assert_int_equal(thr_join_all(self, THR_FOREVER), THR_INTERRUPTED);
    assert_int_equal(seen.reports, 1);
    assert_int_equal(seen.seen, 3);
    assert_ptr_equal(seen.task[0], self);
    assert_int_equal(seen.wait[0].kind, THR_KIND_ALL_TASKS);
    assert_ptr_equal(seen.site[0], site_main);
    assert_ptr_equal(seen.task[1], &x.task);
    assert_int_equal(seen.wait[1].kind, THR_KIND_LOCK);
    assert_ptr_equal(seen.wait[1].object, &pair.b);
    assert_ptr_equal(seen.wait[1].owner, &y.task);
    assert_ptr_equal(seen.wait[1].taken_at, site_b);
    assert_ptr_equal(seen.site[1], site_ab);
    assert_ptr_equal(seen.wait[2].object, &pair.a);
    assert_ptr_equal(seen.wait[2].owner, &x.task);
    assert_ptr_equal(seen.wait[2].taken_at, site_a);
    assert_ptr_equal(seen.site[2], site_ba);
    thr_interrupt(&x.task);
    assert_int_equal(finish(self, &x), THR_INTERRUPTED);
    assert_int_equal(finish(self, &y), THR_OK);
    assert_int_equal(seen.reports, 1);
}

TEST_WITH_HOST(a_cycle_is_silent_while_somebody_runs_or_waits_with_a_deadline, &recording) {
    Pair pair = {0};
    Worker x, y;
    expect_no_report_yet(self);
    thr_barrier_init(&pair.both, 2, false);
    start(self, &x, take_a_then_b, &pair);
    start(self, &y, take_b_then_a, &pair);
    wait_until(self, thr_lock_waiting(&pair.a) == 1 && thr_lock_waiting(&pair.b) == 1);
    assert_int_equal(thr_join_all(self, deadline_in(self, 10)), THR_TIMEOUT);
    thr_external_begin(self);
    assert_int_equal(thr_task_waits_for(self).kind, THR_KIND_EXTERNAL);
    thr_external_end(self);
    assert_int_equal(thr_task_waits_for(self).kind, THR_KIND_NONE);
    assert_int_equal(seen.reports, 0);
    thr_interrupt(&x.task);
    finish(self, &x);
    finish(self, &y);
    assert_int_equal(seen.reports, 0);
}

static void interrupt_rescue(int signal) {
    (void)signal;
    thr_interrupt(seen.rescue);
}

static void interrupt_soon(void) {
    const struct sigaction action = {.sa_handler = interrupt_rescue};
    const struct itimerval soon = {.it_value = {.tv_usec = 20000}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &soon, NULL);
}

TEST_WITH_HOST(a_single_task_that_waits_for_itself, &recording) {
    ThrLock lock = {0};
    ThrEvent event = {0};
    expect_no_report_yet(self);
    thr_lock_acquire(self, &lock, THR_FOREVER);
    assert_int_equal(thr_lock_acquire(self, &lock, THR_FOREVER), THR_INTERRUPTED);
    assert_int_equal(seen.reports, 1);
    assert_int_equal(seen.wait[0].kind, THR_KIND_LOCK);
    assert_ptr_equal(seen.wait[0].owner, self);
    interrupt_soon(); // told once is told: the next one would last
    assert_int_equal(thr_event_wait(self, &event, THR_FOREVER), THR_INTERRUPTED);
    assert_int_equal(seen.reports, 1);
}

static void hold_and_end(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_lock_acquire(self, worker->subject, THR_FOREVER);
    wait_until(self, thr_lock_waiting(worker->subject) == 1);
    breathe(self);
}

TEST_WITH_HOST(an_ending_task_may_leave_the_others_stuck, &recording) {
    ThrLock lock = {0};
    Worker worker;
    expect_no_report_yet(self);
    start(self, &worker, hold_and_end, &lock);
    wait_until(self, thr_lock_held(&lock));
    assert_int_equal(thr_lock_acquire(self, &lock, THR_FOREVER), THR_INTERRUPTED);
    assert_int_equal(seen.reports, 1);
    assert_int_equal(seen.seen, 1);
    assert_ptr_equal(seen.wait[0].owner, &worker.task);
    finish(self, &worker);
}

static void sleep_forever(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_sleep(self, THR_FOREVER);
}

static void join_other(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_join(self, worker->subject, THR_FOREVER);
}

TEST_WITH_HOST(daemons_sleepers_and_joiners_count, &recording) {
    Worker sleeper = {0}, joiner;
    expect_no_report_yet(self);
    const ThrSpawn as_daemon = {.run = sleep_forever, .argument = &sleeper, .daemon = true};
    assert_int_equal(thr_task_spawn(self, &sleeper.task, &as_daemon), THR_OK);
    start(self, &joiner, join_other, &sleeper.task);
    assert_int_equal(thr_join(self, &joiner.task, THR_FOREVER), THR_INTERRUPTED);
    assert_int_equal(seen.reports, 1);
    assert_int_equal(seen.wait[1].kind, THR_KIND_SLEEP);
    assert_int_equal(seen.wait[2].kind, THR_KIND_TASK);
    assert_ptr_equal(seen.wait[2].owner, &sleeper.task);
    thr_interrupt(&sleeper.task);
    finish(self, &joiner);
}

TEST_WITH_HOST(a_condition_nobody_will_notify, &recording) {
    ThrRLock rlock = {0};
    ThrCondition condition;
    expect_no_report_yet(self);
    thr_condition_init_rlock(&condition, &rlock);
    thr_rlock_acquire(self, &rlock, THR_FOREVER);
    assert_int_equal(thr_condition_wait(self, &condition, THR_FOREVER), THR_INTERRUPTED);
    assert_int_equal(seen.reports, 1);
    assert_int_equal(seen.wait[0].kind, THR_KIND_CONDITION);
    assert_ptr_equal(seen.wait[0].object, &condition);
    assert_true(thr_rlock_owned(self, &rlock));
}

TEST_WITH_HOST(a_pending_interrupt_is_no_deadlock, &recording) {
    ThrEvent event = {0};
    expect_no_report_yet(self);
    for (int i = 0; i < ROUNDS; i++) {
        thr_interrupt(self);
        assert_int_equal(thr_event_wait(self, &event, THR_FOREVER), THR_INTERRUPTED);
    }
    assert_int_equal(seen.reports, 0);
}

// Two tasks that are both parked for most of the time, but never for good: each wake comes in the last moment.
typedef struct Table {
    ThrSemaphore ping, pong;
} Table;

static void return_ball(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Table *table = worker->subject;
    for (int i = 0; i < 10 * ROUNDS; i++) {
        thr_semaphore_acquire(self, &table->ping, THR_FOREVER);
        thr_semaphore_release(self, &table->pong, 1);
    }
}

TEST_WITH_HOST(who_is_about_to_be_woken_is_not_stuck, &recording) {
    Table table;
    Worker worker;
    expect_no_report_yet(self);
    thr_semaphore_init(&table.ping, 0);
    thr_semaphore_init(&table.pong, 0);
    start(self, &worker, return_ball, &table);
    for (int i = 0; i < 10 * ROUNDS; i++) {
        thr_semaphore_release(self, &table.ping, 1);
        assert_int_equal(thr_semaphore_acquire(self, &table.pong, THR_FOREVER), THR_OK);
    }
    finish(self, &worker);
    assert_int_equal(seen.reports, 0);
}

static void do_nothing(ThrTask *self, void *argument) {
    (void)self;
    (void)argument;
}

TEST_WITH_HOST(starting_and_ending_tasks_are_not_stuck, &recording) {
    Worker worker;
    expect_no_report_yet(self);
    for (int i = 0; i < ROUNDS; i++) {
        start(self, &worker, do_nothing, NULL);
        assert_int_equal(thr_join_all(self, THR_FOREVER), THR_OK);
        finish(self, &worker);
    }
    assert_int_equal(seen.reports, 0);
}

// The stuck task is found every time, whichever way the last step falls.
static void set_and_wait(ThrTask *self, void *argument) {
    Worker *worker = argument;
    ThrEvent *events = worker->subject;
    thr_event_set(self, &events[0]);
    worker->status = thr_event_wait(self, &events[1], THR_FOREVER);
}

static void stuck_once(ThrTask *self) {
    ThrEvent events[2] = {0};
    Worker worker;
    expect_no_report_yet(self);
    start(self, &worker, set_and_wait, events);
    assert_int_equal(thr_event_wait(self, &events[0], THR_FOREVER), THR_OK);
    assert_int_equal(thr_event_wait(self, &events[1], THR_FOREVER), THR_INTERRUPTED);
    assert_int_equal(seen.reports, 1);
    thr_event_set(self, &events[1]);
    finish(self, &worker);
}

static void never_misses_one(void **state) {
    (void)state;
    for (int i = 0; i < ROUNDS; i++) run_body(stuck_once, &recording);
}

TEST_WITH_HOST(nothing_is_told_during_the_stop, &recording) {
    Worker sleeper;
    expect_no_report_yet(self);
    start(self, &sleeper, sleep_forever, NULL);
    wait_until(self, waits_for(&sleeper.task, THR_KIND_SLEEP));
    thr_runtime_stop(self);
    assert_int_equal(thr_join_stopped(self, THR_FOREVER), THR_OK);
    assert_int_equal(sleeper.status, THR_STOPPED);
    assert_int_equal(seen.reports, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_who_waits_for_what_held_by_whom_taken_where),
        cmocka_unit_test(a_cycle_is_silent_while_somebody_runs_or_waits_with_a_deadline),
        cmocka_unit_test(a_single_task_that_waits_for_itself),
        cmocka_unit_test(an_ending_task_may_leave_the_others_stuck),
        cmocka_unit_test(daemons_sleepers_and_joiners_count),
        cmocka_unit_test(a_condition_nobody_will_notify),
        cmocka_unit_test(a_pending_interrupt_is_no_deadlock),
        cmocka_unit_test(who_is_about_to_be_woken_is_not_stuck),
        cmocka_unit_test(starting_and_ending_tasks_are_not_stuck),
        cmocka_unit_test(never_misses_one),
        cmocka_unit_test(nothing_is_told_during_the_stop),
    };
    return cmocka_run_group_tests_name("deadlock", tests, NULL, NULL);
}
