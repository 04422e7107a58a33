/* Stacks under forced collections, on one thread and two, nested, moved between threads and abandoned. */
#include "base/memory.h"
#include "base/sanitizer.h"
#include "base/stack.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct Cons {
    struct Cons *rest;
    char *text;
} Cons;

typedef struct Counter {
    int limit;
    int number;
    int depth; /* of counters inside, each of which checks a list of its own */
    int failures;
} Counter;

static Cons *cons_list(int count) {
    Cons *list = NULL;
    for (int i = 0; i < count; i++) {
        Cons *cell = memory_new(sizeof *cell);
        char text[24];
        cell->rest = list;
        cell->text = memory_copy_text(text, (size_t)snprintf(text, sizeof text, "%d", i));
        list = cell;
    }
    return list;
}

static int cons_wrong(Cons *list, int count) {
    int wrong = 0;
    for (; list; list = list->rest) wrong += atoi(list->text) != --count;
    return wrong + (count != 0);
}

static void count(Stack *stack, void *data) {
    Counter *counter = data;
    char **inner_pointer = &cons_list(1)->text; /* only a pointer into the middle of its block */
    Cons *list = cons_list(50);
    Counter *inside = memory_new(sizeof *inside);
    *inside = (Counter){.limit = counter->limit, .depth = counter->depth - 1};
    Stack *inner = counter->depth ? stack_new(STACK_SIZE, count, inside) : NULL;
    for (; counter->number < counter->limit; counter->number++) {
        if (inner && !stack_is_ended(inner)) stack_resume(inner);
        if (counter->number % 7 == 0) memory_collect();
        cons_list(20);
        stack_suspend(stack);
        counter->failures += cons_wrong(list, 50) + (strcmp(*inner_pointer, "0") != 0);
    }
    counter->failures += inside->failures;
}

static void *run_counters(void *entering) {
    if (entering) memory_thread_enter();
    uintptr_t failures = 0;
    for (int round = 0; round < 5; round++) {
        Counter *counters[20];
        Stack *stacks[20];
        for (int i = 0; i < 20; i++) {
            counters[i] = memory_new(sizeof *counters[i]);
            *counters[i] = (Counter){.limit = 10 + i, .depth = i % 3};
            stacks[i] = stack_new(STACK_SIZE, count, counters[i]);
        }
        for (int step = 0; step <= 30; step++) {
            for (int i = 0; i < 20; i++)
                if (!stack_is_ended(stacks[i])) stack_resume(stacks[i]);
            if (step % 10 == 0) memory_collect();
        }
        for (int i = 0; i < 20; i++) failures += (uintptr_t)counters[i]->failures + !stack_is_ended(stacks[i]);
    }
    if (entering) memory_thread_leave();
    return (void *)failures;
}

static void test_one_thread(void **state) {
    (void)state;
    assert_ptr_equal(run_counters(NULL), NULL);
}

static void test_two_threads(void **state) {
    (void)state;
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, run_counters, "enter");
    void *wrong[2];
    for (int i = 0; i < 2; i++) pthread_join(threads[i], &wrong[i]);
    for (int i = 0; i < 2; i++) assert_ptr_equal(wrong[i], NULL);
}

static void *resume_elsewhere(void *stack) {
    memory_thread_enter();
    for (int i = 0; i < 5; i++) stack_resume(stack);
    memory_collect();
    memory_thread_leave();
    return NULL;
}

static void test_moving_to_another_thread(void **state) {
    (void)state;
    Counter *counter = memory_new(sizeof *counter);
    *counter = (Counter){.limit = 17, .depth = 1};
    Stack *stack = stack_new(STACK_SIZE, count, counter);
    for (int round = 0; round < 3; round++) {
        pthread_t thread;
        stack_resume(stack);
        pthread_create(&thread, NULL, resume_elsewhere, stack);
        pthread_join(thread, NULL);
        memory_collect();
    }
    assert_true(stack_is_ended(stack));
    assert_int_equal(counter->failures, 0);
}

/* Nothing is collected under ThreadSanitizer, and there a stack costs a megabyte. */
#ifdef OBSERVED_BY_TSAN
enum { ABANDONED = 500 };
#else
enum { ABANDONED = 5000 };
#endif

static void test_abandoned_stacks_are_collected(void **state) {
    (void)state;
    for (int i = 0; i < ABANDONED; i++) {
        Counter *counter = memory_new(sizeof *counter);
        *counter = (Counter){.limit = 3};
        Stack *stack = stack_new(STACK_SIZE, count, counter);
        assert_non_null(stack);
        counter->number = 1; /* no collection of its own */
        stack_resume(stack);
    }
}

int main(void) {
    memory_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_thread),
        cmocka_unit_test(test_two_threads),
        cmocka_unit_test(test_moving_to_another_thread),
        cmocka_unit_test(test_abandoned_stacks_are_collected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
