// Barrier: meeting again and again, the action, and every way to break it.
#include "fixture.h"

enum { PARTIES = 4, ROUNDS = 500 };

static void arrive(ThrTask *self, void *argument) {
    Worker *worker = argument;
    unsigned index = 99;
    worker->status = thr_barrier_wait(self, worker->subject, worker->deadline, &index);
    worker->order = (int)index;
}

static void start_and_wait(ThrTask *self, ThrBarrier *barrier, Worker *workers, int n) {
    for (int i = 0; i < n; i++) {
        start(self, &workers[i], arrive, barrier);
        wait_until(self, thr_barrier_waiting(barrier) == (unsigned)i + 1);
    }
}

static void expect_all(ThrTask *self, Worker *workers, int n, ThrStatus status) {
    for (int i = 0; i < n; i++) assert_int_equal(finish(self, &workers[i]), status);
}

TEST(lets_all_go_when_the_last_has_come) {
    ThrBarrier barrier;
    Worker workers[PARTIES - 1];
    unsigned index;
    thr_barrier_init(&barrier, PARTIES, false);
    start_and_wait(self, &barrier, workers, PARTIES - 1);
    assert_int_equal(thr_barrier_wait(self, &barrier, THR_NOW, &index), THR_OK);
    assert_int_equal(index, PARTIES - 1);
    for (int i = 0; i < PARTIES - 1; i++) {
        assert_int_equal(finish(self, &workers[i]), THR_OK);
        assert_int_equal(workers[i].order, i);
    }
    assert_int_equal(thr_barrier_waiting(&barrier), 0);
    assert_false(thr_barrier_broken(&barrier));
}

TEST(of_one_lets_go_at_once) {
    ThrBarrier barrier;
    unsigned index;
    thr_barrier_init(&barrier, 1, false);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(thr_barrier_wait(self, &barrier, THR_NOW, &index), THR_OK);
        assert_int_equal(index, 0);
    }
}

typedef struct Rounds {
    ThrBarrier barrier;
    atomic_int arrived;
} Rounds;

static void meet_again_and_again(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Rounds *rounds = worker->subject;
    worker->status = THR_OK;
    for (int i = 1; i <= ROUNDS && worker->status == THR_OK; i++) {
        unsigned index;
        atomic_fetch_add(&rounds->arrived, 1);
        worker->status = thr_barrier_wait(self, &rounds->barrier, THR_FOREVER, &index);
        if (atomic_load(&rounds->arrived) < i * PARTIES) worker->status = THR_TOO_MANY;
    }
}

TEST(is_used_again_and_again) {
    Rounds rounds = {0};
    Worker workers[PARTIES];
    thr_barrier_init(&rounds.barrier, PARTIES, false);
    for (int i = 0; i < PARTIES; i++) start(self, &workers[i], meet_again_and_again, &rounds);
    expect_all(self, workers, PARTIES, THR_OK);
}

TEST(a_timeout_breaks_it_for_all) {
    ThrBarrier barrier;
    Worker patient, impatient;
    unsigned index;
    thr_barrier_init(&barrier, 3, false);
    start_and_wait(self, &barrier, &patient, 1);
    start_until(self, &impatient, arrive, &barrier, deadline_in(self, 10));
    assert_int_equal(finish(self, &impatient), THR_BROKEN);
    assert_int_equal(finish(self, &patient), THR_BROKEN);
    assert_true(thr_barrier_broken(&barrier));
    assert_int_equal(thr_barrier_waiting(&barrier), 0);
    assert_int_equal(thr_barrier_wait(self, &barrier, THR_FOREVER, &index), THR_BROKEN);
    thr_barrier_reset(self, &barrier);
    assert_false(thr_barrier_broken(&barrier));
    assert_int_equal(thr_barrier_wait(self, &barrier, THR_NOW, &index), THR_BROKEN);
    assert_true(thr_barrier_broken(&barrier));
}

TEST(reset_breaks_those_who_wait_and_nothing_else) {
    ThrBarrier barrier;
    Worker workers[2], again[2];
    unsigned index;
    thr_barrier_init(&barrier, 3, false);
    thr_barrier_reset(self, &barrier);
    start_and_wait(self, &barrier, workers, 2);
    thr_barrier_reset(self, &barrier);
    expect_all(self, workers, 2, THR_BROKEN);
    assert_false(thr_barrier_broken(&barrier));
    start_and_wait(self, &barrier, again, 2);
    assert_int_equal(thr_barrier_wait(self, &barrier, THR_FOREVER, &index), THR_OK);
    expect_all(self, again, 2, THR_OK);
}

