// Semaphore and bounded semaphore: units, bound, order, progress.
#include "fixture.h"

enum { WORKERS = 6, ROUNDS = 3000 };

static atomic_int turn;

static void acquire_once(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_semaphore_acquire(self, worker->subject, worker->deadline);
    worker->order = atomic_fetch_add(&turn, 1);
}

TEST(counts_units) {
    ThrSemaphore semaphore;
    thr_semaphore_init(&semaphore, 2);
    assert_int_equal(thr_semaphore_acquire(self, &semaphore, THR_FOREVER), THR_OK);
    assert_int_equal(thr_semaphore_acquire(self, &semaphore, THR_NOW), THR_OK);
    assert_int_equal(thr_semaphore_value(&semaphore), 0);
    assert_int_equal(thr_semaphore_acquire(self, &semaphore, THR_NOW), THR_TIMEOUT);
    assert_int_equal(thr_semaphore_acquire(self, &semaphore, -1), THR_TIMEOUT);
    assert_int_equal(thr_semaphore_acquire(self, &semaphore, deadline_in(self, 10)), THR_TIMEOUT);
    assert_int_equal(thr_semaphore_release(self, &semaphore, 5), THR_OK);
    assert_int_equal(thr_semaphore_value(&semaphore), 5);
}

TEST(may_start_at_zero) {
    ThrSemaphore semaphore;
    thr_semaphore_init(&semaphore, 0);
    assert_int_equal(thr_semaphore_acquire(self, &semaphore, THR_NOW), THR_TIMEOUT);
    assert_int_equal(thr_semaphore_release(self, &semaphore, 1), THR_OK);
    assert_int_equal(thr_semaphore_acquire(self, &semaphore, THR_NOW), THR_OK);
}

TEST(never_exceeds_its_bound) {
    ThrSemaphore semaphore;
    thr_semaphore_init_bounded(&semaphore, 2);
    assert_int_equal(thr_semaphore_release(self, &semaphore, 1), THR_TOO_MANY);
    thr_semaphore_acquire(self, &semaphore, THR_FOREVER);
    assert_int_equal(thr_semaphore_release(self, &semaphore, 2), THR_TOO_MANY);
    assert_int_equal(thr_semaphore_value(&semaphore), 1);
    assert_int_equal(thr_semaphore_release(self, &semaphore, 1), THR_OK);
    assert_int_equal(thr_semaphore_release(self, &semaphore, 1), THR_TOO_MANY);
    assert_int_equal(thr_semaphore_value(&semaphore), 2);
}

TEST(bound_zero_gives_nothing_back) {
    ThrSemaphore semaphore;
    thr_semaphore_init_bounded(&semaphore, 0);
    assert_int_equal(thr_semaphore_release(self, &semaphore, 1), THR_TOO_MANY);
    assert_int_equal(thr_semaphore_acquire(self, &semaphore, THR_NOW), THR_TIMEOUT);
}

TEST(does_not_overflow) {
    ThrSemaphore semaphore;
    thr_semaphore_init(&semaphore, THR_SEMAPHORE_MAX - 1);
    assert_int_equal(thr_semaphore_release(self, &semaphore, 1), THR_OK);
    assert_int_equal(thr_semaphore_release(self, &semaphore, 1), THR_TOO_MANY);
    assert_int_equal(thr_semaphore_value(&semaphore), THR_SEMAPHORE_MAX);
}

TEST(release_n_lets_the_first_n_go) {
    ThrSemaphore semaphore;
    Worker workers[WORKERS];
    turn = 0;
    thr_semaphore_init(&semaphore, 0);
    for (int i = 0; i < WORKERS; i++) {
        start(self, &workers[i], acquire_once, &semaphore);
        wait_until(self, thr_semaphore_waiting(&semaphore) == (unsigned)i + 1);
    }
    thr_semaphore_release(self, &semaphore, 3);
    for (int i = 0; i < 3; i++) assert_int_equal(finish(self, &workers[i]), THR_OK);
    assert_int_equal(turn, 3);
    assert_int_equal(thr_semaphore_waiting(&semaphore), WORKERS - 3);
    for (int i = 3; i < WORKERS; i++) {
        thr_semaphore_release(self, &semaphore, 1);
        assert_int_equal(finish(self, &workers[i]), THR_OK);
        assert_int_equal(workers[i].order, i);
    }
    assert_int_equal(thr_semaphore_value(&semaphore), 0);
}

