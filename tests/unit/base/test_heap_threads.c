/* Threads and collections: in the middle of handing out, at rest, in system calls, on stacks of their own, coming and going. */
#include "base/memory.h"
#include "base/sanitizer.h"
#include "base/stack.h"

#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct Node {
    struct Node *next;
    uintptr_t check;
    unsigned char bytes[];
} Node;

enum { THREADS = 4, ROUNDS = 60, RESTING = 500 };

static atomic_uint wrong;
static atomic_bool done;

static Node *make_list(uintptr_t check, unsigned count) {
    Node *list = NULL;
    for (unsigned i = 0; i < count; i++) {
        size_t size = (size_t)i * 13 % 300;
        Node *node = memory_new(sizeof *node + size);
        for (size_t at = 0; at < size; at++) wrong += node->bytes[at] != 0;
        wrong += node->next != NULL || node->check != 0;
        memset(node->bytes, 0xee, size);
        node->next = list;
        node->check = check + i;
        list = node;
    }
    return list;
}

static void check_list(const Node *list, uintptr_t check, unsigned count) {
    for (; list; list = list->next) wrong += list->check != check + --count;
    wrong += count != 0;
}

static void *build(void *number) {
    memory_thread_enter();
    uintptr_t check = (uintptr_t)number << 20;
    Node *old = make_list(check, 500);
    for (int round = 0; round < ROUNDS; round++) {
        Node *list = make_list(check + 1000, 2000);
        if (round % 16 == (int)(uintptr_t)number) memory_collect();
        check_list(list, check + 1000, 2000);
        check_list(old, check, 500);
    }
    memory_thread_leave();
    return NULL;
}

static void run_together(void *(*run)(void *number), unsigned count) {
    pthread_t threads[count];
    for (uintptr_t i = 0; i < count; i++) assert_int_equal(pthread_create(&threads[i], NULL, run, (void *)i), 0);
    for (unsigned i = 0; i < count; i++) pthread_join(threads[i], NULL);
}

static void test_building_while_others_collect(void **state) {
    (void)state;
    wrong = 0;
    run_together(build, THREADS);
    assert_int_equal(wrong, 0);
}

/* ---- Rest ---- */

static sem_t gate, ready;

static void wait_for_gate(void *context) {
    (void)context;
    while (sem_wait(&gate) != 0) {}
}

static void *rest_with_list(void *number) {
    memory_thread_enter();
    uintptr_t check = (uintptr_t)number << 16;
    Node *list = make_list(check, 20);
    sem_post(&ready);
    memory_thread_rest(wait_for_gate, NULL);
    check_list(list, check, 20);
    memory_thread_leave();
    return NULL;
}

static void test_who_rests_keeps_what_it_has(void **state) {
    (void)state;
    pthread_t threads[RESTING];
    wrong = 0;
    sem_init(&gate, 0, 0);
    sem_init(&ready, 0, 0);
    for (uintptr_t i = 0; i < RESTING; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, rest_with_list, (void *)i), 0);
    for (int i = 0; i < RESTING; i++)
        while (sem_wait(&ready) != 0) {}
    for (int i = 0; i < 10; i++) {
        make_list(0, 1000);
        memory_collect();
    }
    for (int i = 0; i < RESTING; i++) {
        sem_post(&gate);
        if (i % 50 == 0) memory_collect();
    }
    for (int i = 0; i < RESTING; i++) pthread_join(threads[i], NULL);
    assert_int_equal(wrong, 0);
}

static void pass(void *context) {
    (void)context;
}

/* In and out of rest, all the time, while others collect. */
static void *rest_often(void *number) {
    memory_thread_enter();
    uintptr_t check = (uintptr_t)number << 16;
    Node *list = make_list(check, 50);
    while (!done) {
        memory_thread_rest(pass, NULL);
        make_list(check, 3);
    }
    check_list(list, check, 50);
    memory_thread_leave();
    return NULL;
}

