/* Finalizers, links and watches: when each of them notices that an object is gone. */
#include "base/memory.h"
#include "base/memory_stacks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { COUNT = 100, MOST = COUNT - 10 }; /* a few may still be seen on the stack */

typedef struct Node {
    struct Node *other;
    int number;
} Node;

static struct {
    int calls, notified;
    Node *revived[COUNT];
    int order[8], order_count;
    int numbers; /* their sum */
} seen;

static void forget_seen(void) {
    memset(&seen, 0, sizeof seen);
}

static void notify(void) {
    seen.notified++;
}

static void finalize(void *object, void *data) {
    Node *node = object, *other = data;
    seen.calls++;
    seen.numbers += node->number;
    if (node->other) seen.numbers += node->other->number;
    if (other) seen.numbers += other->number;
}

static void revive(void *object, void *data) {
    (void)data;
    seen.revived[seen.calls++] = object;
}

static __attribute__((noinline)) void clear_stack(void) {
    volatile char below[4096];
    memset((char *)below, 0, sizeof below);
}

static Node *node_new(int number) {
    Node *node = memory_new(sizeof *node);
    node->number = number;
    return node;
}

static __attribute__((noinline)) void make_finalized(void (*finalizer)(void *object, void *data)) {
    for (int i = 0; i < COUNT; i++) {
        Node *node = node_new(1);
        node->other = node_new(1);
        memory_set_finalizer(node, finalizer, node_new(1));
    }
}

static void collect(void) {
    clear_stack();
    memory_collect();
}

/* The object, what it refers to and the data are there until the finalizer has run. */
static void test_finalizers_run_on_demand(void **state) {
    (void)state;
    forget_seen();
    memory_notify_finalizers(notify);
    make_finalized(finalize);
    collect();
    assert_int_equal(seen.calls, 0);
    assert_true(memory_has_finalizers());
    assert_int_equal(seen.notified, 1);
    collect();
    memory_run_finalizers();
    assert_true(seen.calls >= MOST);
    assert_int_equal(seen.numbers, seen.calls * 3);
    assert_false(memory_has_finalizers());
    int calls = seen.calls;
    collect();
    memory_run_finalizers();
    assert_true(seen.calls <= COUNT && seen.calls >= calls);
}

static void test_revived_objects_live(void **state) {
    (void)state;
    forget_seen();
    make_finalized(revive);
    collect();
    memory_run_finalizers();
    assert_true(seen.calls >= MOST);
    for (int i = 0; i < 3; i++) {
        make_finalized(NULL);
        collect();
    }
    for (int i = 0; i < seen.calls; i++) assert_int_equal(seen.revived[i]->number + seen.revived[i]->other->number, 2);
}

static void first(void *object, void *data) {
    (void)object;
    seen.order[seen.order_count++] = (int)(intptr_t)data;
}

static __attribute__((noinline)) void make_chain(void) {
    Node *node = node_new(1);
    memory_set_finalizer(node, first, (void *)1);
    memory_add_finalizer(node, first, (void *)2);
    memory_add_finalizer(node, first, (void *)3);
    for (int i = 0; i < COUNT; i++) {
        Node *other = node_new(1);
        memory_set_finalizer(other, finalize, NULL);
        memory_set_finalizer(other, NULL, NULL);
    }
}

static void test_finalizers_are_called_in_turn_or_taken_back(void **state) {
    (void)state;
    forget_seen();
    make_chain();
    for (int i = 0; i < COUNT && seen.order_count == 0; i++) {
        collect();
        memory_run_finalizers();
    }
    assert_int_equal(seen.calls, 0);
    assert_int_equal(seen.order_count, 3);
    for (int i = 0; i < 3; i++) assert_int_equal(seen.order[i], i + 1);
}

/* Two that know each other are both called: nothing waits for the other. */
static __attribute__((noinline)) void make_pairs(void) {
    for (int i = 0; i < COUNT / 2; i++) {
        Node *one = node_new(1), *two = node_new(1);
        one->other = two;
        two->other = one;
        memory_set_finalizer(one, finalize, NULL);
        memory_set_finalizer(two, finalize, NULL);
    }
}

static void test_circles_are_finalized(void **state) {
    (void)state;
    forget_seen();
    make_pairs();
    collect();
    memory_run_finalizers();
    assert_true(seen.calls >= MOST);
    assert_int_equal(seen.numbers, seen.calls * 2);
}

static __attribute__((noinline)) void make_links(MemoryLink **links, MemoryWatch *watches, Node **kept) {
    for (int i = 0; i < COUNT; i++) {
        Node *node = node_new(i);
        if (i % 2) memory_set_finalizer(node, finalize, NULL);
        if (i % 10 == 0) kept[i / 10] = node;
        links[i] = memory_link_new(node);
        memory_watch(&watches[i], node);
    }
}

/* A link is over when the object has been found unreachable; a watch, when its finalizer is through, too. */
static void test_links_and_watches(void **state) {
    (void)state;
    MemoryWatch *watches = calloc(COUNT, sizeof *watches); /* outside of what the collector searches */
    MemoryLink **links = memory_new(COUNT * sizeof *links);
    Node **kept = memory_new(COUNT / 10 * sizeof *kept);
    forget_seen();
    make_links(links, watches, kept);
    memory_unwatch(&watches[COUNT - 2]);
    memory_unwatch(&watches[COUNT - 2]);
    collect();
    int linked = 0, watched = 0;
    for (int i = 0; i < COUNT; i++) {
        void *object = memory_link_get(links[i]);
        linked += object != NULL;
        watched += watches[i].object != NULL;
        if (i % 10 == 0) assert_true(object == kept[i / 10] && watches[i].object == kept[i / 10]);
        if (i % 2) assert_non_null(watches[i].object);
    }
    assert_true(linked <= COUNT / 10 + 5);
    assert_true(watched <= COUNT / 10 + COUNT / 2 + 6);
    memory_run_finalizers();
    collect();
    watched = 0;
    for (int i = 0; i < COUNT; i++) watched += watches[i].object != NULL;
    assert_true(watched <= COUNT / 10 + 6);
    for (int i = 0; i < COUNT; i++) memory_unwatch(&watches[i]);
    free(watches);
    assert_int_equal(kept[3]->number, 30);
}

/* More links than anybody has, most of which are forgotten themselves. */
static void test_forgotten_links(void **state) {
    (void)state;
    Node *node = node_new(7);
    MemoryLink *last = NULL;
    for (int i = 0; i < 200000; i++) last = memory_link_new(i % 3 ? (void *)node : node_new(i));
    collect();
    last = memory_link_new(node);
    collect();
    assert_ptr_equal(memory_link_get(last), node);
    assert_int_equal(node->number, 7);
}

int main(void) {
    memory_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finalizers_run_on_demand),
        cmocka_unit_test(test_revived_objects_live),
        cmocka_unit_test(test_finalizers_are_called_in_turn_or_taken_back),
        cmocka_unit_test(test_circles_are_finalized),
        cmocka_unit_test(test_links_and_watches),
        cmocka_unit_test(test_forgotten_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
