/* The switch between chains: each keeps its own resumers, so that only what runs changes. */
#define _GNU_SOURCE 1 /* pthread_getattr_np */
#include "base/stack_transfer.h"

#include "base/memory_stacks.h"
#include "base/stack_core.h"

#include <pthread.h>

/* What the sanitizers call the stack that the thread was born with. */
typedef struct Birthplace {
    const void *low;
    size_t size;
    void *fiber;
} Birthplace;

static _Thread_local Birthplace birthplace;

Stack *stack_current(void) {
    return (Stack *)(void *)memory_thread_stack()->running;
}

static void remember_birthplace(void) {
#ifdef OBSERVED_BY_ASAN
    pthread_attr_t attributes;
    if (!birthplace.low && pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, (void **)&birthplace.low, &birthplace.size);
        pthread_attr_destroy(&attributes);
    }
#endif
#ifdef OBSERVED_BY_TSAN
    birthplace.fiber = __tsan_get_current_fiber();
#endif
}

static void make_fiber(Stack *stack) {
    (void)stack;
#ifdef OBSERVED_BY_TSAN
    if (!stack->area->fiber) stack->area->fiber = __tsan_create_fiber(0);
#endif
}

static inline __attribute__((always_inline)) void announce_leaving(Stack *to, void **fake_stack) {
    if (to) {
        stack_announce_leaving(to, to->state.low, (size_t)(to->state.top - to->state.low), to->area->fiber, fake_stack);
    } else {
        stack_announce_leaving(to, birthplace.low, birthplace.size, birthplace.fiber, fake_stack);
    }
}

void stack_transfer(Stack *innermost) {
    ThreadStack *thread = memory_thread_stack();
    StackState *from = thread->running, *to = innermost ? &innermost->state : NULL;
    void **saved = from ? &from->sp : &thread->sp, *fake_stack = NULL;
    if (!from) remember_birthplace();
    if (innermost) {
        innermost->thread = thread;
        make_fiber(innermost);
    }
    thread->left = from;
    stack_keep_order();
    thread->running = to;
    announce_leaving(innermost, &fake_stack);
    stack_switch(saved, to ? to->sp : thread->sp);
    stack_announce_arrival(fake_stack, NULL, NULL);
    *saved = NULL;
}
