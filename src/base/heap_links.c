/* Links: cells without pointers that say, in a form the collector does not take for one, where an object is; and watches, which lie
   outside. Both are in lists that only their own words make. */
#include "base/heap.h"
#include "base/memory.h"

struct MemoryLink {
    uintptr_t hidden; /* the object's address, inverted; 0 once it is gone */
    MemoryLink *next;
};

static MemoryLink *links;
static MemoryWatch *watches;

MemoryLink *memory_link_new(void *object) {
    MemoryLink *link = memory_new_plain(sizeof *link);
    link->hidden = ~(uintptr_t)object;
    HeapThread *thread = heap_lock();
    link->next = links;
    links = link;
    heap_unlock(thread);
    return link;
}

/* Critical: the collector must not take the object away between reading and keeping it. */
void *memory_link_get(MemoryLink *link) {
    HeapThread *thread = heap_lock();
    void *object = link->hidden ? (void *)~link->hidden : NULL;
    heap_unlock(thread);
    return object;
}

void links_clear(void) {
    for (MemoryLink **at = &links; *at;) {
        MemoryLink *link = *at;
        if (object_is_marked((void *)~link->hidden)) {
            at = &link->next;
        } else {
            link->hidden = 0;
            *at = link->next;
        }
    }
}

void links_forget(void) {
    for (MemoryLink **at = &links; *at;) {
        if (object_is_marked(*at)) at = &(*at)->next;
        else *at = (*at)->next;
    }
}

void memory_watch(MemoryWatch *watch, void *object) {
    HeapThread *thread = heap_lock();
    watch->object = object;
    watch->next = watches;
    watch->at = &watches;
    if (watch->next) watch->next->at = &watch->next;
    watches = watch;
    heap_unlock(thread);
}

static void take_out(MemoryWatch *watch) {
    *watch->at = watch->next;
    if (watch->next) watch->next->at = watch->at;
    watch->at = NULL;
}

void memory_unwatch(MemoryWatch *watch) {
    HeapThread *thread = heap_lock();
    if (watch->at) take_out(watch);
    heap_unlock(thread);
}

void watches_clear(void) {
    for (MemoryWatch *watch = watches, *next; watch; watch = next) {
        next = watch->next;
        if (object_is_marked(watch->object)) continue;
        take_out(watch);
        watch->object = NULL;
    }
}
