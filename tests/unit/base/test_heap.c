/* Cells and blocks: size classes, zeroes, what a collection frees and what it keeps, large objects, exhaustion. */
#include "base/heap.h"
#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/sanitizer.h"

#include <cmocka.h>

#ifdef OBSERVED_BY_TSAN
enum { COLLECTS = 0 };
#else
enum { COLLECTS = 1 };
#endif

typedef struct Node {
    struct Node *next;
    size_t size;
    unsigned char bytes[];
} Node;

static void test_size_classes(void **state) {
    (void)state;
    size_t last = 0;
    for (size_t size = 1; size <= SMALL_SIZE; size++) {
        unsigned class = size_class_of(size);
        assert_true(class > 0 && class < SIZE_CLASSES);
        assert_true(size_of_class(class) >= size && size_of_class(class) % GRANULE == 0);
        assert_true(size_of_class(class) >= last);
        last = size_of_class(class);
        if (class > 1) assert_true(size_of_class(class - 1) < size);
    }
    assert_int_equal(size_class_of(0), 1);
    assert_int_equal(size_of_class(SIZE_CLASSES - 1), SMALL_SIZE);
}

static void test_cells_are_where_their_index_says(void **state) {
    (void)state;
    for (unsigned class = 1; class < SIZE_CLASSES; class ++) {
        char *cell = memory_new(size_of_class(class));
        Block *block = block_find(cell);
        assert_int_equal(block->size, size_of_class(class));
        for (unsigned i = 0; i < block->cells; i++) {
            assert_int_equal(cell_index(block, block->start + i * block->size), i);
            assert_int_equal(cell_index(block, block->start + (i + 1) * block->size - 1), i);
        }
        assert_true(memory_is_collected(cell));
        assert_false(memory_is_collected(cell + 8));
    }
}

static void *sizes_are_zeroed(size_t size) {
    unsigned char *cell = memory_new(size), *plain = memory_new_plain(size);
    for (size_t i = 0; i < size; i++)
        if (cell[i] || plain[i]) return cell;
    memset(cell, 0xff, size);
    memset(plain, 0xff, size);
    return NULL;
}

/* Again and again, with a collection in between: what comes back is zeroed as well. */
static void test_memory_is_zeroed(void **state) {
    (void)state;
    for (int round = 0; round < 4; round++) {
        for (size_t size = 1; size < 40000; size += 1 + size / 7) assert_null(sizes_are_zeroed(size));
        memory_collect();
    }
}

static __attribute__((noinline)) Node *make_list(int count) {
    Node *list = NULL;
    for (int i = 0; i < count; i++) {
        size_t size = (size_t)(i * 37 % 900);
        Node *node = memory_new(sizeof *node + size);
        *node = (Node){list, size};
        memset(node->bytes, i % 251, size);
        list = node;
    }
    return list;
}

static int wrong_in_list(const Node *list, int count) {
    int wrong = 0;
    for (; list; list = list->next) {
        count--;
        for (size_t i = 0; i < list->size; i++) wrong += list->bytes[i] != count % 251;
    }
    return wrong + (count != 0);
}

static void test_lists_live(void **state) {
    (void)state;
    Node *list = make_list(3000);
    for (int i = 0; i < 20; i++) {
        make_list(2000);
        memory_collect();
    }
    assert_int_equal(wrong_in_list(list, 3000), 0);
}

static size_t megabytes(void) {
    size_t size = 0;
    for (const Chunk *chunk = heap.chunks; chunk; chunk = chunk->next) size += chunk->size;
    return size >> 20;
}

/* What is made and forgotten a hundred times needs no more memory than a few times. */
static void test_garbage_is_used_again(void **state) {
    (void)state;
    make_list(20000);
    memory_collect();
    size_t chunks = megabytes(), collections = memory_collections();
    for (int i = 0; i < 100; i++) make_list(20000);
    if (!COLLECTS) return;
    assert_true(memory_collections() > collections + 10);
    assert_true(megabytes() <= chunks + 40);
    memory_collect();
    assert_true(memory_used() < 16 << 20);
}

static void test_pointers_into_the_middle_count_on_the_stack(void **state) {
    (void)state;
    unsigned char *volatile middles[3];
    size_t sizes[] = {100, 3000, 100000};
    for (int i = 0; i < 3; i++) {
        unsigned char *object = memory_new(sizes[i]);
        memset(object, 0x5a, sizes[i]);
        middles[i] = object + sizes[i] - 1;
    }
    for (int i = 0; i < 10; i++) {
        memory_collect();
        make_list(1000);
    }
    for (int i = 0; i < 3; i++)
        for (size_t back = 0; back < sizes[i]; back++) assert_int_equal(*(middles[i] - back), 0x5a);
}

