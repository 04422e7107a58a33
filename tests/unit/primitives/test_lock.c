// Lock: ownership, order, progress, timeouts.
#include "fixture.h"

enum { WORKERS = 5, ROUNDS = 20000 };

static atomic_int turn;

static void acquire_once(ThrTask *self, void *argument) {
    Worker *worker = argument;
    ThrLock *lock = worker->subject;
    worker->status = thr_lock_acquire(self, lock, worker->deadline);
    worker->order = atomic_fetch_add(&turn, 1);
    if (worker->status == THR_OK) thr_lock_release(self, lock);
}

static void release_once(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_lock_release(self, worker->subject);
}

TEST(is_free_held_and_free_again) {
    ThrLock lock = {0};
    assert_false(thr_lock_held(&lock));
    assert_int_equal(thr_lock_acquire(self, &lock, THR_FOREVER), THR_OK);
    assert_true(thr_lock_held(&lock));
    assert_int_equal(thr_lock_release(self, &lock), THR_OK);
    assert_false(thr_lock_held(&lock));
}

TEST(releasing_a_free_lock_is_an_error) {
    ThrLock lock = {0};
    assert_int_equal(thr_lock_release(self, &lock), THR_NOT_HELD);
    assert_int_equal(thr_lock_acquire(self, &lock, THR_NOW), THR_OK);
    assert_int_equal(thr_lock_release(self, &lock), THR_OK);
    assert_int_equal(thr_lock_release(self, &lock), THR_NOT_HELD);
}

TEST(a_held_lock_is_refused_at_once_or_after_the_deadline) {
    ThrLock lock = {0};
    thr_lock_acquire(self, &lock, THR_FOREVER);
    assert_int_equal(thr_lock_acquire(self, &lock, THR_NOW), THR_TIMEOUT);
    assert_int_equal(thr_lock_acquire(self, &lock, 0), THR_TIMEOUT);
    assert_int_equal(thr_lock_acquire(self, &lock, -5), THR_TIMEOUT);
    int64_t deadline = deadline_in(self, 20);
    assert_int_equal(thr_lock_acquire(self, &lock, deadline), THR_TIMEOUT);
    assert_true(thr_now(self->runtime) >= deadline);
    assert_int_equal(thr_lock_waiting(&lock), 0);
    assert_int_equal(thr_lock_release(self, &lock), THR_OK);
    assert_int_equal(thr_lock_acquire(self, &lock, THR_NOW), THR_OK);
}

TEST(another_task_may_release_it) {
    ThrLock lock = {0};
    Worker worker;
    thr_lock_acquire(self, &lock, THR_FOREVER);
    start(self, &worker, release_once, &lock);
    assert_int_equal(thr_lock_acquire(self, &lock, THR_FOREVER), THR_OK);
    assert_int_equal(finish(self, &worker), THR_OK);
}

TEST(a_far_deadline_waits_like_forever) {
    ThrLock lock = {0};
    Worker worker;
    thr_lock_acquire(self, &lock, THR_FOREVER);
    start_until(self, &worker, acquire_once, &lock, THR_FOREVER - 1);
    wait_until(self, thr_lock_waiting(&lock) == 1);
    thr_lock_release(self, &lock);
    assert_int_equal(finish(self, &worker), THR_OK);
}

TEST(waiters_come_first_in_first_out) {
    ThrLock lock = {0};
    Worker workers[WORKERS];
    turn = 0;
    thr_lock_acquire(self, &lock, THR_FOREVER);
    for (int i = 0; i < WORKERS; i++) {
        start(self, &workers[i], acquire_once, &lock);
        wait_until(self, thr_lock_waiting(&lock) == (unsigned)i + 1);
    }
    assert_int_equal(turn, 0);
    thr_lock_release(self, &lock);
    for (int i = 0; i < WORKERS; i++) {
        assert_int_equal(finish(self, &workers[i]), THR_OK);
        assert_int_equal(workers[i].order, i);
    }
    assert_false(thr_lock_held(&lock));
}