TEST(abort_breaks_it_until_reset) {
    ThrBarrier barrier;
    Worker workers[2];
    unsigned index;
    thr_barrier_init(&barrier, 3, false);
    start_and_wait(self, &barrier, workers, 2);
    thr_barrier_abort(self, &barrier);
    expect_all(self, workers, 2, THR_BROKEN);
    assert_true(thr_barrier_broken(&barrier));
    assert_int_equal(thr_barrier_wait(self, &barrier, THR_FOREVER, &index), THR_BROKEN);
    thr_barrier_reset(self, &barrier);
    assert_false(thr_barrier_broken(&barrier));
}

TEST(who_is_interrupted_is_not_counted) {
    ThrBarrier barrier;
    Worker interrupted, other;
    unsigned index;
    thr_barrier_init(&barrier, 2, false);
    start_and_wait(self, &barrier, &interrupted, 1);
    thr_interrupt(&interrupted.task);
    assert_int_equal(finish(self, &interrupted), THR_INTERRUPTED);
    assert_false(thr_barrier_broken(&barrier));
    start_and_wait(self, &barrier, &other, 1);
    assert_int_equal(thr_barrier_wait(self, &barrier, THR_FOREVER, &index), THR_OK);
    assert_int_equal(finish(self, &other), THR_OK);
}

TEST(the_last_runs_the_action_before_the_others_go) {
    ThrBarrier barrier;
    Worker workers[2], late;
    unsigned index;
    thr_barrier_init(&barrier, 3, true);
    start_and_wait(self, &barrier, workers, 2);
    assert_int_equal(thr_barrier_wait(self, &barrier, THR_FOREVER, &index), THR_LEADER);
    assert_int_equal(index, 2);
    assert_int_equal(thr_barrier_waiting(&barrier), 0);
    assert_true(waits_for(&workers[0].task, THR_KIND_BARRIER) && waits_for(&workers[1].task, THR_KIND_BARRIER));
    start(self, &late, arrive, &barrier); // for the next meeting
    wait_until(self, waits_for(&late.task, THR_KIND_BARRIER));
    assert_int_equal(thr_barrier_release(self, &barrier), THR_OK);
    expect_all(self, workers, 2, THR_OK);
    wait_until(self, thr_barrier_waiting(&barrier) == 1);
    thr_barrier_abort(self, &barrier);
    assert_int_equal(finish(self, &late), THR_BROKEN);
}

TEST(a_deadline_that_passes_during_the_action_breaks_nothing) {
    ThrBarrier barrier;
    Worker worker;
    unsigned index;
    thr_barrier_init(&barrier, 2, true);
    start_until(self, &worker, arrive, &barrier, deadline_in(self, 50));
    wait_until(self, thr_barrier_waiting(&barrier) == 1);
    assert_int_equal(thr_barrier_wait(self, &barrier, THR_FOREVER, &index), THR_LEADER);
    thr_sleep(self, worker.deadline + MILLISECONDS(1));
    assert_int_equal(thr_barrier_release(self, &barrier), THR_OK);
    assert_int_equal(finish(self, &worker), THR_OK);
    assert_false(thr_barrier_broken(&barrier));
}

TEST(a_failed_action_breaks_it) {
    ThrBarrier barrier;
    Worker workers[2];
    unsigned index;
    thr_barrier_init(&barrier, 3, true);
    start_and_wait(self, &barrier, workers, 2);
    assert_int_equal(thr_barrier_wait(self, &barrier, THR_FOREVER, &index), THR_LEADER);
    thr_barrier_abort(self, &barrier);
    expect_all(self, workers, 2, THR_BROKEN);
    assert_int_equal(thr_barrier_release(self, &barrier), THR_BROKEN);
}

TEST(a_reset_during_the_action_leaves_those_who_met_alone) {
    ThrBarrier barrier;
    Worker worker;
    unsigned index;
    thr_barrier_init(&barrier, 2, true);
    start_and_wait(self, &barrier, &worker, 1);
    assert_int_equal(thr_barrier_wait(self, &barrier, THR_FOREVER, &index), THR_LEADER);
    thr_barrier_reset(self, &barrier);
    assert_int_equal(thr_barrier_release(self, &barrier), THR_OK);
    assert_int_equal(finish(self, &worker), THR_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lets_all_go_when_the_last_has_come),
        cmocka_unit_test(of_one_lets_go_at_once),
        cmocka_unit_test(is_used_again_and_again),
        cmocka_unit_test(a_timeout_breaks_it_for_all),
        cmocka_unit_test(reset_breaks_those_who_wait_and_nothing_else),
        cmocka_unit_test(abort_breaks_it_until_reset),
        cmocka_unit_test(who_is_interrupted_is_not_counted),
        cmocka_unit_test(the_last_runs_the_action_before_the_others_go),
        cmocka_unit_test(a_deadline_that_passes_during_the_action_breaks_nothing),
        cmocka_unit_test(a_failed_action_breaks_it),
        cmocka_unit_test(a_reset_during_the_action_leaves_those_who_met_alone),
    };
    return cmocka_run_group_tests_name("barrier", tests, NULL, NULL);
}
