/* The collected heap, over the Boehm-Demers-Weiser collector.

   Small blocks come from free lists of the calling thread, one a size, refilled by whole blocks of the collector. The lists
   are linked through the first words of the blocks, which the collector follows, also in "plain" blocks, where it looks at
   nothing else; they start in a permanent record, so that they are found. Pointers into the middle of blocks count only on C
   stacks: that keeps blocks at their exact size.

   When to collect is decided here, by what has been handed out since the last time (collect_when_due): early enough that
   blocks come back while they are still in the processor's caches, and seldom enough that a large heap is not
   searched all the time. The collector's own rule, to fill the heap first, is left for when the heap is really full. */
#include "base/memory.h"

#include "base/memory_stacks.h"
#include "base/panic.h"

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#define GC_THREADS 1
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>
#include <gc/gc_inline.h>
#include <gc/gc_mark.h>

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
    FIRST_HEAP = 64 << 20,
    LEAST_BUDGET = 3 << 20, /* bytes between collections, at least */
    THREAD_BUDGET = 16 << 10,
    CALLERS_STACK =
        1024, /* what lies further up a new thread's stack than this is the system's, and need not be searched */
};

typedef enum Kind { TRACED, PLAIN, KIND_COUNT } Kind;

typedef struct Lists {
    void *first[KIND_COUNT][SIZE_CLASSES];
} Lists;

static int collector_kinds[KIND_COUNT] = {[TRACED] = 1}; /* the collector's numbers */

static Lists no_lists; /* of a thread that has not asked for memory yet: every list is empty */
static _Thread_local Lists *thread_lists = &no_lists;

static _Atomic(size_t) budget = LEAST_BUDGET; /* bytes until the next collection */
static _Atomic(size_t) threads;
static atomic_flag collecting = ATOMIC_FLAG_INIT;

static void ignore_warning(char *format, GC_word argument) {
    (void)format, (void)argument;
}

static Lists *lists_of_thread(void) {
    if (thread_lists == &no_lists) thread_lists = memory_new_permanent(sizeof(Lists));
    return thread_lists;
}

void memory_start(void) {
    GC_set_all_interior_pointers(0);
    GC_set_finalize_on_demand(1);
    GC_set_warn_proc(ignore_warning);
    GC_set_markers_count(1); /* most collections are over before a second marker is awake */
    GC_INIT();
    if (!COLLECTS) GC_disable();
    GC_allow_register_threads();
    GC_expand_hp(FIRST_HEAP);
    collector_kinds[PLAIN] = (int)GC_new_kind(GC_new_free_list(), sizeof(void *) | GC_DS_LENGTH, 0, 1);
}

/* As much as is in use after a collection, before the next. */
static void set_budget(void) {
    struct GC_prof_stats_s stats;
    GC_get_prof_stats(&stats, sizeof stats);
    size_t due = stats.heapsize_full - stats.free_bytes_full;
    if (due < LEAST_BUDGET) due = LEAST_BUDGET;
    due += atomic_load_explicit(&threads, memory_order_relaxed) * THREAD_BUDGET;
    atomic_store_explicit(&budget, due, memory_order_relaxed);
}

/* One thread collects; others that find the time has come go on. */
static void collect_when_due(void) {
    if (!COLLECTS || GC_get_bytes_since_gc() < atomic_load_explicit(&budget, memory_order_relaxed)) return;
    if (atomic_flag_test_and_set_explicit(&collecting, memory_order_acquire)) return;
    GC_gcollect();
    set_budget();
    atomic_flag_clear_explicit(&collecting, memory_order_release);
}

void memory_thread_enter(void) {
    atomic_fetch_add_explicit(&threads, 1, memory_order_relaxed);
    struct GC_stack_base base;
    if (GC_get_stack_base(&base) != GC_SUCCESS) panic("the collector does not find this thread's stack");
    char *above = (char *)__builtin_frame_address(0) + CALLERS_STACK;
    if (above < (char *)base.mem_base) base.mem_base = above;
    if (GC_register_my_thread(&base) == GC_NO_THREADS) panic("the collector does not take this thread");
}

bool memory_thread_entered(void) {
    return GC_thread_is_registered();
}

/* What was in the lists is found to be free by the next collection. */
static void drop_lists(void) {
    if (thread_lists != &no_lists) memory_free_permanent(thread_lists);
    thread_lists = &no_lists;
}

typedef struct Wait {
    void (*wait)(void *context);
    void *context;
} Wait;

static void *call_wait(void *waiting) {
    const Wait *wait = waiting;
    wait->wait(wait->context);
    return NULL;
}

void memory_thread_rest(void (*wait)(void *context), void *context) {
    drop_lists();
    GC_do_blocking(call_wait, &(Wait){wait, context});
}

void memory_thread_leave(void) {
    drop_lists();
    memory_stacks_leave();
    atomic_fetch_sub_explicit(&threads, 1, memory_order_relaxed);
    GC_unregister_my_thread();
}

static __attribute__((noinline)) void *refill(Kind kind, size_t class) {
    Lists *lists = lists_of_thread();
    void *first = NULL;
    collect_when_due();
    GC_generic_malloc_many(class * GRANULE, collector_kinds[kind], &first);
    if (!first) return NULL;
    lists->first[kind][class] = GC_NEXT(first);
    GC_NEXT(first) = NULL;
    return first;
}

static inline void *take(Kind kind, size_t class) {
    void **list = &thread_lists->first[kind][class];
    void *block = *list;
    if (!block) return refill(kind, class);
    *list = GC_NEXT(block);
    GC_NEXT(block) = NULL;
    return block;
}

static void *take_large(size_t size) {
    collect_when_due();
    return GC_MALLOC(size);
}

static void *take_large_plain(size_t size) {
    collect_when_due();
    void *block = GC_MALLOC_ATOMIC(size);
    return block ? memset(block, 0, size) : NULL;
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
    return size <= SMALL_SIZE ? take(TRACED, size_class(size)) : take_large(size);
}

void *memory_try_new_plain(size_t size) {
    collect_often();
    return size <= SMALL_SIZE ? take(PLAIN, size_class(size)) : take_large_plain(size);
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

typedef struct FinalizerChain {
    GC_finalization_proc before, then;
    void *before_data, *then_data;
} FinalizerChain;

static void finalize_chain(void *object, void *data) {
    FinalizerChain *chain = data;
    if (chain->before) chain->before(object, chain->before_data);
    chain->then(object, chain->then_data);
}

void memory_add_finalizer(void *object, void (*finalize)(void *object, void *data), void *data) {
    FinalizerChain *chain = memory_new(sizeof *chain);
    chain->then = finalize;
    chain->then_data = data;
    GC_REGISTER_FINALIZER_NO_ORDER(object, finalize_chain, chain, &chain->before, &chain->before_data);
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

bool memory_is_collected(void *address) {
    return GC_base(address) == address;
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
