/* All memory of values, nodes and sources comes from here: a collected heap. How it works is told in heap.h.

   Nothing obtained here is freed by hand. Objects are found from C stacks, registers, other collected objects, the
   process's static data and permanent memory; not from malloc'ed memory and not from variables of a single thread
   (`_Thread_local`). Memory is zeroed. The functions without `try` never return null: when the machine has no more, the
   process ends through panic_out_of_memory. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Once per process, from main, before anything else. */
void memory_start(void);

/* Every other OS thread that touches collected memory announces itself, first and last thing it does. */
void memory_thread_enter(void);
void memory_thread_leave(void);
bool memory_thread_entered(void);

/* Calls wait(context), which blocks and touches no collected memory: a collection does not stop the thread meanwhile. */
void memory_thread_rest(void (*wait)(void *context), void *context);

/* Zeroed memory that may hold pointers. */
void *memory_new(size_t size);

/* Zeroed memory that holds no pointers to collected memory; the collector does not look into it. */
void *memory_new_plain(size_t size);

/* The same for sizes that a script chooses: null when there is not enough. */
void *memory_try_new(size_t size);
void *memory_try_new_plain(size_t size);

/* A copy of `old` (of old_size bytes, may be null) in a new block of new_size bytes, as memory_new gives it. */
void *memory_grow(const void *old, size_t old_size, size_t new_size);

/* A NUL-terminated copy of `length` bytes. */
char *memory_copy_text(const char *text, size_t length);

/* Traced, never collected: the per-thread records that only the operating system's thread knows. */
void *memory_new_permanent(size_t size);
void memory_free_permanent(void *permanent);

/* Calls `finalize(object, data)` some time after `object` (from memory_new) became unreachable, in whichever thread
   runs memory_run_finalizers then. At most one finalizer an object. */
void memory_set_finalizer(void *object, void (*finalize)(void *object, void *data), void *data);

/* The same beside what is there already, which is called first. */
void memory_add_finalizer(void *object, void (*finalize)(void *object, void *data), void *data);

bool memory_has_finalizers(void); /* some wait to be run */
void memory_run_finalizers(void);

/* `notify` is called when some begin to wait; on any thread, in the middle of an allocation: it must not allocate. */
void memory_notify_finalizers(void (*notify)(void));

/* Whether it is the start of a block that the collector may take back. */
bool memory_is_collected(void *address);

/* A link that does not keep `object` (the start of a block from memory_new) alive: memory_link_get answers null once the
   object has been found unreachable. */
typedef struct MemoryLink MemoryLink;
MemoryLink *memory_link_new(void *object);
void *memory_link_get(MemoryLink *link);

/* A full collection, and the bytes now in use (for gc.collect, tests and benchmarks). */
void memory_collect(void);
size_t memory_used(void);

#endif
