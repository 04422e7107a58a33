// The model: turns, virtual time, dropping what is left.
#include "scene.h"

#include "base/sanitizer.h"

static char trace[256];
static size_t traced;

static void note(char letter) {
    trace[traced++ % sizeof trace] = letter;
    trace[traced % sizeof trace] = '\0';
}

static void start_trace(void) {
    traced = 0;
    trace[0] = '\0';
}

static int variable;

static void write_letters(ThrTask *self, void *argument) {
    for (int i = 0; i < 5; i++) {
        thr_step(self, THR_ACTION_WRITE, THR_KIND_VARIABLE, &variable, NULL);
        note(*(const char *)argument);
    }
}

static void letters(ThrTask *self) {
    start_trace();
    launch(self, 0, write_letters, "a");
    launch(self, 1, write_letters, "b");
    launch(self, 2, write_letters, "c");
    for (int i = 0; i < 3; i++) join(self, i);
}

static void the_same_seed_gives_the_same_run(void **state) {
    (void)state;
    Scene scene = scene_of(letters);
    EACH_STRATEGY(strategy) {
        for (uint64_t seed = 0; seed < 50; seed++) {
            char first[sizeof trace];
            assert_int_equal(scene_run(&scene, seed, strategy), 0);
            assert_int_equal(strlen(trace), 15);
            strcpy(first, trace);
            assert_int_equal(scene_run(&scene, seed, strategy), 0);
            assert_string_equal(trace, first);
        }
    }
}

static void different_seeds_give_different_runs(void **state) {
    (void)state;
    Scene scene = scene_of(letters);
    EACH_STRATEGY(strategy) {
        int different = 0;
        char before[sizeof trace] = "";
        for (uint64_t seed = 0; seed < 50; seed++) {
            scene_run(&scene, seed, strategy);
            different += strcmp(before, trace) != 0;
            strcpy(before, trace);
        }
        assert_true(different > 10);
    }
}

static ThrRuntime *runtime;
static int64_t woken_at[3];

static void sleep_for(ThrTask *self, void *argument) {
    int i = (int)(intptr_t)argument;
    int64_t begun = thr_now(runtime);
    thr_sleep(self, thr_deadline(runtime, SECONDS(3600) * (3 - i)));
    woken_at[i] = thr_now(runtime) - begun;
    note((char)('0' + i));
}

static void sleepers(ThrTask *self) {
    start_trace();
    runtime = self->runtime;
    int64_t wall = thr_clock_wall(runtime), now = thr_now(runtime);
    for (int i = 0; i < 3; i++) launch(self, i, sleep_for, (void *)(intptr_t)i);
    for (int i = 0; i < 3; i++) join(self, i);
    if (thr_clock_wall(runtime) - wall != thr_now(runtime) - now) note('!');
}

static void time_moves_to_the_earliest_deadline_when_all_wait(void **state) {
    (void)state;
    Scene scene = scene_of(sleepers);
    for (uint64_t seed = 0; seed < 20; seed++) {
        assert_int_equal(scene_run(&scene, seed, "pos"), 0);
        assert_string_equal(trace, "210");
        for (int i = 0; i < 3; i++) assert_int_equal(woken_at[i], SECONDS(3600) * (3 - i));
    }
}

static ThrLock lock;

static void take(ThrTask *self, void *argument) {
    (void)argument;
    thr_lock_acquire(self, &lock, THR_FOREVER);
    note('x');
}

static void leave_in_the_middle(ThrTask *self) {
    start_trace();
    lock = (ThrLock){0};
    thr_lock_acquire(self, &lock, THR_FOREVER);
    for (int i = 0; i < 3; i++) launch(self, i, take, NULL);
    while (thr_lock_waiting(&lock) < 3) thr_sleep(self, thr_deadline(self->runtime, 1000));
    model_leave(thr_scheduler_state(self->runtime), 7);
}

static void what_is_left_is_dropped(void **state) {
    (void)state;
    Scene scene = scene_of(leave_in_the_middle);
    for (uint64_t seed = 0; seed < 100; seed++) {
        assert_int_equal(scene_run(&scene, seed, "random"), 7);
        assert_string_equal(trace, "");
    }
    scene.play = letters;
    assert_int_equal(scene_run(&scene, 1, "random"), 0);
    assert_int_equal(strlen(trace), 15);
}

#ifdef OBSERVED_BY_TSAN // whose own memory would be at its end before
enum { MANY = 500 };
#else
enum { MANY = 10000 };
#endif
static int ended;

static void end_once(ThrTask *self, void *argument) {
    thr_event_wait(self, argument, THR_FOREVER);
    ended++;
}

static void ten_thousand(ThrTask *self) {
    ThrEvent gate = {0};
    ThrTask *many = calloc(MANY, sizeof *many);
    ended = 0;
    for (int i = 0; i < MANY; i++) thr_task_spawn(self, &many[i], &(ThrSpawn){.run = end_once, .argument = &gate});
    thr_event_set(self, &gate);
    for (int i = 0; i < MANY; i++) thr_join(self, &many[i], THR_FOREVER);
    free(many);
}

static void ten_thousand_tasks(void **state) {
    (void)state;
    Scene scene = scene_of(ten_thousand);
    assert_int_equal(scene_run(&scene, 1, "random"), 0);
    assert_int_equal(ended, MANY);
}

static void collect_in_the_middle(ThrTask *self, void *argument) {
    int **own = memory_new(sizeof *own);
    *own = memory_new_plain(sizeof **own);
    **own = (int)(intptr_t)argument;
    for (int i = 0; i < 5; i++) {
        thr_step(self, THR_ACTION_WRITE, THR_KIND_VARIABLE, &variable, NULL);
        memory_collect();
        for (int j = 0; j < 100; j++) *(int *)memory_new_plain(sizeof(int)) = -1;
    }
    if (**own != (int)(intptr_t)argument) note('!');
}

static void collecting(ThrTask *self) {
    start_trace();
    for (int i = 0; i < 4; i++) launch(self, i, collect_in_the_middle, (void *)(intptr_t)(i + 1));
    for (int i = 0; i < 4; i++) join(self, i);
}

static void the_collector_sees_every_stack(void **state) {
    (void)state;
    Scene scene = scene_of(collecting);
    for (uint64_t seed = 0; seed < 5; seed++) {
        assert_int_equal(scene_run(&scene, seed, "random"), 0);
        assert_string_equal(trace, "");
    }
}

static void the_story_is_told_in_order(void **state) {
    (void)state;
    Scene scene = scene_of(letters);
    scene_run(&scene, 3, "pos");
    size_t letter = 0;
    for (size_t i = 0; i < story_count(scene.model); i++) {
        const StoryEntry *entry = story_entry(scene.model, i);
        if (entry->operation.action != THR_ACTION_WRITE) continue;
        assert_int_equal(entry->number, 2 + trace[letter++] - 'a');
        assert_string_equal(story_action(&entry->operation), "write");
        assert_string_equal(story_kind(&entry->operation), "variable");
    }
    assert_int_equal(letter, 15);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_gives_the_same_run),
        cmocka_unit_test(different_seeds_give_different_runs),
        cmocka_unit_test(time_moves_to_the_earliest_deadline_when_all_wait),
        cmocka_unit_test(what_is_left_is_dropped),
        cmocka_unit_test(ten_thousand_tasks),
        cmocka_unit_test(the_collector_sees_every_stack),
        cmocka_unit_test(the_story_is_told_in_order),
    };
    return cmocka_run_group_tests_name("model", tests, scene_start, NULL);
}
