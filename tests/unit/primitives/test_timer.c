// Timer: fires when due, unless it was cancelled.
#include "fixture.h"

enum { ROUNDS = 200 };

static void fire(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_timer_wait(self, worker->subject, worker->deadline);
}

TEST(fires_when_due) {
    ThrTimer timer = {0};
    int64_t due = deadline_in(self, 10);
    assert_false(thr_timer_over(&timer));
    assert_int_equal(thr_timer_wait(self, &timer, due), THR_OK);
    assert_true(thr_now(self->runtime) >= due);
    assert_true(thr_timer_over(&timer));
    assert_false(thr_timer_cancel(self, &timer));
}

TEST(fires_at_once_if_due_already) {
    ThrTimer timer = {0};
    assert_int_equal(thr_timer_wait(self, &timer, THR_NOW), THR_OK);
}

TEST(is_cancelled_while_it_waits) {
    ThrTimer timer = {0};
    Worker worker;
    start_until(self, &worker, fire, &timer, deadline_in(self, 100000));
    wait_until(self, waits_for(&worker.task, THR_KIND_TIMER));
    assert_true(thr_timer_cancel(self, &timer));
    assert_int_equal(finish(self, &worker), THR_CANCELLED);
    assert_false(thr_timer_cancel(self, &timer));
}

TEST(is_cancelled_before_it_waits) {
    ThrTimer timer = {0};
    assert_true(thr_timer_cancel(self, &timer));
    assert_int_equal(thr_timer_wait(self, &timer, THR_NOW), THR_CANCELLED);
    assert_int_equal(thr_timer_wait(self, &timer, THR_FOREVER), THR_CANCELLED);
}

TEST(does_not_fire_when_a_cancel_is_just_being_made) {
    ThrTimer timer = {0}, decided = {0};
    thr_timer_cancel(self, &decided);
    timer.outcome = decided.outcome; // cancelled, but nobody has been woken yet
    assert_int_equal(thr_timer_wait(self, &timer, THR_NOW), THR_CANCELLED);
}

TEST(either_fires_or_is_cancelled) {
    for (int i = 0; i < ROUNDS; i++) {
        ThrTimer timer = {0};
        Worker worker;
        start_until(self, &worker, fire, &timer, thr_deadline(self->runtime, 20000 + 500 * (i % 100)));
        thr_sleep(self, worker.deadline);
        bool cancelled = thr_timer_cancel(self, &timer);
        assert_int_equal(finish(self, &worker), cancelled ? THR_CANCELLED : THR_OK);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fires_when_due),
        cmocka_unit_test(fires_at_once_if_due_already),
        cmocka_unit_test(is_cancelled_while_it_waits),
        cmocka_unit_test(is_cancelled_before_it_waits),
        cmocka_unit_test(does_not_fire_when_a_cancel_is_just_being_made),
        cmocka_unit_test(either_fires_or_is_cancelled),
    };
    return cmocka_run_group_tests_name("timer", tests, NULL, NULL);
}