static void test_plain_memory_is_not_looked_into(void **state) {
    (void)state;
    enum { COUNT = 64 };
    uintptr_t *plain = memory_new_plain(COUNT * sizeof *plain);
    MemoryLink **links = memory_new(COUNT * sizeof(MemoryLink *));
    for (int i = 0; i < COUNT; i++) {
        void *object = memory_new(32);
        plain[i] = (uintptr_t)object;
        links[i] = memory_link_new(object);
    }
    memory_collect();
    int gone = 0;
    for (int i = 0; i < COUNT; i++) gone += memory_link_get(links[i]) == NULL;
    if (COLLECTS) assert_true(gone > COUNT - 8);
    assert_non_null(plain);
}

static void test_large_objects(void **state) {
    (void)state;
    size_t sizes[] = {4097, 8192, 8193, 70000, 500000, 530000, 3000000};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    unsigned char **kept = memory_new(COUNT * sizeof *kept);
    for (int round = 0; round < 30; round++) {
        for (int i = 0; i < COUNT; i++) {
            unsigned char *object = memory_new_plain(sizes[i]);
            assert_int_equal(object[0] + object[sizes[i] / 2] + object[sizes[i] - 1], 0);
            memset(object, i + 1, sizes[i]);
            if (round % 3 == 0) kept[i] = object;
            assert_true(memory_is_collected(object));
        }
        if (round % 5 == 0) memory_collect();
        for (int i = 0; i < COUNT; i++)
            for (size_t at = 0; at < sizes[i]; at += 1000) assert_int_equal(kept[i][at], i + 1);
    }
}

static void test_permanent_memory_is_a_root(void **state) {
    (void)state;
    Node **permanent[200];
    for (int i = 0; i < 200; i++) {
        permanent[i] = memory_new_permanent(16 + (size_t)i * 40);
        assert_null(*permanent[i]);
        *permanent[i] = make_list(5);
        assert_false(memory_is_collected(permanent[i]));
    }
    for (int i = 0; i < 200; i += 2) memory_free_permanent(permanent[i]);
    for (int i = 0; i < 5; i++) {
        make_list(2000);
        memory_collect();
    }
    for (int i = 1; i < 200; i += 2) assert_int_equal(wrong_in_list(*permanent[i], 5), 0);
    for (int i = 1; i < 200; i += 2) memory_free_permanent(permanent[i]);
}

static void test_marking_goes_deep_and_wide(void **state) {
    (void)state;
    enum { WIDE = 200000 };
    Node **wide = memory_new(WIDE * sizeof *wide);
    for (int i = 0; i < WIDE; i++) {
        wide[i] = memory_new(sizeof(Node));
        wide[i]->size = (size_t)i;
        if (i > 0 && i % 2) wide[i]->next = wide[i - 1];
    }
    for (int i = 0; i < 3; i++) {
        memory_collect();
        make_list(1000);
    }
    for (int i = 0; i < WIDE; i++) assert_int_equal(wide[i]->size, i);
}

/* With no room for more address space, try answers null, and what there is stays whole. */
static void test_exhaustion(void **state) {
    (void)state;
#if !defined(OBSERVED_BY_ASAN) && !defined(OBSERVED_BY_TSAN)
    struct rlimit before, tight;
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    Node *list = make_list(1000);
    tight = before;
    tight.rlim_cur = (rlim_t)400 << 20;
    assert_int_equal(setrlimit(RLIMIT_AS, &tight), 0);
    Node *blocks = NULL, *block;
    while ((block = memory_try_new(3000))) *block = (Node){blocks, 0}, blocks = block;
    void *large = memory_try_new((size_t)300 << 20), *plain = memory_try_new_plain((size_t)300 << 20);
    int wrong = wrong_in_list(list, 1000);
    size_t blocks_kept = 0;
    for (block = blocks; block; block = block->next) blocks_kept++;
    block = blocks = NULL;
    memory_collect();
    bool works_again = memory_try_new((size_t)100 << 20) != NULL;
    setrlimit(RLIMIT_AS, &before);
    assert_null(large);
    assert_null(plain);
    assert_int_equal(wrong, 0);
    assert_true(blocks_kept > 10000);
    assert_true(works_again);
#endif
}

int main(void) {
    memory_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_size_classes),
        cmocka_unit_test(test_cells_are_where_their_index_says),
        cmocka_unit_test(test_memory_is_zeroed),
        cmocka_unit_test(test_lists_live),
        cmocka_unit_test(test_garbage_is_used_again),
        cmocka_unit_test(test_pointers_into_the_middle_count_on_the_stack),
        cmocka_unit_test(test_plain_memory_is_not_looked_into),
        cmocka_unit_test(test_large_objects),
        cmocka_unit_test(test_permanent_memory_is_a_root),
        cmocka_unit_test(test_marking_goes_deep_and_wide),
        cmocka_unit_test(test_exhaustion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
