// Strategies: what they find, that they are fair, their names; and the random numbers below them.
#include "scene.h"

static int count;
static ThrLock lock;

static void add_in_two_steps(ThrTask *self, void *argument) {
    (void)argument;
    thr_step(self, THR_ACTION_READ, THR_KIND_VARIABLE, &count, NULL);
    int seen = count;
    thr_step(self, THR_ACTION_WRITE, THR_KIND_VARIABLE, &count, NULL);
    count = seen + 1;
}

static void add_locked(ThrTask *self, void *argument) {
    thr_lock_acquire(self, &lock, THR_FOREVER);
    add_in_two_steps(self, argument);
    thr_lock_release(self, &lock);
}

static void play_adding(ThrTask *self, void (*add)(ThrTask *, void *)) {
    count = 0;
    lock = (ThrLock){0};
    launch(self, 0, add, NULL);
    launch(self, 1, add, NULL);
    join(self, 0);
    join(self, 1);
}

static void lost_update(ThrTask *self) {
    play_adding(self, add_in_two_steps);
}

static void no_lost_update(ThrTask *self) {
    play_adding(self, add_locked);
}

enum { SEEDS = 500 };

static int times_lost(void (*play)(ThrTask *), const char *strategy) {
    Scene scene = scene_of(play);
    int lost = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        assert_int_equal(scene_run(&scene, seed, strategy), 0);
        lost += count != 2;
    }
    return lost;
}

static void each_finds_a_lost_update(void **state) {
    (void)state;
    EACH_STRATEGY(strategy) {
        assert_in_range(times_lost(lost_update, strategy), SEEDS / 20, SEEDS - 1);
        assert_int_equal(times_lost(no_lost_update, strategy), 0);
    }
}

static bool flag;

static void spin(ThrTask *self, void *argument) {
    (void)argument;
    do thr_step(self, THR_ACTION_READ, THR_KIND_VARIABLE, &flag, NULL);
    while (!flag);
}

static void spin_with_a_lock(ThrTask *self, void *argument) {
    (void)argument;
    for (bool seen = false; !seen;) {
        thr_lock_acquire(self, &lock, THR_FOREVER);
        thr_step(self, THR_ACTION_READ, THR_KIND_VARIABLE, &flag, NULL);
        seen = flag;
        thr_lock_release(self, &lock);
    }
}

static void write_all_the_time(ThrTask *self, void *argument) {
    (void)argument;
    while (!flag) thr_step(self, THR_ACTION_WRITE, THR_KIND_VARIABLE, &count, NULL);
}

static void set_after_a_while(ThrTask *self, void *argument) {
    (void)argument;
    for (int i = 0; i < 20; i++) thr_step(self, THR_ACTION_READ, THR_KIND_VARIABLE, &count, NULL);
    thr_sleep(self, thr_deadline(self->runtime, SECONDS(60)));
    thr_step(self, THR_ACTION_WRITE, THR_KIND_VARIABLE, &flag, NULL);
    flag = true;
}

static void busy_waiting(ThrTask *self) {
    flag = false;
    lock = (ThrLock){0};
    launch(self, 0, spin, NULL);
    launch(self, 1, spin_with_a_lock, NULL);
    launch(self, 2, write_all_the_time, NULL);
    launch(self, 3, set_after_a_while, NULL);
    for (int i = 0; i < 4; i++) join(self, i);
}

static void each_lets_the_others_on(void **state) {
    (void)state;
    Scene scene = scene_of(busy_waiting);
    EACH_STRATEGY(strategy) {
        for (uint64_t seed = 0; seed < 3; seed++) {
            assert_int_equal(scene_run(&scene, seed, strategy), 0);
            assert_true(flag);
        }
    }
}

static void go_round(ThrTask *self, void *argument) {
    for (;;) {
        thr_step(self, THR_ACTION_READ, THR_KIND_VARIABLE, &flag, NULL);
        thr_step(self, THR_ACTION_TURN, THR_KIND_NONE, argument, NULL);
    }
}

static void in_circles(ThrTask *self) {
    launch(self, 0, go_round, "one");
    launch(self, 1, go_round, "two");
    join(self, 0);
}

static void a_livelock_is_told(void **state) {
    (void)state;
    EACH_STRATEGY(strategy) {
        Scene scene = scene_of(in_circles);
        assert_int_equal(scene_run(&scene, 1, strategy), 4);
        assert_true(scene.livelocked);
    }
}

static void each_has_a_name(void **state) {
    (void)state;
    unsigned depth;
    for (const Strategy *strategy = strategies; strategy->name; strategy++)
        assert_ptr_equal(strategy_find(strategy->name, &depth), strategy);
    assert_ptr_equal(strategy_find("pct:7", &depth), strategy_find("pct", &(unsigned){0}));
    assert_int_equal(depth, 7);
    static const char *const wrong[] = {"", "po", "posh", "pct:", "pct:0", "pct:99", "pct:x", "rr:3"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_null(strategy_find(wrong[i], &depth));
}

static void numbers_are_the_same_everywhere(void **state) {
    (void)state;
    Random random = {0};
    assert_true(random_next(&random) == 0xe220a8397b1dcdafu);
    assert_true(random_next(&random) == 0x6e789e6aa1b965f4u);
    int seen[6] = {0};
    for (int i = 0; i < 6000; i++) seen[random_below(&random, 6)]++;
    for (int i = 0; i < 6; i++) assert_in_range(seen[i], 850, 1150);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_finds_a_lost_update),
        cmocka_unit_test(each_lets_the_others_on),
        cmocka_unit_test(a_livelock_is_told),
        cmocka_unit_test(each_has_a_name),
        cmocka_unit_test(numbers_are_the_same_everywhere),
    };
    return cmocka_run_group_tests_name("strategy", tests, scene_start, NULL);
}
