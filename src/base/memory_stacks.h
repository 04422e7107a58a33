/* What the collector must know of stacks other than those the operating system made; for stack.c only. */
#ifndef BASE_MEMORY_STACKS_H
#define BASE_MEMORY_STACKS_H

#include <stddef.h>

/* Where a stack stands that is not running: `sp` is the lowest word in use, null while it runs. */
typedef struct StackState {
    void *collector_link; /* first word: the collector's */
    void *sp;
    char *top;
    void *data; /* kept alive */
    struct StackState *resumer;
} StackState;

enum { SPARE_STACKS = 8 };

/* The stack that the OS thread was born with, and what its thread keeps for the others. */
typedef struct ThreadStack {
    void *sp; /* where it was left; null while it runs */
    char *top;
    void *collector_thread;
    struct ThreadStack *next;
    struct StackState *running;              /* null: the thread's own */
    struct StackState *spares[SPARE_STACKS]; /* ended; see stack.c */
    unsigned spare_count;
} ThreadStack;

/* Zeroed; everything that [sp, top) refers to is reachable from it. `size` >= sizeof(StackState). */
void *memory_new_stack_state(size_t size);

/* The record of the calling thread; made at the first call, gone with memory_thread_leave. */
ThreadStack *memory_thread_stack(void);

/* Tells where the stack ends that the thread will run on. To be called while it runs on its own. */
void memory_set_stack_top(void *collector_thread, void *top);

/* A pointer outside of collected memory that becomes null when the object is gone for good. */
void memory_watch(void **link, void *object);
void memory_unwatch(void **link);

size_t memory_collections(void); /* how many there were */

/* For memory.c. */
void memory_stacks_leave(void);

#endif
