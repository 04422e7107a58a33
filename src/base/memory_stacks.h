/* What the collector must know of stacks other than those the operating system made; for stack.c only. */
#ifndef BASE_MEMORY_STACKS_H
#define BASE_MEMORY_STACKS_H

#include <stddef.h>

/* Where a stack stands that is not running: `sp` is the lowest word in use, null while it runs. */
typedef struct StackState {
    void *sp;
    char *low, *top;
    void *data; /* kept alive */
    struct StackState *resumer;
} StackState;

enum { SPARE_STACKS = 8 };

/* The stack that the OS thread was born with, and what its thread keeps for the others. Set `running` (and `left`, if who is
   left does not resume the other) before a switch: a collection in the middle finds the stack in use among these. */
typedef struct ThreadStack {
    void *sp;                                /* where it was left; null while it runs */
    struct StackState *running;              /* null: the thread's own */
    struct StackState *left;                 /* which ran before, or null */
    struct StackState *spares[SPARE_STACKS]; /* ended; see stack.c */
    unsigned spare_count;
} ThreadStack;

/* Zeroed; everything that [sp, top) refers to is reachable from it, also through pointers into the middle of objects.
   `size` >= sizeof(StackState). */
void *memory_new_stack_state(size_t size);

/* The record of the calling thread. */
ThreadStack *memory_thread_stack(void);

/* Tells, outside of collected memory, when an object is gone for good: `object` becomes null then. */
typedef struct MemoryWatch {
    void *object;
    struct MemoryWatch *next, **at;
} MemoryWatch;

void memory_watch(MemoryWatch *watch, void *object);
void memory_unwatch(MemoryWatch *watch); /* nothing, if it is */

size_t memory_collections(void); /* how many there were */

#endif