static void *collect_often(void *number) {
    (void)number;
    memory_thread_enter();
    for (int i = 0; i < 300; i++) {
        make_list(0, 100);
        memory_collect();
    }
    done = true;
    memory_thread_leave();
    return NULL;
}

static void *rest_or_collect(void *number) {
    return number ? rest_often(number) : collect_often(number);
}

static void test_coming_from_rest_during_collections(void **state) {
    (void)state;
    wrong = 0;
    done = false;
    run_together(rest_or_collect, THREADS);
    assert_int_equal(wrong, 0);
}

/* ---- System calls ---- */

static int ends[2];

static void *read_slowly(void *number) {
    (void)number;
    memory_thread_enter();
    Node *list = make_list(1, 100);
    char byte;
    wrong += read(ends[0], &byte, 1) != 1; /* not at rest: stopped in the middle, and gone on with */
    check_list(list, 1, 100);
    memory_thread_leave();
    return NULL;
}

static void test_a_system_call_goes_on(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    wrong = 0;
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, read_slowly, NULL);
    for (int i = 0; i < 50; i++) {
        make_list(0, 200);
        memory_collect();
    }
    assert_int_equal(write(ends[1], "abcd", THREADS), THREADS);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    assert_int_equal(wrong, 0);
}

/* ---- Coming and going ---- */

static void *come_and_go(void *number) {
    for (int i = 0; i < 100; i++) {
        memory_thread_enter();
        check_list(make_list((uintptr_t)number, 60), (uintptr_t)number, 60);
        if (i % 10 == 0) memory_collect();
        memory_thread_leave();
    }
    return NULL;
}

static void test_coming_and_going(void **state) {
    (void)state;
    wrong = 0;
    run_together(come_and_go, THREADS);
    assert_int_equal(wrong, 0);
}

/* ---- Links and finalizers of many threads ---- */

static void finalize(void *object, void *data) {
    wrong += ((Node *)object)->check != (uintptr_t)data;
}

static void *link_often(void *number) {
    memory_thread_enter();
    for (uintptr_t i = 0; i < 3000; i++) {
        Node *node = make_list(i, 1);
        MemoryLink *link = memory_link_new(node), *other = memory_link_new(make_list(i, 1));
        memory_set_finalizer(node, finalize, (void *)i);
        Node *seen = memory_link_get(other);
        wrong += memory_link_get(link) != node || (seen && seen->check != i);
        if (i % 1000 == (uintptr_t)number) memory_collect();
        if (i % 100 == 0) memory_run_finalizers();
    }
    memory_thread_leave();
    return NULL;
}

static void test_links_and_finalizers(void **state) {
    (void)state;
    wrong = 0;
    run_together(link_often, THREADS);
    assert_int_equal(wrong, 0);
}

/* ---- Switching stacks while others collect ---- */

static void step(Stack *stack, void *data) {
    uintptr_t check = (uintptr_t)stack;
    Node *list = make_list(check, 30);
    (void)data;
    for (;;) {
        stack_suspend(stack);
        check_list(list, check, 30);
    }
}

static void *switch_often(void *number) {
    memory_thread_enter();
    (void)number;
    Stack *stacks[8];
    for (int i = 0; i < 8; i++) stacks[i] = stack_new(STACK_SIZE, step, NULL);
    for (int round = 0; round < 3000; round++) stack_resume(stacks[round % 8]);
    memory_thread_leave();
    return NULL;
}

static void *switch_or_collect(void *number) {
    return number ? switch_often(number) : collect_often(number);
}

static void test_switching_while_others_collect(void **state) {
    (void)state;
    wrong = 0;
    run_together(switch_or_collect, THREADS);
    assert_int_equal(wrong, 0);
}

int main(void) {
    memory_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_building_while_others_collect),
        cmocka_unit_test(test_who_rests_keeps_what_it_has),
        cmocka_unit_test(test_coming_from_rest_during_collections),
        cmocka_unit_test(test_a_system_call_goes_on),
        cmocka_unit_test(test_coming_and_going),
        cmocka_unit_test(test_links_and_finalizers),
        cmocka_unit_test(test_switching_while_others_collect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
