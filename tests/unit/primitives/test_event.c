// Event: set, clear, and letting everybody go.
#include "fixture.h"

enum { WORKERS = 5, ROUNDS = 3000 };

static void wait_once(ThrTask *self, void *argument) {
    Worker *worker = argument;
    worker->status = thr_event_wait(self, worker->subject, worker->deadline);
}

TEST(is_set_and_cleared) {
    ThrEvent event = {0};
    assert_false(thr_event_is_set(&event));
    assert_int_equal(thr_event_wait(self, &event, THR_NOW), THR_TIMEOUT);
    thr_event_set(self, &event);
    thr_event_set(self, &event);
    assert_true(thr_event_is_set(&event));
    assert_int_equal(thr_event_wait(self, &event, THR_FOREVER), THR_OK);
    assert_int_equal(thr_event_wait(self, &event, THR_NOW), THR_OK);
    thr_event_clear(self, &event);
    assert_false(thr_event_is_set(&event));
    assert_int_equal(thr_event_wait(self, &event, -1), THR_TIMEOUT);
}

TEST(times_out) {
    ThrEvent event = {0};
    int64_t deadline = deadline_in(self, 20);
    assert_int_equal(thr_event_wait(self, &event, deadline), THR_TIMEOUT);
    assert_true(thr_now(self->runtime) >= deadline);
    assert_int_equal(thr_event_waiting(&event), 0);
    thr_event_set(self, &event);
    assert_true(thr_event_is_set(&event));
}

TEST(setting_lets_all_go_even_if_cleared_at_once) {
    ThrEvent event = {0};
    Worker workers[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        start_until(self, &workers[i], wait_once, &event, i % 2 ? THR_FOREVER : THR_FOREVER - 1);
    wait_until(self, thr_event_waiting(&event) == WORKERS);
    thr_event_set(self, &event);
    thr_event_clear(self, &event);
    for (int i = 0; i < WORKERS; i++) assert_int_equal(finish(self, &workers[i]), THR_OK);
    assert_int_equal(thr_event_waiting(&event), 0);
    assert_false(thr_event_is_set(&event));
}

TEST(clearing_lets_nobody_go) {
    ThrEvent event = {0};
    Worker worker;
    start(self, &worker, wait_once, &event);
    wait_until(self, thr_event_waiting(&event) == 1);
    thr_event_clear(self, &event);
    breathe(self);
    assert_int_equal(thr_event_waiting(&event), 1);
    thr_event_set(self, &event);
    assert_int_equal(finish(self, &worker), THR_OK);
}

typedef struct Table {
    ThrEvent ping, pong;
    int ball; // no atomic: the events order its accesses
} Table;

static void return_ball(ThrTask *self, void *argument) {
    Worker *worker = argument;
    Table *table = worker->subject;
    for (int i = 0; i < ROUNDS; i++) {
        thr_event_wait(self, &table->ping, THR_FOREVER);
        thr_event_clear(self, &table->ping);
        table->ball++;
        thr_event_set(self, &table->pong);
    }
}

TEST(passes_a_ball_to_and_fro) {
    Table table = {0};
    Worker worker;
    start(self, &worker, return_ball, &table);
    for (int i = 0; i < ROUNDS; i++) {
        table.ball++;
        thr_event_set(self, &table.ping);
        assert_int_equal(thr_event_wait(self, &table.pong, THR_FOREVER), THR_OK);
        thr_event_clear(self, &table.pong);
    }
    finish(self, &worker);
    assert_int_equal(table.ball, 2 * ROUNDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_set_and_cleared),
        cmocka_unit_test(times_out),
        cmocka_unit_test(setting_lets_all_go_even_if_cleared_at_once),
        cmocka_unit_test(clearing_lets_nobody_go),
        cmocka_unit_test(passes_a_ball_to_and_fro),
    };
    return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
