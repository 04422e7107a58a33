/* A collection, from the signal that stops the others to the blocks that are free behind it, and when it is time for one.

   When: as much has been handed out as was in use after the last one, so that a large heap is not searched all the time; at
   least what fits into the processor's caches, so that blocks come back while they are still there. */
#include "base/heap.h"
#include "base/sanitizer.h"

#ifdef OBSERVED_BY_TSAN
#define COLLECTS 0 /* it cannot live with threads being stopped by signals */
#else
#define COLLECTS 1
#endif

enum { LEAST_BUDGET = 3 << 20, THREAD_BUDGET = 16 << 10 };

Heap heap = {.lock = PTHREAD_MUTEX_INITIALIZER, .world = PTHREAD_MUTEX_INITIALIZER, .budget = LEAST_BUDGET};

static void set_budget(size_t live) {
    size_t budget = (live > LEAST_BUDGET ? live : LEAST_BUDGET) + heap.thread_count * THREAD_BUDGET;
    atomic_store_explicit(&heap.live, live, memory_order_relaxed);
    atomic_store_explicit(&heap.allocated, 0, memory_order_relaxed);
    atomic_store_explicit(&heap.budget, budget, memory_order_relaxed);
    chunks_trim(budget * 2);
}

/* What waits in runs: a thread that was stopped in the middle may go on with its own, the others start anew. */
static void settle_runs(void) {
    for (HeapThread *thread = heap.threads; thread; thread = thread->next) {
        if (thread == heap_thread || atomic_load(&thread->rests)) runs_forget(thread);
        else runs_keep(thread);
    }
}

static bool collect(void) {
    Block *permanent;
    blocks_clear_marks(&permanent);
    mark_roots(permanent);
    mark_all();
    links_clear();
    bool has_ready = finalizers_find_ready();
    links_forget();
    watches_clear();
    settle_runs();
    set_budget(blocks_sort());
    atomic_fetch_add_explicit(&heap.collections, 1, memory_order_relaxed);
    return has_ready;
}

static __attribute__((noinline)) void collect_here(bool only_when_due) {
    bool has_ready = false;
    pthread_mutex_lock(&heap.world);
    if (!only_when_due || heap_collection_is_due()) {
        heap_thread->sp = __builtin_frame_address(0);
        heap_world_stop();
        has_ready = collect();
        heap_world_go_on();
    }
    pthread_mutex_unlock(&heap.world);
    if (has_ready) finalizers_notify();
}

__attribute__((noinline)) void heap_collect(bool only_when_due) {
    if (!COLLECTS) return;
    __builtin_unwind_init(); /* what the caller has in registers is on the stack then: hence never in line */
    collect_here(only_when_due);
    __asm__ volatile("" ::: "memory"); /* no tail call */
}