TEST(more_units_than_waiters_stay) {
    ThrSemaphore semaphore;
    Worker worker;
    thr_semaphore_init(&semaphore, 0);
    start(self, &worker, acquire_once, &semaphore);
    wait_until(self, thr_semaphore_waiting(&semaphore) == 1);
    thr_semaphore_release(self, &semaphore, 3);
    assert_int_equal(finish(self, &worker), THR_OK);
    assert_int_equal(thr_semaphore_value(&semaphore), 2);
}

TEST(who_gives_up_takes_no_unit) {
    ThrSemaphore semaphore;
    Worker impatient, patient;
    thr_semaphore_init(&semaphore, 0);
    start_until(self, &impatient, acquire_once, &semaphore, deadline_in(self, 20));
    start_until(self, &patient, acquire_once, &semaphore, THR_FOREVER - 1);
    assert_int_equal(finish(self, &impatient), THR_TIMEOUT);
    wait_until(self, thr_semaphore_waiting(&semaphore) == 1);
    thr_semaphore_release(self, &semaphore, 1);
    assert_int_equal(finish(self, &patient), THR_OK);
    assert_int_equal(thr_semaphore_value(&semaphore), 0);
}

static atomic_int inside, most_inside;

static void visit(ThrTask *self, void *argument) {
    Worker *worker = argument;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t wait = i % 4 ? THR_FOREVER : thr_deadline(self->runtime, i % 20000);
        if (thr_semaphore_acquire(self, worker->subject, wait) != THR_OK) continue;
        int now = atomic_fetch_add(&inside, 1) + 1;
        if (now > atomic_load(&most_inside)) atomic_store(&most_inside, now);
        atomic_fetch_sub(&inside, 1);
        if (thr_semaphore_release(self, worker->subject, 1) != THR_OK) worker->status = THR_TOO_MANY;
    }
}

TEST(no_more_inside_than_units_and_nobody_forgotten) {
    ThrSemaphore semaphore;
    Worker workers[WORKERS];
    inside = most_inside = 0;
    thr_semaphore_init_bounded(&semaphore, 2);
    for (int i = 0; i < WORKERS; i++) start(self, &workers[i], visit, &semaphore);
    for (int i = 0; i < WORKERS; i++) assert_int_not_equal(finish(self, &workers[i]), THR_TOO_MANY);
    assert_in_range(most_inside, 1, 2);
    assert_int_equal(thr_semaphore_value(&semaphore), 2);
    assert_int_equal(thr_semaphore_waiting(&semaphore), 0);
    assert_int_equal(semaphore.awake, 0);
}

static void hog(ThrTask *self, void *argument) {
    Worker *worker = argument;
    while (!atomic_load(&turn)) {
        thr_semaphore_acquire(self, worker->subject, THR_FOREVER);
        for (int i = 0; i < 1000; i++) thr_now(self->runtime);
        thr_semaphore_release(self, worker->subject, 1);
    }
}

TEST(who_waits_gets_a_unit_from_those_who_never_stop) {
    ThrSemaphore semaphore;
    Worker hogs[3], worker;
    turn = 0;
    thr_semaphore_init(&semaphore, 1);
    for (int i = 0; i < 3; i++) start(self, &hogs[i], hog, &semaphore);
    wait_until(self, thr_semaphore_value(&semaphore) == 0);
    start(self, &worker, acquire_once, &semaphore);
    assert_int_equal(finish(self, &worker), THR_OK);
    thr_semaphore_release(self, &semaphore, 1);
    for (int i = 0; i < 3; i++) finish(self, &hogs[i]);
    assert_int_equal(thr_semaphore_value(&semaphore), 1);
}

static void release_and_snatch(ThrTask *self, ThrSemaphore *semaphore, unsigned waiting) {
    thr_semaphore_release(self, semaphore, 1);
    thr_semaphore_acquire(self, semaphore, THR_FOREVER);
    wait_until(self, thr_semaphore_waiting(semaphore) == waiting || atomic_load(&turn));
}

static void acquire_and_give_back(ThrTask *self, void *argument) {
    Worker *worker = argument;
    acquire_once(self, argument);
    thr_semaphore_release(self, worker->subject, 1);
}

static atomic_int rounds;