TEST(who_gives_up_leaves_the_others_in_line) {
    ThrLock lock = {0};
    Worker workers[3];
    thr_lock_acquire(self, &lock, THR_FOREVER);
    for (int i = 0; i < 3; i++) {
        start_until(self, &workers[i], acquire_once, &lock, i == 1 ? deadline_in(self, 30) : THR_FOREVER);
        wait_until(self, thr_lock_waiting(&lock) == (unsigned)i + 1 || !thr_task_alive(&workers[1].task));
    }
    assert_int_equal(finish(self, &workers[1]), THR_TIMEOUT);
    turn = 0;
    thr_lock_release(self, &lock);
    assert_int_equal(finish(self, &workers[0]), THR_OK);
    assert_int_equal(finish(self, &workers[2]), THR_OK);
    assert_int_equal(workers[0].order, 0);
    assert_int_equal(workers[2].order, 1);
}

static long counter;

static void count(ThrTask *self, void *argument) {
    Worker *worker = argument;
    for (int i = 0; i < ROUNDS; i++) {
        thr_lock_acquire(self, worker->subject, THR_FOREVER);
        counter++;
        thr_lock_release(self, worker->subject);
    }
}

TEST(only_one_holds_it) {
    ThrLock lock = {0};
    Worker workers[WORKERS];
    counter = 0;
    for (int i = 0; i < WORKERS; i++) start(self, &workers[i], count, &lock);
    for (int i = 0; i < WORKERS; i++) finish(self, &workers[i]);
    assert_int_equal(counter, (long)WORKERS * ROUNDS);
    assert_false(thr_lock_held(&lock));
}

// Some give up, some do not: nobody who waits may be forgotten, and the lock ends up free.
static void acquire_impatiently(ThrTask *self, void *argument) {
    Worker *worker = argument;
    for (int i = 0; i < ROUNDS / 20; i++) {
        int64_t wait = (i * 7919 + worker->number * 104729) % 30000;
        if (thr_lock_acquire(self, worker->subject, thr_deadline(self->runtime, wait)) != THR_OK) continue;
        counter++;
        for (int turns = wait % 200; turns > 0; turns--) thr_now(self->runtime);
        thr_lock_release(self, worker->subject);
    }
}

TEST(giving_up_at_any_moment_loses_nobody) {
    ThrLock lock = {0};
    Worker workers[WORKERS + 1];
    counter = 0;
    for (int i = 0; i < WORKERS; i++) start(self, &workers[i], acquire_impatiently, &lock);
    start(self, &workers[WORKERS], count, &lock);
    for (int i = 0; i <= WORKERS; i++) finish(self, &workers[i]);
    assert_true(counter >= ROUNDS);
    assert_int_equal(thr_lock_acquire(self, &lock, THR_NOW), THR_OK);
    assert_int_equal(thr_lock_waiting(&lock), 0);
}

static void hog(ThrTask *self, void *argument) {
    Worker *worker = argument;
    ThrLock *lock = worker->subject;
    while (!atomic_load(&turn)) {
        thr_lock_acquire(self, lock, THR_FOREVER);
        for (int i = 0; i < 1000; i++) thr_now(self->runtime);
        thr_lock_release(self, lock);
    }
}

TEST(who_waits_gets_it_from_those_who_never_stop) {
    ThrLock lock = {0};
    Worker hogs[3], worker;
    turn = 0;
    for (int i = 0; i < 3; i++) start(self, &hogs[i], hog, &lock);
    wait_until(self, thr_lock_held(&lock));
    start(self, &worker, acquire_once, &lock);
    assert_int_equal(finish(self, &worker), THR_OK);
    for (int i = 0; i < 3; i++) finish(self, &hogs[i]);
}

// Lets the woken waiter lose: the lock is taken again before he can be up.
static void release_and_snatch(ThrTask *self, ThrLock *lock, unsigned waiting) {
    thr_lock_release(self, lock);
    thr_lock_acquire(self, lock, THR_FOREVER);
    wait_until(self, thr_lock_waiting(lock) == waiting || atomic_load(&turn));
}

static atomic_int rounds;

