// Task: spawn, join, names, daemons, hooks, many of them, and when the system refuses.
#include "fixture.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

enum { MANY = 1000, JOINERS = 5 };

static void do_nothing(ThrTask *self, void *argument) {
    (void)self;
    (void)argument;
}

static void wait_for_gate(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_event_wait(self, worker->subject, THR_FOREVER);
}

static void join_it(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_join(self, worker->subject, worker->deadline);
}

TEST(runs_with_its_argument_and_is_joined) {
    ThrEvent gate = {0};
    Worker worker;
    start(self, &worker, wait_for_gate, &gate);
    assert_true(thr_task_alive(&worker.task));
    assert_true(thr_task_started(&worker.task));
    assert_int_equal(thr_join(self, &worker.task, THR_NOW), THR_TIMEOUT);
    assert_int_equal(thr_join(self, &worker.task, deadline_in(self, 5)), THR_TIMEOUT);
    thr_event_set(self, &gate);
    assert_int_equal(finish(self, &worker), THR_OK);
    assert_false(thr_task_alive(&worker.task));
    assert_true(thr_task_started(&worker.task));
    assert_int_equal(thr_join(self, &worker.task, THR_NOW), THR_OK);
}

TEST(any_number_may_join) {
    ThrEvent gate = {0};
    Worker worker, joiners[JOINERS], impatient;
    start(self, &worker, wait_for_gate, &gate);
    for (int i = 0; i < JOINERS; i++) start(self, &joiners[i], join_it, &worker.task);
    start_until(self, &impatient, join_it, &worker.task, deadline_in(self, 5));
    assert_int_equal(finish(self, &impatient), THR_TIMEOUT);
    wait_until(self, thr_task_joining(&worker.task) == JOINERS);
    ThrWaitReport report = thr_task_waits_for(&joiners[0].task);
    assert_int_equal(report.kind, THR_KIND_TASK);
    assert_ptr_equal(report.owner, &worker.task);
    assert_string_equal(report.name, "worker");
    thr_event_set(self, &gate);
    for (int i = 0; i < JOINERS; i++) assert_int_equal(finish(self, &joiners[i]), THR_OK);
    finish(self, &worker);
}

TEST(cannot_join_oneself_or_what_has_not_started) {
    ThrTask never = {0};
    assert_int_equal(thr_join(self, self, THR_FOREVER), THR_DEADLOCK);
    assert_int_equal(thr_join(self, &never, THR_FOREVER), THR_NOT_STARTED);
    assert_false(thr_task_alive(&never));
    assert_false(thr_task_started(&never));
    assert_int_equal(thr_task_native_id(&never), 0);
}

TEST(starts_once) {
    ThrEvent gate = {0};
    Worker worker;
    const ThrSpawn again = {.run = do_nothing};
    start(self, &worker, wait_for_gate, &gate);
    assert_int_equal(thr_task_spawn(self, &worker.task, &again), THR_ALREADY_STARTED);
    thr_event_set(self, &gate);
    finish(self, &worker);
    assert_int_equal(thr_task_spawn(self, &worker.task, &again), THR_ALREADY_STARTED);
    assert_int_equal(thr_task_adopt(self->runtime, self, "again"), THR_ALREADY_STARTED);
}

TEST(has_a_name_an_ident_and_a_native_id) {
    ThrEvent gate = {0};
    Worker a, b;
    start(self, &a, wait_for_gate, &gate);
    start(self, &b, wait_for_gate, &gate);
    assert_string_equal(thr_task_name(self), "main");
    assert_string_equal(thr_task_name(&a.task), "worker");
    thr_task_set_name(&a.task, "renamed");
    assert_string_equal(thr_task_name(&a.task), "renamed");
    assert_true(self->ident > 0 && a.task.ident > 0 && b.task.ident > 0);
    assert_true(a.task.ident != b.task.ident && a.task.ident != self->ident);
#ifndef THR_TEST_MODEL // there it is made up, the same in every run
    assert_int_equal(thr_task_native_id(self), getpid());
#endif
    assert_true(thr_task_native_id(&a.task) > 0);
    assert_int_not_equal(thr_task_native_id(&a.task), thr_task_native_id(&b.task));
    thr_event_set(self, &gate);
    finish(self, &a);
    finish(self, &b);
}

