// Locals: a value for each task, dropped when it ends.
#include "fixture.h"

enum { LOCALS = 200, WORKERS = 4 };

static void use_locals(ThrTask *self, void *argument) {
    Worker *worker = argument;
    ThrLocal *locals = worker->subject;
    worker->status = THR_OK;
    for (int i = 0; i < LOCALS; i++)
        if (thr_local_get(self, &locals[i])) worker->status = THR_TOO_MANY;
    for (int i = 0; i < LOCALS; i++) thr_local_set(self, &locals[i], &worker[i]);
    for (int i = 0; i < LOCALS; i++)
        if (thr_local_get(self, &locals[i]) != &worker[i]) worker->status = THR_TOO_MANY;
}

TEST(every_task_has_its_own_value) {
    static ThrLocal locals[LOCALS];
    Worker workers[WORKERS];
    int mine;
    memset(locals, 0, sizeof locals);
    assert_int_equal(thr_local_set(self, &locals[3], &mine), THR_OK);
    for (int i = 0; i < WORKERS; i++) start(self, &workers[i], use_locals, locals);
    for (int i = 0; i < WORKERS; i++) assert_int_equal(finish(self, &workers[i]), THR_OK);
    assert_ptr_equal(thr_local_get(self, &locals[3]), &mine);
    assert_null(thr_local_get(self, &locals[4]));
}

TEST(values_are_replaced_and_removed) {
    ThrLocal local = {0};
    int one, two;
    assert_null(thr_local_get(self, &local));
    assert_int_equal(thr_local_set(self, &local, NULL), THR_OK);
    thr_local_set(self, &local, &one);
    thr_local_set(self, &local, &two);
    assert_ptr_equal(thr_local_get(self, &local), &two);
    thr_local_set(self, &local, NULL);
    assert_null(thr_local_get(self, &local));
}

TEST(a_new_local_at_an_old_place_is_empty) {
    ThrLocal local = {0};
    int value;
    for (int i = 0; i < 1000; i++) {
        local = (ThrLocal){0};
        assert_null(thr_local_get(self, &local));
        thr_local_set(self, &local, &value);
        assert_ptr_equal(thr_local_get(self, &local), &value);
        thr_local_set(self, &local, NULL);
    }
}

// A host that counts what it has handed out.
static atomic_int blocks;
static atomic_bool short_of_memory;

static void *allocate(size_t size) {
    if (atomic_load(&short_of_memory)) return NULL;
    atomic_fetch_add(&blocks, 1);
    return calloc(1, size);
}

static void release(void *memory) {
    atomic_fetch_sub(&blocks, 1);
    free(memory);
}

static const ThrHost counting = {.allocate = allocate, .release = release};

TEST_WITH_HOST(values_are_dropped_when_the_task_ends, &counting) {
    static ThrLocal locals[LOCALS];
    Worker worker;
    memset(locals, 0, sizeof locals);
    int before = blocks;
    start(self, &worker, use_locals, locals);
    assert_int_equal(finish(self, &worker), THR_OK);
    assert_int_equal(blocks, before);
}

TEST_WITH_HOST(says_when_memory_is_short, &counting) {
    ThrLocal local = {0};
    short_of_memory = true;
    assert_int_equal(thr_local_set(self, &local, &local), THR_NO_MEMORY);
    short_of_memory = false;
    assert_null(thr_local_get(self, &local));
    assert_int_equal(thr_local_set(self, &local, &local), THR_OK);
}

static void nothing_is_left(void **state) {
    (void)state;
    assert_int_equal(blocks, 0);
    short_of_memory = true;
    assert_null(thr_runtime_create(&counting));
    short_of_memory = false;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_task_has_its_own_value),
        cmocka_unit_test(values_are_replaced_and_removed),
        cmocka_unit_test(a_new_local_at_an_old_place_is_empty),
        cmocka_unit_test(values_are_dropped_when_the_task_ends),
        cmocka_unit_test(says_when_memory_is_short),
        cmocka_unit_test(nothing_is_left),
    };
    return cmocka_run_group_tests_name("local", tests, NULL, NULL);
}
