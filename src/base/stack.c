/* Stacks, resumed and suspended. A switch between two of them goes by way of the thread's own stack (memory_stacks.c says why). */
#include "base/stack.h"

#include "base/memory.h"
#include "base/memory_stacks.h"
#include "base/panic.h"
#include "base/stack_area.h"
#include "base/stack_switch.h"

#include <stdatomic.h>

#if defined(__SANITIZE_ADDRESS__)
#define OBSERVED_BY_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OBSERVED_BY_ASAN 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define OBSERVED_BY_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define OBSERVED_BY_TSAN 1
#endif
#endif

#ifdef OBSERVED_BY_ASAN
#include <sanitizer/common_interface_defs.h>
#endif
#ifdef OBSERVED_BY_TSAN
#include <sanitizer/tsan_interface.h>
#endif

struct Stack {
    StackState state; /* first: the collector's mark procedure */
    StackArea *area;  /* null once ended */
    uintptr_t low;
    void (*run)(Stack *stack, void *data);
    bool ended;
    ThreadStack *thread; /* of the thread that runs it */
    void *fiber;         /* ThreadSanitizer's; and that of who resumed it */
    void *resumer_fiber;
    const void *resumer_low; /* AddressSanitizer's knowledge of who resumed it */
    size_t resumer_size;
};

/* What the sanitizers want to hear before and after a switch; inlined, since the call stack they record changes within. */

static inline __attribute__((always_inline)) void announce_leaving(Stack *to, const void *low, size_t size, void *fiber,
                                                                   void **fake_stack) {
    (void)to, (void)low, (void)size, (void)fiber, (void)fake_stack;
#ifdef OBSERVED_BY_ASAN
    __sanitizer_start_switch_fiber(fake_stack, low, size);
#endif
#ifdef OBSERVED_BY_TSAN
    __tsan_switch_to_fiber(fiber, 0);
#endif
}

static inline __attribute__((always_inline)) void announce_arrival(void *fake_stack, const void **low, size_t *size) {
    (void)fake_stack, (void)low, (void)size;
#ifdef OBSERVED_BY_ASAN
    __sanitizer_finish_switch_fiber(fake_stack, low, size);
#endif
}

static void fiber_make(Stack *stack) {
    (void)stack;
#ifdef OBSERVED_BY_TSAN
    if (!stack->fiber) stack->fiber = __tsan_create_fiber(0);
    stack->resumer_fiber = __tsan_get_current_fiber();
#endif
}

static void fiber_end(Stack *stack) {
    (void)stack;
#ifdef OBSERVED_BY_TSAN
    __tsan_destroy_fiber(stack->fiber);
    stack->fiber = NULL;
#endif
}

/* Below what a suspended own stack has in use: where a switch may stand meanwhile. */
static void *scratch(const ThreadStack *thread) {
    return thread->running ? (char *)thread->sp - 256 : NULL;
}

static _Noreturn void leave_for_good(Stack *stack) {
    ThreadStack *thread = stack->thread;
    StackState *resumer = stack->state.resumer;
    void *forgotten;
    stack->ended = true;
    announce_leaving(stack, stack->resumer_low, stack->resumer_size, stack->resumer_fiber, NULL);
    stack_switch(&forgotten, resumer ? resumer->sp : thread->sp, scratch(thread), memory_set_stack_top,
                 thread->collector_thread, resumer ? resumer->top : thread->top);
    panic("an ended stack was resumed");
}

static void enter(void *data) {
    Stack *stack = data;
    announce_arrival(NULL, &stack->resumer_low, &stack->resumer_size);
    stack->state.sp = NULL;
    stack->run(stack, stack->state.data);
    leave_for_good(stack);
}

Stack *stack_new(size_t size, void (*run)(Stack *stack, void *data), void *data) {
    Stack *stack = memory_new_stack_state(sizeof *stack);
    StackArea *area = stack_area_take(size, stack);
    if (!area) return NULL;
    stack->area = area;
    stack->low = (uintptr_t)area->low;
    stack->run = run;
    stack->state.data = data;
    stack->state.sp = stack_switch_prepare(area->top, enter, stack);
    stack->state.top = area->top;
    return stack;
}

static void release(Stack *stack) {
    StackArea *area = stack->area;
    stack->area = NULL;
    stack->state.sp = NULL;
    fiber_end(stack);
    stack_area_give(area);
}

void stack_resume(Stack *stack) {
    ThreadStack *thread = memory_thread_stack();
    StackState *resumer = thread->running;
    void *fake_stack = NULL;
    fiber_make(stack);
    stack->thread = thread;
    stack->state.resumer = resumer;
    void **saved = resumer ? &resumer->sp : &thread->sp;
    void *where = scratch(thread);
    thread->running = &stack->state;
    announce_leaving(stack, (void *)stack->low, (size_t)(stack->state.top - (char *)stack->low), stack->fiber,
                     &fake_stack);
    stack_switch(saved, stack->state.sp, where, memory_set_stack_top, thread->collector_thread, stack->state.top);
    announce_arrival(fake_stack, NULL, NULL);
    *saved = NULL;
    thread->running = resumer;
    stack->state.resumer = NULL;
    if (stack->ended) release(stack);
}

void stack_suspend(Stack *stack) {
    ThreadStack *thread = stack->thread;
    StackState *resumer = stack->state.resumer;
    void *fake_stack = NULL;
    announce_leaving(stack, stack->resumer_low, stack->resumer_size, stack->resumer_fiber, &fake_stack);
    stack_switch(&stack->state.sp, resumer ? resumer->sp : thread->sp, scratch(thread), memory_set_stack_top,
                 thread->collector_thread, resumer ? resumer->top : thread->top);
    announce_arrival(fake_stack, &stack->resumer_low, &stack->resumer_size);
    stack->state.sp = NULL;
}

bool stack_is_ended(const Stack *stack) {
    return stack->ended;
}

uintptr_t stack_low(const Stack *stack) {
    return stack->low;
}
