/* The collected heap, over the Boehm-Demers-Weiser collector.

   Small blocks come from free lists of the calling thread, one a size, refilled by whole blocks of the collector. Lists of
   pointer-holding blocks are linked through the blocks, which the collector follows; pointer-free blocks, which it does
   not look into, wait in an array instead. The lists live in a permanent record, so that they are found. Pointers into the
   middle of blocks count only on C stacks: that keeps blocks at their exact size. */
#include "base/memory.h"

#include "base/memory_stacks.h"
#include "base/panic.h"

#include <stdint.h>
#include <string.h>

#define GC_THREADS 1
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>
#include <gc/gc_inline.h>

#if defined(__SANITIZE_THREAD__)
#define COLLECTS 0
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define COLLECTS 0
#endif
#endif
#ifndef COLLECTS
#define COLLECTS 1 /* ThreadSanitizer cannot live with threads being stopped by signals */
#endif

enum {
    GRANULE = 16,
    SMALL_SIZE = 512, /* the largest block from the lists */
    SIZE_CLASSES = SMALL_SIZE / GRANULE + 1,
    BATCH_BYTES = 4096, /* what the collector hands out at a time */
    FIRST_HEAP = 64 << 20,
    KIND_PLAIN = 0, /* the collector's numbers */
    KIND_TRACED = 1,
};

typedef struct Lists {
    void *traced[SIZE_CLASSES];
    void **plain[SIZE_CLASSES]; /* made at the first use of a size */
    uint32_t plain_counts[SIZE_CLASSES];
} Lists;

static _Thread_local Lists *thread_lists;

static void ignore_warning(char *format, GC_word argument) {
    (void)format, (void)argument;
}

static Lists *lists_of_thread(void) {
    if (!thread_lists) thread_lists = memory_new_permanent(sizeof(Lists));
    return thread_lists;
}

void memory_start(void) {
    GC_set_all_interior_pointers(0);
    GC_set_finalize_on_demand(1);
    GC_set_warn_proc(ignore_warning);
    GC_INIT();
    if (!COLLECTS) GC_disable();
    GC_allow_register_threads();
    GC_expand_hp(FIRST_HEAP);
}

void memory_thread_enter(void) {
    struct GC_stack_base base;
    if (GC_get_stack_base(&base) != GC_SUCCESS || GC_register_my_thread(&base) == GC_NO_THREADS)
        panic("the collector does not take this thread");
}

bool memory_thread_entered(void) {
    return GC_thread_is_registered();
}

void memory_thread_leave(void) {
    if (thread_lists) memory_free_permanent(thread_lists);
    thread_lists = NULL;
    memory_stacks_leave();
    GC_unregister_my_thread();
}

static void *refill_traced(Lists *lists, size_t class) {
    void *first = NULL;
    GC_generic_malloc_many(class * GRANULE, KIND_TRACED, &first);
    if (!first) return NULL;
    lists->traced[class] = GC_NEXT(first);
    GC_NEXT(first) = NULL;
    return first;
}

/* While the chain is taken apart nothing but its head is known to the collector: keep it from running. */
static uint32_t fill_batch(void **batch, size_t class) {
    uint32_t count = 0, most = (uint32_t)(BATCH_BYTES / (class * GRANULE));
    void *chain = NULL;
    GC_disable();
    GC_generic_malloc_many(class * GRANULE, KIND_PLAIN, &chain);
    for (; chain && count < most; chain = GC_NEXT(chain)) batch[count++] = chain;
    if (COLLECTS) GC_enable();
    return count;
}

static bool refill_plain(Lists *lists, size_t class) {
    if (!lists->plain[class]) lists->plain[class] = GC_MALLOC(BATCH_BYTES / (class * GRANULE) * sizeof(void *));
    if (!lists->plain[class]) return false;
    lists->plain_counts[class] = fill_batch(lists->plain[class], class);
    return lists->plain_counts[class] > 0;
}

static void *take_traced(size_t class) {
    Lists *lists = lists_of_thread();
    void *block = lists->traced[class];
    if (!block) return refill_traced(lists, class);
    lists->traced[class] = GC_NEXT(block);
    GC_NEXT(block) = NULL;
    return block;
}

static void *take_plain(size_t class) {
    Lists *lists = lists_of_thread();
    if (lists->plain_counts[class] == 0 && !refill_plain(lists, class)) return NULL;
    void **slot = &lists->plain[class][--lists->plain_counts[class]];
    void *block = *slot;
    *slot = NULL;
    return block;
}

static size_t size_class(size_t size) {
    return size ? (size + GRANULE - 1) / GRANULE : 1;
}

/* A build with -DTHR_COLLECT_EVERY=200 collects so often that what is not found is soon missed. */
static void collect_often(void) {
#ifdef THR_COLLECT_EVERY
    static _Atomic(unsigned) count;
    if (++count % THR_COLLECT_EVERY == 0) GC_gcollect();
#endif
}

void *memory_try_new(size_t size) {
    collect_often();
    return size <= SMALL_SIZE ? take_traced(size_class(size)) : GC_MALLOC(size);
}

void *memory_try_new_plain(size_t size) {
    collect_often();
    void *block = size <= SMALL_SIZE ? take_plain(size_class(size)) : GC_MALLOC_ATOMIC(size);
    return block ? memset(block, 0, size) : NULL;
}

void *memory_new(size_t size) {
    void *block = memory_try_new(size);
    if (!block) panic_out_of_memory();
    return block;
}

void *memory_new_plain(size_t size) {
    void *block = memory_try_new_plain(size);
    if (!block) panic_out_of_memory();
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

void *memory_new_permanent(size_t size) {
    void *block = GC_MALLOC_UNCOLLECTABLE(size);
    if (!block) panic_out_of_memory();
    return block;
}

void memory_free_permanent(void *permanent) {
    GC_FREE(permanent);
}

void memory_set_finalizer(void *object, void (*finalize)(void *object, void *data), void *data) {
    GC_REGISTER_FINALIZER_NO_ORDER(object, finalize, data, NULL, NULL);
}

bool memory_has_finalizers(void) {
    return GC_should_invoke_finalizers() != 0;
}

void memory_notify_finalizers(void (*notify)(void)) {
    GC_set_finalizer_notifier(notify);
}

void memory_run_finalizers(void) {
    GC_invoke_finalizers();
}

struct MemoryLink {
    GC_hidden_pointer hidden; /* 0 once the object is gone */
};

MemoryLink *memory_link_new(void *object) {
    MemoryLink *link = GC_MALLOC_ATOMIC(sizeof *link);
    if (!link) panic_out_of_memory();
    link->hidden = GC_HIDE_POINTER(object);
    if (GC_general_register_disappearing_link((void **)&link->hidden, object) == GC_NO_MEMORY) panic_out_of_memory();
    return link;
}

/* With the collector held still, so that it does not take the object away between reading and keeping it. */
static void *reveal(void *client_data) {
    const MemoryLink *link = client_data;
    return link->hidden ? GC_REVEAL_POINTER(link->hidden) : NULL;
}

void *memory_link_get(MemoryLink *link) {
    return GC_call_with_alloc_lock(reveal, link);
}

void memory_collect(void) {
    if (COLLECTS) GC_gcollect();
}

size_t memory_used(void) {
    return GC_get_heap_size() - GC_get_free_bytes();
}
