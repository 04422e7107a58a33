// Reentrant lock: owner, levels, saving and restoring them.
#include "fixture.h"

enum { WORKERS = 4, ROUNDS = 10000 };

static void try_acquire(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_rlock_acquire(self, worker->subject, worker->deadline);
    if (worker->status == THR_OK) thr_rlock_release(self, worker->subject);
}

static void try_release(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_rlock_release(self, worker->subject);
}

TEST(the_owner_takes_it_again) {
    ThrRLock rlock = {0};
    for (unsigned long level = 1; level <= 3; level++) {
        assert_int_equal(thr_rlock_acquire(self, &rlock, THR_NOW), THR_OK);
        assert_int_equal(thr_rlock_count(&rlock), level);
    }
    assert_ptr_equal(thr_rlock_owner(&rlock), self);
    for (int level = 3; level > 0; level--) {
        assert_true(thr_rlock_owned(self, &rlock));
        assert_int_equal(thr_rlock_release(self, &rlock), THR_OK);
    }
    assert_false(thr_rlock_owned(self, &rlock));
    assert_null(thr_rlock_owner(&rlock));
    assert_int_equal(thr_rlock_count(&rlock), 0);
}

TEST(only_the_owner_releases_it) {
    ThrRLock rlock = {0};
    Worker worker;
    assert_int_equal(thr_rlock_release(self, &rlock), THR_NOT_OWNER);
    thr_rlock_acquire(self, &rlock, THR_FOREVER);
    start(self, &worker, try_release, &rlock);
    assert_int_equal(finish(self, &worker), THR_NOT_OWNER);
    assert_true(thr_rlock_owned(self, &rlock));
    assert_int_equal(thr_rlock_release(self, &rlock), THR_OK);
    assert_int_equal(thr_rlock_release(self, &rlock), THR_NOT_OWNER);
}

TEST(others_wait_for_the_last_level) {
    ThrRLock rlock = {0};
    Worker refused, late, patient;
    thr_rlock_acquire(self, &rlock, THR_FOREVER);
    thr_rlock_acquire(self, &rlock, THR_FOREVER);
    start_until(self, &refused, try_acquire, &rlock, THR_NOW);
    assert_int_equal(finish(self, &refused), THR_TIMEOUT);
    start_until(self, &late, try_acquire, &rlock, deadline_in(self, 10));
    assert_int_equal(finish(self, &late), THR_TIMEOUT);
    start(self, &patient, try_acquire, &rlock);
    wait_until(self, thr_rlock_waiting(&rlock) == 1);
    assert_ptr_equal(thr_task_waits_for(&patient.task).owner, self);
    assert_int_equal(thr_task_waits_for(&patient.task).kind, THR_KIND_RLOCK);
    thr_rlock_release(self, &rlock);
    assert_int_equal(thr_rlock_waiting(&rlock), 1);
    thr_rlock_release(self, &rlock);
    assert_int_equal(finish(self, &patient), THR_OK);
}

TEST(gives_up_all_levels_and_takes_them_back) {
    ThrRLock rlock = {0};
    Worker worker;
    assert_int_equal(thr_rlock_release_save(self, &rlock), 0);
    for (int i = 0; i < 3; i++) thr_rlock_acquire(self, &rlock, THR_FOREVER);
    unsigned long levels = thr_rlock_release_save(self, &rlock);
    assert_int_equal(levels, 3);
    start_until(self, &worker, try_acquire, &rlock, THR_NOW);
    assert_int_equal(finish(self, &worker), THR_OK);
    assert_int_equal(thr_rlock_acquire_restore(self, &rlock, levels), THR_OK);
    assert_int_equal(thr_rlock_count(&rlock), 3);
}

static void take_back(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_rlock_acquire_restore(self, worker->subject, 2);
    worker->order = (int)thr_rlock_count(worker->subject) + (thr_interrupt_pending(self) ? 10 : 0);
    thr_rlock_release_save(self, worker->subject);
}

TEST(taking_it_back_does_not_mind_interrupts) {
    ThrRLock rlock = {0};
    Worker worker;
    thr_rlock_acquire(self, &rlock, THR_FOREVER);
    start(self, &worker, take_back, &rlock);
    wait_until(self, thr_rlock_waiting(&rlock) == 1);
    thr_interrupt(&worker.task);
    breathe(self);
    assert_int_equal(thr_rlock_waiting(&rlock), 1);
    thr_rlock_release(self, &rlock);
    assert_int_equal(finish(self, &worker), THR_OK);
    assert_int_equal(worker.order, 12);
}

static long counter;

static void count_nested(ThrTask *self, void *argument) {
    Worker *worker = argument;
    for (int i = 0; i < ROUNDS; i++) {
        thr_rlock_acquire(self, worker->subject, THR_FOREVER);
        thr_rlock_acquire(self, worker->subject, THR_FOREVER);
        counter++;
        thr_rlock_release(self, worker->subject);
        counter++;
        thr_rlock_release(self, worker->subject);
    }
}

TEST(only_one_owns_it) {
    ThrRLock rlock = {0};
    Worker workers[WORKERS];
    counter = 0;
    for (int i = 0; i < WORKERS; i++) start(self, &workers[i], count_nested, &rlock);
    for (int i = 0; i < WORKERS; i++) finish(self, &workers[i]);
    assert_int_equal(counter, 2L * WORKERS * ROUNDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_owner_takes_it_again),
        cmocka_unit_test(only_the_owner_releases_it),
        cmocka_unit_test(others_wait_for_the_last_level),
        cmocka_unit_test(gives_up_all_levels_and_takes_them_back),
        cmocka_unit_test(taking_it_back_does_not_mind_interrupts),
        cmocka_unit_test(only_one_owns_it),
    };
    return cmocka_run_group_tests_name("rlock", tests, NULL, NULL);
}