// Takes the lock whenever it is free, and keeps it until the waiter has lost and is back in line. Two of these pass the lock to
// each other: while one holds it, the other looks for it all the time, and so is always faster than somebody asleep.
static void snatch_again_and_again(ThrTask *self, void *argument) {
    Worker *worker = argument;
    ThrLock *lock = worker->subject;
    while (!atomic_load(&turn)) {
        if (thr_lock_acquire(self, lock, THR_NOW) != THR_OK) continue;
        wait_until(self, thr_lock_waiting(lock) == 1 || atomic_load(&turn));
        atomic_fetch_add(&rounds, 1);
        thr_lock_release(self, lock);
    }
}

TEST(who_has_lost_for_a_millisecond_is_handed_the_lock) {
    for (int i = 0; i < 20; i++) {
        ThrLock lock = {0};
        Worker worker, snatchers[2];
        turn = rounds = 0;
        thr_lock_acquire(self, &lock, THR_FOREVER);
        start(self, &worker, acquire_once, &lock);
        wait_until(self, thr_lock_waiting(&lock) == 1);
        thr_sleep(self, deadline_in(self, 2));
        start(self, &snatchers[0], snatch_again_and_again, &lock);
        start(self, &snatchers[1], snatch_again_and_again, &lock);
        thr_lock_release(self, &lock);
        finish(self, &worker);
        // One round lost, one to hand it over; a few more by those who were just about to take it when the worker was done, or
        // who did so before he was out of the queue.
        finish(self, &snatchers[0]);
        finish(self, &snatchers[1]);
#ifndef THR_TEST_MODEL // there a millisecond is over when all wait, whatever was done meanwhile
        assert_true(rounds <= 20);
#endif
    }
}

TEST(who_has_lost_keeps_his_place) {
    for (int i = 0; i < 30; i++) {
        ThrLock lock = {0};
        Worker workers[2];
        turn = 0;
        thr_lock_acquire(self, &lock, THR_FOREVER);
        for (unsigned n = 0; n < 2; n++) {
            start(self, &workers[n], acquire_once, &lock);
            wait_until(self, thr_lock_waiting(&lock) == n + 1);
        }
        release_and_snatch(self, &lock, 2);
        thr_lock_release(self, &lock);
        finish(self, &workers[0]);
        finish(self, &workers[1]);
        assert_int_equal(workers[0].order, 0);
        assert_int_equal(workers[1].order, 1);
    }
}

TEST(tells_who_holds_it_and_since_where) {
    static const char here[] = "line 7", there[] = "line 8";
    ThrLock lock = {0};
    Worker worker;
    thr_task_set_site(self, here);
    thr_lock_acquire(self, &lock, THR_FOREVER);
    thr_task_set_site(self, there);
    thr_name(&lock.waiters, "the door");
    start(self, &worker, acquire_once, &lock);
    wait_until(self, waits_for(&worker.task, THR_KIND_LOCK));
    ThrWaitReport report = thr_task_waits_for(&worker.task);
    assert_int_equal(report.kind, THR_KIND_LOCK);
    assert_ptr_equal(report.object, &lock);
    assert_ptr_equal(report.owner, self);
    assert_ptr_equal(report.taken_at, here);
    assert_string_equal(report.name, "the door");
    thr_lock_release(self, &lock);
    finish(self, &worker);
    assert_int_equal(thr_task_waits_for(&worker.task).kind, THR_KIND_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_free_held_and_free_again),
        cmocka_unit_test(releasing_a_free_lock_is_an_error),
        cmocka_unit_test(a_held_lock_is_refused_at_once_or_after_the_deadline),
        cmocka_unit_test(another_task_may_release_it),
        cmocka_unit_test(a_far_deadline_waits_like_forever),
        cmocka_unit_test(waiters_come_first_in_first_out),
        cmocka_unit_test(who_gives_up_leaves_the_others_in_line),
        cmocka_unit_test(only_one_holds_it),
        cmocka_unit_test(giving_up_at_any_moment_loses_nobody),
        cmocka_unit_test(who_waits_gets_it_from_those_who_never_stop),
        cmocka_unit_test(who_has_lost_for_a_millisecond_is_handed_the_lock),
        cmocka_unit_test(who_has_lost_keeps_his_place),
        cmocka_unit_test(tells_who_holds_it_and_since_where),
    };
    return cmocka_run_group_tests_name("lock", tests, NULL, NULL);
}