TEST(join_all_waits_for_all_but_daemons) {
    ThrEvent gate = {0}, daemon_gate = {0};
    Worker worker, daemon = {.subject = &daemon_gate};
    start(self, &worker, wait_for_gate, &gate);
    assert_int_equal(
        thr_task_spawn(self, &daemon.task, &(ThrSpawn){.run = wait_for_gate, .argument = &daemon, .daemon = true}),
        THR_OK);
    assert_true(thr_task_daemon(&daemon.task));
    assert_false(thr_task_daemon(&worker.task));
    assert_int_equal(thr_task_count(self->runtime), 3);
    assert_int_equal(thr_join_all(self, THR_NOW), THR_TIMEOUT);
    assert_int_equal(thr_join_all(self, deadline_in(self, 5)), THR_TIMEOUT);
    thr_event_set(self, &gate);
    assert_int_equal(thr_join_all(self, THR_FOREVER), THR_OK);
    assert_false(thr_task_alive(&worker.task));
    assert_true(thr_task_alive(&daemon.task));
    thr_event_set(self, &daemon_gate);
    finish(self, &daemon);
}

TEST(a_thousand_are_alive_at_once) {
    ThrEvent gate = {0};
    Worker *workers = calloc(MANY, sizeof *workers);
    for (int i = 0; i < MANY; i++) start(self, &workers[i], wait_for_gate, &gate);
    wait_until(self, thr_event_waiting(&gate) == MANY);
    assert_int_equal(thr_task_count(self->runtime), MANY + 1);
    thr_event_set(self, &gate);
    for (int i = 0; i < MANY; i++) assert_int_equal(finish(self, &workers[i]), THR_OK);
    assert_int_equal(thr_task_count(self->runtime), 1);
    free(workers);
}

TEST(thousands_come_and_go) {
    for (int i = 0; i < 3 * MANY; i++) {
        ThrTask *task = calloc(1, sizeof *task);
        assert_int_equal(thr_task_spawn(self, task, &(ThrSpawn){.run = do_nothing}), THR_OK);
        assert_int_equal(thr_join(self, task, THR_FOREVER), THR_OK);
        free(task);
    }
}

TEST(may_be_freed_once_it_is_joined) {
    for (int i = 0; i < MANY / 10; i++) {
        ThrTask *task = calloc(1, sizeof *task);
        assert_int_equal(thr_task_spawn(self, task, &(ThrSpawn){.run = do_nothing}), THR_OK);
        while (thr_task_alive(task)) look_again(self);
        assert_int_equal(thr_join(self, task, THR_NOW), THR_OK);
        free(task);
    }
}

static void use_stack(ThrTask *self, void *argument) {
    (void)self;
    Worker *worker = argument;
    volatile char space[1 << 20];
    space[0] = 1;
    space[sizeof space - 1] = 1;
    worker->order = space[0] + space[sizeof space - 1];
}

TEST(has_the_stack_it_asks_for) {
    Worker worker = {0}, small = {0};
    const ThrSpawn large_stack = {.run = use_stack, .argument = &worker, .stack_size = (2 << 20) + 1};
    const ThrSpawn small_stack = {.run = do_nothing, .stack_size = 1};
    assert_int_equal(thr_task_spawn(self, &worker.task, &large_stack), THR_OK);
    finish(self, &worker);
    assert_int_equal(worker.order, 2);
    assert_int_equal(thr_task_spawn(self, &small.task, &small_stack), THR_OK);
    finish(self, &small);
}

