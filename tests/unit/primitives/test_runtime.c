// Runtimes side by side and one after another, the list of tasks, and observers.
#include "fixture.h"

#include <sched.h>

enum { RUNTIMES = 3, ROUNDS = 50, NOTICES = 100 };

static void count(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->order = 0;
    for (int i = 0; i < ROUNDS; i++) {
        thr_lock_acquire(self, worker->subject, THR_FOREVER);
        worker->order++;
        thr_lock_release(self, worker->subject);
    }
}

static void one_after_another(void **state) {
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        ThrLock lock = {0};
        ThrTask main_task = {0};
        Worker worker;
        ThrRuntime *runtime = thr_runtime_create(NULL);
        thr_task_adopt(runtime, &main_task, "main");
        assert_int_equal(main_task.ident, 1);
        start(&main_task, &worker, count, &lock);
        assert_false(thr_runtime_destroy(runtime));
        finish(&main_task, &worker);
        assert_false(thr_runtime_destroy(runtime));
        thr_task_leave(&main_task);
        assert_true(thr_runtime_destroy(runtime));
    }
}

static void side_by_side(void **state) {
    (void)state;
    ThrRuntime *runtimes[RUNTIMES];
    ThrTask main_tasks[RUNTIMES] = {0};
    Worker workers[RUNTIMES];
    ThrLock locks[RUNTIMES] = {0};
    for (int i = 0; i < RUNTIMES; i++) {
        runtimes[i] = thr_runtime_create(NULL);
        assert_int_equal(thr_task_adopt(runtimes[i], &main_tasks[i], "main"), THR_OK);
        start(&main_tasks[i], &workers[i], count, &locks[i]);
        assert_true(thr_task_count(runtimes[i]) <= 2);
    }
    for (int i = 0; i < RUNTIMES; i++) {
        assert_int_equal(thr_join_all(&main_tasks[i], THR_FOREVER), THR_OK);
        assert_int_equal(workers[i].order, ROUNDS);
        thr_task_leave(&main_tasks[i]);
        assert_true(thr_runtime_destroy(runtimes[i]));
    }
}

static void wait_for_gate(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_event_wait(self, worker->subject, THR_FOREVER);
}

typedef struct Census {
    ThrTask *task[8];
    int n;
} Census;

static void take_down(ThrTask *task, void *context) {
    Census *census = context;
    if (census->n < 8) census->task[census->n++] = task;
}

TEST(lists_its_tasks_oldest_first) {
    ThrEvent gates[3] = {0};
    Worker workers[3];
    for (int i = 0; i < 3; i++) start(self, &workers[i], wait_for_gate, &gates[i]);
    Census census = {0};
    thr_each_task(self->runtime, take_down, &census);
    assert_int_equal(census.n, 4);
    assert_ptr_equal(census.task[0], self);
    for (int i = 0; i < 3; i++) assert_ptr_equal(census.task[i + 1], &workers[i].task);
    thr_event_set(self, &gates[1]);
    finish(self, &workers[1]);
    census.n = 0;
    thr_each_task(self->runtime, take_down, &census);
    assert_int_equal(census.n, 3);
    assert_ptr_equal(census.task[2], &workers[2].task);
    thr_event_set(self, &gates[0]);
    thr_event_set(self, &gates[2]);
    finish(self, &workers[0]);
    finish(self, &workers[2]);
}

// A host whose threads rest, and how often they did. Its scheduler is always the system's.
static atomic_int rests;

static void rest(void (*wait)(void *context), void *context) {
    rests++;
    wait(context);
}

static void waits_rest(void **state) {
    (void)state;
    ThrTask main_task = {0};
    ThrEvent gate = {0};
    Worker worker;
    ThrRuntime *runtime = thr_runtime_create(&(ThrHost){.rest = rest});
    thr_task_adopt(runtime, &main_task, "main");
    rests = 0;
    assert_int_equal(thr_event_wait(&main_task, &gate, deadline_in(&main_task, 1)), THR_TIMEOUT);
    assert_int_equal(rests, 1);
    rests = 0;
    start(&main_task, &worker, wait_for_gate, &gate);
    while (rests < 1) sched_yield();
    thr_event_set(&main_task, &gate);
    while (thr_task_alive(&worker.task)) sched_yield();
    assert_int_equal(worker.status, THR_OK);
    assert_int_equal(rests, 1);
    thr_task_leave(&main_task);
    assert_true(thr_runtime_destroy(runtime));
}

// An observer that writes down what it is told.
typedef struct Notice {
    ThrTask *task;
    ThrAction action;
    ThrKind kind;
    const void *object;
} Notice;

typedef struct Recorder {
    ThrObserver observer;
    atomic_int n, lock_waits;
    Notice notices[NOTICES];
} Recorder;

static void record(ThrObserver *observer, ThrTask *task, ThrAction action, ThrKind kind, const void *object) {
    Recorder *recorder = (Recorder *)observer;
    if (kind == THR_KIND_SLEEP) return; // of wait_until: nobody knows how many
    int i = atomic_fetch_add(&recorder->n, 1);
    if (i < NOTICES) recorder->notices[i] = (Notice){task, action, kind, object};
    if (action == THR_ACTION_WAIT && kind == THR_KIND_LOCK) recorder->lock_waits++;
}

