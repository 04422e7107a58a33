/* The collected heap, as everybody sees it; how it works: heap.h. */
#define _GNU_SOURCE 1 /* pthread_getattr_np */
#include "base/memory.h"

#include "base/heap.h"
#include "base/memory_stacks.h"
#include "base/panic.h"

#include <string.h>

/* What lies further up a new thread's stack than this is the system's, and need not be searched. */
enum { CALLERS_STACK = 1024, FIRST_RESTS = 4 };

static char *main_stack_top(void) {
    pthread_attr_t attributes;
    void *low;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0 || pthread_attr_getstack(&attributes, &low, &size) != 0)
        panic("the thread's stack is not known");
    pthread_attr_destroy(&attributes);
    return (char *)low + size;
}

void memory_start(void) {
    heap_chunks_start();
    if (!heap_mark_start()) panic_out_of_memory();
    heap_threads_start();
    heap_thread_enter(main_stack_top());
}

void memory_thread_enter(void) {
    heap_thread_enter((char *)__builtin_frame_address(0) + CALLERS_STACK);
}

bool memory_thread_entered(void) {
    return heap_thread != NULL;
}

void memory_thread_leave(void) {
    heap_thread_leave();
}

/* A thread that has done little, and perhaps waits for ever, keeps nothing ready; one that comes and goes does. */
void memory_thread_rest(void (*wait)(void *context), void *context) {
    HeapThread *thread = heap_thread;
    if (thread->first_rests < FIRST_RESTS) {
        thread->first_rests++;
        runs_give_back(thread);
    }
    heap_thread_rest(wait, context);
}

/* ---- Allocation ---- */

/* A build with -DTHR_COLLECT_EVERY=200 collects so often that what is not found is soon missed. */
static inline void collect_often(void) {
#ifdef THR_COLLECT_EVERY
    static _Atomic(unsigned) count;
    if (++count % THR_COLLECT_EVERY == 0) heap_collect(false);
#endif
}

static inline void *take(HeapThread *thread, HeapKind kind, unsigned class, size_t size) {
    HeapRun *run = &thread->runs[kind][class];
    char *taken = run->next;
    if (__builtin_expect(taken == run->limit, 0)) return NULL;
    run->next = taken + size;
    return taken;
}

/* Before the system refuses, what can be had by collecting. */
static __attribute__((noinline)) void *take_slowly(HeapKind kind, size_t size) {
    HeapThread *thread = heap_thread;
    bool is_small = size <= SMALL_SIZE;
    unsigned class = is_small ? size_class_of(size) : 0;
    for (int turn = 0; turn < 2; turn++) {
        void *taken;
        if (!is_small) taken = heap_take(kind, size);
        else
            while (!(taken = take(thread, kind, class, size_of_class(class))) && heap_refill(thread, kind, class)) {}
        if (taken || size > SIZE_MAX >> 17) return taken;
        heap_collect(false);
    }
    return NULL;
}

static inline void *take_any(HeapKind kind, size_t size) {
    collect_often();
    if (__builtin_expect(size - 1 < FINE_SIZE, 1)) {
        unsigned class = (unsigned)(size + GRANULE - 1) / GRANULE;
        void *taken = take(heap_thread, kind, class, class * GRANULE);
        if (__builtin_expect(taken != NULL, 1)) return taken;
    }
    return take_slowly(kind, size);
}

void *memory_try_new(size_t size) {
    return take_any(TRACED, size);
}

void *memory_try_new_plain(size_t size) {
    return take_any(PLAIN, size);
}

void *memory_new(size_t size) {
    void *block = memory_try_new(size);
    if (__builtin_expect(!block, 0)) panic_out_of_memory();
    return block;
}

void *memory_new_plain(size_t size) {
    void *block = memory_try_new_plain(size);
    if (__builtin_expect(!block, 0)) panic_out_of_memory();
    return block;
}

void *memory_grow(const void *old, size_t old_size, size_t new_size) {
    void *grown = memory_new(new_size);
    if (old_size) memcpy(grown, old, old_size < new_size ? old_size : new_size);
    return grown;
}

char *memory_copy_text(const char *text, size_t length) {
    char *copy = memory_new_plain(length + 1);
    if (length) memcpy(copy, text, length);
    return copy;
}

static void *take_one(HeapKind kind, size_t size) {
    void *taken = heap_take(kind, size);
    if (taken) return taken;
    heap_collect(false);
    taken = heap_take(kind, size);
    if (!taken) panic_out_of_memory();
    return taken;
}

void *memory_new_permanent(size_t size) {
    return take_one(PERMANENT, size);
}

void memory_free_permanent(void *permanent) {
    heap_free(permanent);
}

void *memory_new_stack_state(size_t size) {
    return take_one(STATES, size);
}

ThreadStack *memory_thread_stack(void) {
    return &heap_thread->stack;
}

/* ---- Questions ---- */

bool memory_is_collected(void *address) {
    Block *block = block_find(address);
    if (!block || block->state == BLOCK_FREE || block->kind >= PERMANENT) return false;
    return block->start + cell_index(block, address) * block->size == address;
}

void memory_collect(void) {
    heap_collect(false);
}

size_t memory_collections(void) {
    return atomic_load_explicit(&heap.collections, memory_order_relaxed);
}

size_t memory_used(void) {
    return atomic_load_explicit(&heap.live, memory_order_relaxed) +
           atomic_load_explicit(&heap.allocated, memory_order_relaxed);
}
