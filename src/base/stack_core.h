/* Stacks in line, for those who switch all the time: generators. Every call between a switch and the loop that runs around it
   is a return that the processor foretells wrongly, since it happens on another stack. Everybody else: stack.h. */
#ifndef BASE_STACK_CORE_H
#define BASE_STACK_CORE_H

#include "base/memory_stacks.h"
#include "base/sanitizer.h"
#include "base/stack.h"
#include "base/stack_area.h"
#include "base/stack_switch.h"

#include <stdatomic.h>

struct Stack {
    StackState state; /* first: the collector's mark procedure */
    StackArea *area;  /* null once ended */
    void (*run)(Stack *stack, void *data);
    bool ended;
    ThreadStack *thread;     /* of the thread that runs it */
    void *resumer_fiber;     /* ThreadSanitizer's, of who resumed it */
    const void *resumer_low; /* AddressSanitizer's knowledge of who resumed it */
    size_t resumer_size;
};

/* What the sanitizers want to hear before and after a switch; inlined, since the call stack they record changes within. */

static inline __attribute__((always_inline)) void stack_announce_leaving(Stack *to, const void *low, size_t size,
                                                                         void *fiber, void **fake_stack) {
    (void)to, (void)low, (void)size, (void)fiber, (void)fake_stack;
#ifdef OBSERVED_BY_ASAN
    __sanitizer_start_switch_fiber(fake_stack, low, size);
#endif
#ifdef OBSERVED_BY_TSAN
    __tsan_switch_to_fiber(fiber, 0);
#endif
}

static inline __attribute__((always_inline)) void stack_announce_arrival(void *fake_stack, const void **low,
                                                                         size_t *size) {
    (void)fake_stack, (void)low, (void)size;
#ifdef OBSERVED_BY_ASAN
    __sanitizer_finish_switch_fiber(fake_stack, low, size);
#endif
}

static inline void stack_make_fiber(Stack *stack) {
    (void)stack;
#ifdef OBSERVED_BY_TSAN
    if (!stack->area->fiber) stack->area->fiber = __tsan_create_fiber(0);
    stack->resumer_fiber = __tsan_get_current_fiber();
#endif
}

/* The thread may be stopped at any instruction: the stack in use must always be found from thread->running. */
static inline void stack_keep_order(void) {
    atomic_signal_fence(memory_order_seq_cst);
}

/* stack_resume on the thread whose record this is. */
static inline __attribute__((always_inline)) void stack_resume_here(Stack *stack, ThreadStack *thread) {
    StackState *resumer = thread->running;
    void *fake_stack = NULL;
    stack_make_fiber(stack);
    stack->thread = thread;
    stack->state.resumer = resumer;
    stack_keep_order();
    void **saved = resumer ? &resumer->sp : &thread->sp;
    thread->running = &stack->state;
    stack_announce_leaving(stack, stack->state.low, (size_t)(stack->state.top - stack->state.low), stack->area->fiber,
                           &fake_stack);
    stack_switch(saved, stack->state.sp);
    stack_announce_arrival(fake_stack, NULL, NULL);
    *saved = NULL;
    thread->running = resumer;
    stack_keep_order();
    stack->state.resumer = NULL;
}

static inline __attribute__((always_inline)) void stack_suspend_here(Stack *stack) {
    ThreadStack *thread = stack->thread;
    StackState *resumer = stack->state.resumer;
    void *fake_stack = NULL;
    stack_announce_leaving(stack, stack->resumer_low, stack->resumer_size, stack->resumer_fiber, &fake_stack);
    stack_switch(&stack->state.sp, resumer ? resumer->sp : thread->sp);
    stack_announce_arrival(fake_stack, &stack->resumer_low, &stack->resumer_size);
    stack->state.sp = NULL;
}

static inline uintptr_t stack_end_of(const Stack *stack) {
    return (uintptr_t)stack->state.low;
}

static inline bool stack_has_ended(const Stack *stack) {
    return stack->ended;
}

#endif