// As in the test of the lock: always faster than somebody asleep.
static void snatch_again_and_again(ThrTask *self, void *argument) {
    Worker *worker = argument;
    ThrSemaphore *semaphore = worker->subject;
    while (!atomic_load(&turn)) {
        if (thr_semaphore_acquire(self, semaphore, THR_NOW) != THR_OK) continue;
        wait_until(self, thr_semaphore_waiting(semaphore) == 1 || atomic_load(&turn));
        atomic_fetch_add(&rounds, 1);
        thr_semaphore_release(self, semaphore, 1);
    }
}

TEST(who_has_lost_for_a_millisecond_is_handed_a_unit) {
    for (int i = 0; i < 20; i++) {
        ThrSemaphore semaphore;
        Worker worker, snatchers[2];
        turn = rounds = 0;
        thr_semaphore_init(&semaphore, 0);
        start(self, &worker, acquire_and_give_back, &semaphore);
        wait_until(self, thr_semaphore_waiting(&semaphore) == 1);
        thr_sleep(self, deadline_in(self, 2));
        start(self, &snatchers[0], snatch_again_and_again, &semaphore);
        start(self, &snatchers[1], snatch_again_and_again, &semaphore);
        thr_semaphore_release(self, &semaphore, 1);
        finish(self, &worker);
        finish(self, &snatchers[0]);
        finish(self, &snatchers[1]);
        assert_true(rounds <= 4);
    }
}

TEST(who_has_lost_keeps_his_place) {
    for (int i = 0; i < 30; i++) {
        ThrSemaphore semaphore;
        Worker workers[2];
        turn = 0;
        thr_semaphore_init(&semaphore, 0);
        for (unsigned n = 0; n < 2; n++) {
            start(self, &workers[n], acquire_and_give_back, &semaphore);
            wait_until(self, thr_semaphore_waiting(&semaphore) == n + 1);
        }
        release_and_snatch(self, &semaphore, 2);
        thr_semaphore_release(self, &semaphore, 1);
        finish(self, &workers[0]);
        finish(self, &workers[1]);
        assert_int_equal(workers[0].order, 0);
    }
}

static void consume(ThrTask *self, void *argument) {
    Worker *worker = argument;
    for (int i = 0; i < ROUNDS; i++) {
        thr_semaphore_acquire(self, worker->subject, THR_FOREVER);
        atomic_fetch_add(&turn, 1);
        wait_until(self, atomic_load(&turn) >= 2 * (i + 1));
    }
}

// Two units, one shortly after the other, for two waiters: neither may be overlooked, whatever the first is just doing.
TEST(a_release_while_another_is_being_served_is_heard) {
    ThrSemaphore semaphore;
    Worker workers[2];
    turn = 0;
    thr_semaphore_init(&semaphore, 0);
    for (int i = 0; i < 2; i++) start(self, &workers[i], consume, &semaphore);
    for (int i = 0; i < ROUNDS; i++) {
        wait_until(self, thr_semaphore_waiting(&semaphore) == 2);
        thr_semaphore_release(self, &semaphore, 1);
        for (int pause = (i * 37) % 2000; pause > 0; pause--) thr_now(self->runtime);
        thr_semaphore_release(self, &semaphore, 1);
    }
    finish(self, &workers[0]);
    finish(self, &workers[1]);
    assert_int_equal(turn, 2 * ROUNDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_units),
        cmocka_unit_test(may_start_at_zero),
        cmocka_unit_test(never_exceeds_its_bound),
        cmocka_unit_test(bound_zero_gives_nothing_back),
        cmocka_unit_test(does_not_overflow),
        cmocka_unit_test(release_n_lets_the_first_n_go),
        cmocka_unit_test(more_units_than_waiters_stay),
        cmocka_unit_test(who_gives_up_takes_no_unit),
        cmocka_unit_test(no_more_inside_than_units_and_nobody_forgotten),
        cmocka_unit_test(who_has_lost_for_a_millisecond_is_handed_a_unit),
        cmocka_unit_test(who_has_lost_keeps_his_place),
        cmocka_unit_test(a_release_while_another_is_being_served_is_heard),
        cmocka_unit_test(who_waits_gets_a_unit_from_those_who_never_stop),
    };
    return cmocka_run_group_tests_name("semaphore", tests, NULL, NULL);
}
