/* The heap keeps what is reachable, zeroed and whole, with collections forced in between; text helpers. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/text.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct Node {
    struct Node *next;
    char *text;
    int number;
} Node;

/* Counts what is wrong in rounds of building and checking a list of blocks of many sizes. */
static void *churn(void *entering) {
    if (entering) memory_thread_enter();
    uintptr_t wrong = 0;
    for (int round = 0; round < 5; round++) {
        Node *list = NULL;
        for (int i = 0; i < 4000; i++) {
            unsigned char *block = memory_new((size_t)(i % 600) + 1), *plain = memory_new_plain((size_t)(i % 600) + 1);
            wrong += block[i % 600] != 0 || plain[i % 600] != 0;
            memset(plain, 0xff, (size_t)(i % 600) + 1);
            Node *node = memory_new(sizeof *node);
            char text[24];
            *node = (Node){list, memory_copy_text(text, (size_t)snprintf(text, sizeof text, "node %d", i)), i};
            list = node;
            if (i % 1000 == 0) memory_collect();
        }
        for (int i = 4000; list; list = list->next) {
            char text[24];
            snprintf(text, sizeof text, "node %d", --i);
            wrong += list->number != i || strcmp(list->text, text) != 0;
        }
    }
    if (entering) memory_thread_leave();
    return (void *)wrong;
}

static void test_one_thread(void **state) {
    (void)state;
    assert_ptr_equal(churn(NULL), NULL);
}

static void test_four_threads(void **state) {
    (void)state;
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, churn, "enter");
    for (int i = 0; i < 4; i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        assert_ptr_equal(wrong, NULL);
    }
}

static void test_too_much_is_refused(void **state) {
    (void)state;
    assert_null(memory_try_new((size_t)1 << 60));
    assert_null(memory_try_new_plain((size_t)1 << 60));
}

static void test_text(void **state) {
    (void)state;
    size_t length, bad;
    char bytes[4];
    assert_int_equal(text_count("aä€😀", 10), 4);
    assert_int_equal(text_offset("aä€😀", 10, 3), 6);
    assert_int_equal(text_width("a€😀", 8), 4);
    const char *euro = "€";
    assert_int_equal(text_decode(euro, euro + 3, &length), 0x20ac);
    assert_int_equal(text_encode(0x1f600, bytes), 4);
    assert_memory_equal(bytes, "😀", 4);
    assert_true(text_is_valid("\xed\xa0\x80", 3, &bad)); /* a surrogate */
    assert_false(text_is_valid("ab\xff", 3, &bad));
    assert_int_equal(bad, 2);
    assert_true(text_is_ascii("just letters", 12));
    assert_int_equal(text_distance("pritn", "print", 9), 4);
    assert_int_equal(text_distance("Print", "print", 9), 1);
    assert_int_equal(text_distance("abcdef", "uvwxyz", 3), 4);
}

static void test_buffer(void **state) {
    (void)state;
    Buffer buffer = {0};
    assert_string_equal(buffer_text(&buffer), "");
    buffer_addf(&buffer, "%d-%s", 7, "x");
    buffer_add_repeated(&buffer, '.', 100);
    buffer_add_code_point(&buffer, 0xe4);
    assert_int_equal(buffer.length, 105);
    assert_string_equal(buffer_text(&buffer) + 103, "ä");
}

int main(void) {
    memory_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_thread),
        cmocka_unit_test(test_four_threads),
        cmocka_unit_test(test_too_much_is_refused),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
