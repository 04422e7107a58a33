/* Lists, dicts, sets and instances that four threads change at once: nothing is lost that must not be, nothing is torn. */
#include "object/attribute.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/set.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { THREADS = 4, ROUNDS = 3000 };

typedef struct Job {
    pthread_t os_thread;
    Thread *thread;
    int number;
    Value shared;
    int (*work)(Thread *thread, Value shared, int number); /* answers how many things went wrong */
    int wrong;
} Job;

static Thread *thread_make(void) {
    Thread *thread = memory_new_permanent(sizeof *thread);
    thread->raised = UNBOUND;
    thread->handling = NONE;
    return thread;
}

static void *job_run(void *data) {
    Job *job = data;
    memory_thread_enter();
    job->wrong = job->work(job->thread, job->shared, job->number);
    memory_thread_leave();
    return NULL;
}

/* The number of things that went wrong in any of the threads. */
static int race(Value shared, int (*work)(Thread *thread, Value shared, int number)) {
    Job *jobs = memory_new_permanent(THREADS * sizeof *jobs);
    int wrong = 0;
    for (int i = 0; i < THREADS; i++) {
        jobs[i] = (Job){.thread = thread_make(), .number = i, .shared = shared, .work = work};
        pthread_create(&jobs[i].os_thread, NULL, job_run, &jobs[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(jobs[i].os_thread, NULL);
        wrong += jobs[i].wrong;
    }
    return wrong;
}

static int append_and_read(Thread *thread, Value shared, int number) {
    int wrong = 0;
    (void)thread;
    for (int i = 0; i < ROUNDS; i++) {
        list_append(value_list(shared), value_from_small_int(number * ROUNDS + i));
        Value item = list_get(value_list(shared), (size_t)i);
        wrong += item != UNBOUND && !value_is_small_int(item);
    }
    return wrong;
}

static void test_list_append(void **state) {
    (void)state;
    List *list = list_new(0);
    assert_int_equal(race(value_from_object(list), append_and_read), 0);
    assert_int_equal(list_count(list), THREADS * ROUNDS);
    int64_t sum = 0, all = (int64_t)THREADS * ROUNDS;
    for (size_t i = 0; i < list_count(list); i++) sum += value_small_int(list_get(list, i));
    assert_int_equal(sum, all * (all - 1) / 2);
}

static int grow_and_shrink(Thread *thread, Value shared, int number) {
    int wrong = 0;
    Value first = value_from_small_int(0);
    for (int i = 0; i < ROUNDS / 3; i++) {
        list_append(value_list(shared), value_from_small_int(i));
        if ((i + number) % 2 && !value_delete_item(thread, shared, first)) wrong += !error_catch(thread, &index_error);
        if (i % 100 == 0)
            wrong += !list_sort(thread, value_list(shared), UNBOUND, false) && !error_catch(thread, &value_error);
        Value copy = list_from_iterable(thread, shared);
        for (size_t at = 0; at < list_count(value_list(copy)); at++)
            wrong += !value_is_small_int(list_get(value_list(copy), at));
    }
    return wrong;
}

static void test_list_change(void **state) {
    (void)state;
    assert_int_equal(race(value_from_object(list_new(0)), grow_and_shrink), 0);
}

static int set_own_keys(Thread *thread, Value shared, int number) {
    int wrong = 0;
    Dict *dict = value_dict(shared);
    for (int i = 0; i < ROUNDS; i++) {
        Value key = value_from_small_int(i * THREADS + number);
        wrong += !dict_set(thread, dict, key, key);
        wrong += dict_get(thread, dict, key) != key;
        if (i % 3 == 0) wrong += dict_delete(thread, dict, key) != 1;
        if (i % 3 == 0) wrong += dict_get(thread, dict, key) != UNBOUND;
        Value other = dict_get(thread, dict, value_from_small_int(i * THREADS + (number + 1) % THREADS));
        wrong += other != UNBOUND && other != value_from_small_int(i * THREADS + (number + 1) % THREADS);
    }
    return wrong;
}

static void test_dict(void **state) {
    (void)state;
    Dict *dict = dict_new();
    assert_int_equal(race(value_from_object(dict), set_own_keys), 0);
    assert_int_equal(dict_count(dict), THREADS * (ROUNDS - ROUNDS / 3));
}

static void test_dict_that_is_pinned(void **state) {
    (void)state;
    Dict *dict = dict_new_pinned();
    DictEntry *entry = dict_entry(dict, str_intern_text("name"), true);
    assert_int_equal(race(value_from_object(dict), set_own_keys), 0);
    assert_ptr_equal(dict_entry(dict, str_intern_text("name"), false), entry);
    assert_int_equal(dict_count(dict), THREADS * (ROUNDS - ROUNDS / 3));
}

static int set_same_names(Thread *thread, Value shared, int number) {
    int wrong = 0;
    char text[24];
    for (int i = 0; i < 400; i++) {
        Str *name = str_intern(text, (size_t)snprintf(text, sizeof text, "name%d", i % 200));
        Value value = value_from_small_int(i % 200);
        wrong += !value_set_attribute(thread, shared, name, value);
        Value seen = value_get_attribute(thread, shared, name);
        wrong += seen != value && !(seen == RAISED && error_catch(thread, &attribute_error));
        if ((i + number) % 7 == 0 && !value_delete_attribute(thread, shared, name)) error_take(thread);
    }
    return wrong;
}

static void test_attributes(void **state) {
    (void)state;
    Thread *thread = thread_make();
    Value class =
        type_new(thread, str_intern_text("Point"), tuple_new(0), dict_new(), NULL, (const char *[]){"x", "y"}, 2);
    Value instance = value_call0(thread, class), x = value_from_small_int(5);
    uint32_t offset, other;
    assert_true(value_set_attribute(thread, instance, str_intern_text("x"), x));
    Word *place = instance_find(value_object(instance), str_intern_text("x"), false, &offset);
    assert_true(offset > 0);
    assert_int_equal(race(instance, set_same_names), 0);
    assert_ptr_equal(instance_find(value_object(instance), str_intern_text("x"), false, &other), place);
    assert_int_equal(offset, other);
    assert_ptr_equal(value_get_attribute(thread, instance, str_intern_text("x")), x);
    Value second = value_call0(thread, class);
    assert_true(value_object(second)->extent > value_object(instance)->extent);
    assert_int_not_equal(object_shape(value_object(second)), object_shape(value_object(instance)));
}

static int add_and_discard(Thread *thread, Value shared, int number) {
    int wrong = 0;
    Set *set = (Set *)value_object(shared);
    for (int i = 0; i < ROUNDS; i++) {
        Value item = value_from_small_int(i * THREADS + number);
        wrong += !set_add(thread, set, item) || set_contains(thread, set, item) != 1;
        if (i % 2) wrong += set_discard(thread, set, item) != 1;
    }
    return wrong;
}

static void test_set(void **state) {
    (void)state;
    Set *set = set_new();
    assert_int_equal(race(value_from_object(set), add_and_discard), 0);
    assert_int_equal(set_count(set), THREADS * ROUNDS / 2);
}

static int take_all(Thread *thread, Value shared, int number) {
    int64_t sum = 0;
    (void)number;
    for (Value item; (item = value_next(thread, shared)) != UNBOUND;) sum += value_small_int(item);
    return (int)sum;
}

static void test_shared_iterator(void **state) {
    (void)state;
    List *list = list_new(0);
    for (int i = 1; i <= ROUNDS; i++) list_append(list, value_from_small_int(i));
    assert_int_equal(race(value_iter(thread_make(), value_from_object(list)), take_all), ROUNDS * (ROUNDS + 1) / 2);
}

int main(void) {
    memory_start();
    types_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list_append),
        cmocka_unit_test(test_list_change),
        cmocka_unit_test(test_dict),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_dict_that_is_pinned),
        cmocka_unit_test(test_attributes),
        cmocka_unit_test(test_shared_iterator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
