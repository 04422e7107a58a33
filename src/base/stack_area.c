/* One pool for the process: stacks come and go with generators and may end on another thread than they began on.

   Areas of collected stacks are found when the pool is empty: their owner has become null. Many areas in use ask for a collection,
   since the collector sees only the small owner, not what it holds.

   A guard page makes two mappings of an area, and a process may have only some 65,000. So the first few thousand areas are
   guarded; further ones join into large mappings. Address space is never given back, only memory: the collector may still
   look through the state of a dead stack that it has not swept yet, and what it then reads must be there. */
#include "base/stack_area.h"

#include "base/memory.h"
#include "base/memory_stacks.h"
#include "base/panic.h"
#include "base/sanitizer.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { GUARD = 4096 * 4, GUARDED_MOST = 8192, POOL_MOST = 64, FIRST_LIMIT = 512 };

static struct {
    pthread_mutex_t mutex;
    StackArea *unused; /* with their memory */
    StackArea *clean;  /* unused, too, their memory given back */
    StackArea *used;
    size_t unused_count;
    size_t used_count;
    size_t guarded_count;
    size_t limit;       /* of used areas before a collection */
    size_t collections; /* when the owners were last looked at */
} pool = {.mutex = PTHREAD_MUTEX_INITIALIZER, .limit = FIRST_LIMIT};

static void push(StackArea **list, StackArea *area) {
    area->next = *list;
    area->link = list;
    if (area->next) area->next->link = &area->next;
    *list = area;
}

static void drop(StackArea *area) {
    *area->link = area->next;
    if (area->next) area->next->link = area->link;
}

static StackArea *map_area(size_t size) {
    char *map = mmap(NULL, GUARD + size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (map == MAP_FAILED) return NULL;
    bool is_guarded = pool.guarded_count < GUARDED_MOST && mprotect(map, GUARD, PROT_NONE) == 0;
    StackArea *area = malloc(sizeof *area);
    if (!area) {
        munmap(map, GUARD + size);
        return NULL;
    }
    pool.guarded_count += is_guarded;
    *area = (StackArea){.low = map + GUARD, .top = map + GUARD + size};
    return area;
}

void stack_area_clean(StackArea *area) {
    sanitizer_forget_frames(area->low, area->top);
    if (area->fiber) __tsan_destroy_fiber(area->fiber);
    area->fiber = NULL;
}

static void retire(StackArea *area) {
    stack_area_clean(area);
    drop(area);
    pool.used_count--;
    if (pool.unused_count < POOL_MOST) {
        push(&pool.unused, area);
        pool.unused_count++;
    } else {
        madvise(area->low, (size_t)(area->top - area->low), MADV_DONTNEED);
        push(&pool.clean, area);
    }
}

static void find_collected(void) {
    if (pool.collections == memory_collections()) return;
    pool.collections = memory_collections();
    for (StackArea *area = pool.used, *next; area; area = next) {
        next = area->next;
        if (!area->owner.object) retire(area);
    }
}

static StackArea *take_from(StackArea *list, size_t size) {
    StackArea *area = list;
    while (area && (size_t)(area->top - area->low) != size) area = area->next;
    if (area) drop(area);
    return area;
}

static StackArea *take_unused(size_t size) {
    StackArea *area = take_from(pool.unused, size);
    if (area) pool.unused_count--;
    return area ? area : take_from(pool.clean, size);
}

static StackArea *take(size_t size) {
    StackArea *area = take_unused(size);
    if (!area) {
        find_collected();
        area = take_unused(size);
    }
    return area ? area : map_area(size);
}

/* A collection stops threads; it must not meet one that waits for the pool's mutex while holding nothing else: it does not,
   stopping works anywhere. The mutex is dropped for it all the same, so that nobody waits for a collection. */
static void collect_unlocked(void) {
    pthread_mutex_unlock(&pool.mutex);
    memory_collect();
    pthread_mutex_lock(&pool.mutex);
}

static StackArea *take_collecting(size_t size) {
    if (pool.used_count >= pool.limit && !pool.unused && !pool.clean) {
        collect_unlocked();
        find_collected();
        pool.limit = pool.used_count * 2 > FIRST_LIMIT ? pool.used_count * 2 : FIRST_LIMIT;
    }
    StackArea *area = take(size);
    if (!area) {
        collect_unlocked();
        area = take(size);
    }
    return area;
}

StackArea *stack_area_take(size_t size, void *owner) {
    size_t page = GUARD;
    size = (size + page - 1) / page * page;
    pthread_mutex_lock(&pool.mutex);
    StackArea *area = take_collecting(size);
    if (area) {
        push(&pool.used, area);
        pool.used_count++;
        area->owner.object = owner;
    }
    pthread_mutex_unlock(&pool.mutex);
    if (!area) return NULL;
    memory_watch(&area->owner, owner);
    return area;
}

void stack_area_give(StackArea *area) {
    memory_unwatch(&area->owner);
    pthread_mutex_lock(&pool.mutex);
    retire(area);
    pthread_mutex_unlock(&pool.mutex);
}