static int find(const Recorder *recorder, int from, Notice wanted) {
    for (int i = from; i < recorder->n; i++) {
        const Notice *notice = &recorder->notices[i];
        if (notice->task == wanted.task && notice->action == wanted.action && notice->kind == wanted.kind &&
            notice->object == wanted.object)
            return i;
    }
    return -1;
}

static void wait_and_take(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_lock_acquire(self, worker->subject, THR_FOREVER);
    thr_lock_release(self, worker->subject);
}

TEST(an_observer_is_told_in_order) {
    static Recorder recorder;
    ThrLock lock = {0};
    Worker worker;
    memset(&recorder, 0, sizeof recorder);
    recorder.observer.notice = record;
    thr_runtime_observe(self->runtime, &recorder.observer);
    thr_lock_acquire(self, &lock, THR_FOREVER);
    start(self, &worker, wait_and_take, &lock);
    wait_until(self, recorder.lock_waits == 1); // told after it is in the queue
    thr_lock_release(self, &lock);
    finish(self, &worker);
    ThrTask *task = &worker.task;
    const Notice expected[] = {
        {self, THR_ACTION_ACQUIRE, THR_KIND_LOCK, &lock}, {self, THR_ACTION_SPAWN, THR_KIND_TASK, task},
        {task, THR_ACTION_START, THR_KIND_TASK, task},    {task, THR_ACTION_WAIT, THR_KIND_LOCK, &lock},
        {self, THR_ACTION_RELEASE, THR_KIND_LOCK, &lock}, {self, THR_ACTION_UNPARK, THR_KIND_TASK, task},
        {task, THR_ACTION_WAKE, THR_KIND_LOCK, &lock},    {task, THR_ACTION_ACQUIRE, THR_KIND_LOCK, &lock},
        {task, THR_ACTION_RELEASE, THR_KIND_LOCK, &lock}, {task, THR_ACTION_END, THR_KIND_TASK, task},
        {self, THR_ACTION_JOIN, THR_KIND_TASK, task},
    };
    int at = -1;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        at = find(&recorder, at + 1, expected[i]);
        assert_int_not_equal(at, -1);
    }
    thr_runtime_observe(self->runtime, NULL);
    int before = recorder.n;
    thr_lock_acquire(self, &lock, THR_FOREVER);
    assert_int_equal(recorder.n, before);
}

TEST(every_operation_is_told) {
    static Recorder recorder;
    ThrRLock rlock = {0};
    ThrSemaphore semaphore;
    ThrEvent event = {0};
    ThrCondition condition;
    ThrBarrier barrier;
    ThrTimer timer = {0}, cancelled = {0};
    unsigned index;
    memset(&recorder, 0, sizeof recorder);
    recorder.observer.notice = record;
    thr_semaphore_init(&semaphore, 1);
    thr_condition_init_rlock(&condition, &rlock);
    thr_barrier_init(&barrier, 1, false);
    thr_runtime_observe(self->runtime, &recorder.observer);
    thr_rlock_acquire(self, &rlock, THR_FOREVER);
    thr_condition_notify_all(self, &condition);
    thr_rlock_release(self, &rlock);
    thr_semaphore_acquire(self, &semaphore, THR_NOW);
    thr_semaphore_acquire(self, &semaphore, THR_NOW); // fails: not told
    thr_semaphore_release(self, &semaphore, 1);
    thr_event_set(self, &event);
    thr_event_wait(self, &event, THR_FOREVER);
    thr_event_clear(self, &event);
    thr_barrier_wait(self, &barrier, THR_FOREVER, &index);
    thr_barrier_abort(self, &barrier);
    thr_timer_cancel(self, &cancelled);
    thr_timer_wait(self, &timer, 1);
    thr_runtime_observe(self->runtime, NULL);
    const Notice expected[] = {
        {self, THR_ACTION_ACQUIRE, THR_KIND_RLOCK, &rlock},
        {self, THR_ACTION_NOTIFY, THR_KIND_CONDITION, &condition},
        {self, THR_ACTION_RELEASE, THR_KIND_RLOCK, &rlock},
        {self, THR_ACTION_ACQUIRE, THR_KIND_SEMAPHORE, &semaphore},
        {self, THR_ACTION_RELEASE, THR_KIND_SEMAPHORE, &semaphore},
        {self, THR_ACTION_SET, THR_KIND_EVENT, &event},
        {self, THR_ACTION_PASS, THR_KIND_EVENT, &event},
        {self, THR_ACTION_CLEAR, THR_KIND_EVENT, &event},
        {self, THR_ACTION_ARRIVE, THR_KIND_BARRIER, &barrier},
        {self, THR_ACTION_PASS, THR_KIND_BARRIER, &barrier},
        {self, THR_ACTION_BREAK, THR_KIND_BARRIER, &barrier},
        {self, THR_ACTION_CANCEL, THR_KIND_TIMER, &cancelled},
        {self, THR_ACTION_PASS, THR_KIND_TIMER, &timer},
    };
    assert_int_equal(recorder.n, sizeof expected / sizeof *expected);
    for (int i = 0; i < recorder.n; i++) assert_int_equal(find(&recorder, i, expected[i]), i);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_after_another),
        cmocka_unit_test(side_by_side),
        cmocka_unit_test(lists_its_tasks_oldest_first),
        cmocka_unit_test(waits_rest),
        cmocka_unit_test(an_observer_is_told_in_order),
        cmocka_unit_test(every_operation_is_told),
    };
    return cmocka_run_group_tests_name("runtime", tests, NULL, NULL);
}