TEST(says_when_the_system_refuses) {
    Worker worker = {0};
    const ThrSpawn impossible = {.run = use_stack, .argument = &worker, .stack_size = (size_t)1 << 47};
    const ThrSpawn possible = {.run = use_stack, .argument = &worker, .stack_size = 4 << 20};
    assert_int_equal(thr_task_spawn(self, &worker.task, &impossible), THR_CANNOT_START);
    assert_false(thr_task_started(&worker.task));
    assert_int_equal(thr_task_count(self->runtime), 1);
    assert_int_equal(thr_join(self, &worker.task, THR_FOREVER), THR_NOT_STARTED);
    assert_int_equal(thr_join_all(self, THR_FOREVER), THR_OK);
    assert_int_equal(thr_task_spawn(self, &worker.task, &possible), THR_OK);
    finish(self, &worker);
}

#if !defined(SANITIZED) && !defined(THR_TEST_MODEL)
// In a child whose address space is nearly used up: threads start until the system refuses; what runs goes on.
static int fill_up(ThrTask *self) {
    ThrEvent gate = {0};
    Worker *workers = calloc(MANY, sizeof *workers);
    const struct rlimit limit = {256 << 20, 256 << 20};
    if (setrlimit(RLIMIT_AS, &limit) != 0) return 1;
    int n = 0;
    ThrStatus status = THR_OK;
    for (; n < MANY && status == THR_OK; n++) {
        workers[n].subject = &gate;
        status = thr_task_spawn(self, &workers[n].task, &(ThrSpawn){.run = wait_for_gate, .argument = &workers[n]});
    }
    if (status != THR_CANNOT_START || n < 2) return 2;
    thr_event_set(self, &gate);
    for (int i = 0; i < n - 1; i++)
        if (thr_join(self, &workers[i].task, THR_FOREVER) != THR_OK || workers[i].status != THR_OK) return 3;
    return thr_task_count(self->runtime) == 1 ? 0 : 4;
}

TEST(survives_when_threads_run_out) {
    int status;
    pid_t child = fork();
    if (child == 0) _exit(fill_up(self));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}
#endif

static atomic_int started, ended;
static ThrTask *_Atomic last_started;

static void count_start(ThrTask *task) {
    atomic_store(&last_started, task);
    atomic_fetch_add(&started, 1);
}

static void count_end(ThrTask *task) {
    (void)task;
    for (int i = 0; i < 1000; i++) // whoever joins too early would see the old count
        atomic_load(&ended);
    atomic_fetch_add(&ended, 1);
}

static const ThrHost with_hooks = {.user = &started, .task_start = count_start, .task_end = count_end};

TEST_WITH_HOST(tells_the_host_of_start_and_end_on_its_thread, &with_hooks) {
    Worker worker;
    started = ended = 0;
    assert_ptr_equal(thr_runtime_host(self->runtime)->user, &started);
    for (int i = 1; i <= 100; i++) {
        start(self, &worker, use_stack, NULL);
        finish(self, &worker);
        assert_int_equal(started, i);
        assert_int_equal(ended, i);
        assert_ptr_equal(last_started, &worker.task);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_with_its_argument_and_is_joined),
        cmocka_unit_test(any_number_may_join),
        cmocka_unit_test(cannot_join_oneself_or_what_has_not_started),
        cmocka_unit_test(starts_once),
        cmocka_unit_test(has_a_name_an_ident_and_a_native_id),
        cmocka_unit_test(join_all_waits_for_all_but_daemons),
        cmocka_unit_test(a_thousand_are_alive_at_once),
        cmocka_unit_test(thousands_come_and_go),
        cmocka_unit_test(may_be_freed_once_it_is_joined),
        cmocka_unit_test(has_the_stack_it_asks_for),
        cmocka_unit_test(says_when_the_system_refuses),
#if !defined(SANITIZED) && !defined(THR_TEST_MODEL)
        cmocka_unit_test(survives_when_threads_run_out),
#endif
        cmocka_unit_test(tells_the_host_of_start_and_end_on_its_thread),
    };
    return cmocka_run_group_tests_name("task", tests, NULL, NULL);
}
