// Clocks, deadlines and sleep.
#include "fixture.h"

TEST(time_goes_on) {
    int64_t before = thr_now(self->runtime);
    int64_t wall = thr_clock_wall(self->runtime);
    assert_int_equal(thr_sleep(self, deadline_in(self, 5)), THR_OK);
    assert_true(thr_now(self->runtime) - before >= MILLISECONDS(5));
    assert_true(thr_clock_wall(self->runtime) > wall);
    assert_true(wall > INT64_C(1600000000) * 1000000000);
    assert_in_range(thr_clock_resolution(self->runtime), 1, 1000000000);
}

TEST(cpu_time_counts_work_not_sleep) {
    int64_t process = thr_clock_process(), thread = thr_clock_thread();
    while (thr_clock_thread() - thread < MILLISECONDS(2)) continue;
    assert_true(thr_clock_process() - process >= MILLISECONDS(2));
    int64_t rested = thr_clock_thread();
    thr_sleep(self, deadline_in(self, 30));
    assert_true(thr_clock_thread() - rested < MILLISECONDS(30));
}

TEST(deadlines_saturate) {
    assert_true(thr_deadline(self->runtime, 0) == THR_NOW);
    assert_true(thr_deadline(self->runtime, -1) == THR_NOW);
    assert_true(thr_deadline(self->runtime, INT64_MIN) == THR_NOW);
    assert_true(thr_deadline(self->runtime, INT64_MAX) == THR_FOREVER);
    assert_true(thr_deadline(self->runtime, INT64_MAX - 1) == THR_FOREVER);
    int64_t now = thr_now(self->runtime), deadline = thr_deadline(self->runtime, 1000);
    assert_true(deadline >= now + 1000 && deadline < THR_FOREVER);
    assert_true(thr_deadline(self->runtime, thr_nanoseconds(THR_TIMEOUT_MAX)) > now);
}

TEST(seconds_become_nanoseconds) {
    (void)self;
    assert_true(thr_nanoseconds(0.0) == 0);
    assert_true(thr_nanoseconds(1.5) == 1500000000);
    assert_true(thr_nanoseconds(1e-10) == 1);
    assert_true(thr_nanoseconds(-1e-10) == 0);
    assert_true(thr_nanoseconds(-2.0) == -2000000000);
    assert_true(thr_nanoseconds(THR_TIMEOUT_MAX) == INT64_C(9223372036000000000));
    assert_true(thr_nanoseconds(1e300) == INT64_MAX);
    assert_true(thr_nanoseconds(-1e300) == INT64_MIN);
    assert_true(thr_nanoseconds(__builtin_inf()) == INT64_MAX);
    assert_true(thr_nanoseconds(__builtin_nan("")) == 0);
}

TEST(sleeping_into_the_past_returns_at_once) {
    assert_int_equal(thr_sleep(self, THR_NOW), THR_OK);
    assert_int_equal(thr_sleep(self, -1), THR_OK);
    assert_int_equal(thr_sleep(self, thr_now(self->runtime)), THR_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_goes_on),
        cmocka_unit_test(cpu_time_counts_work_not_sleep),
        cmocka_unit_test(deadlines_saturate),
        cmocka_unit_test(seconds_become_nanoseconds),
        cmocka_unit_test(sleeping_into_the_past_returns_at_once),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
