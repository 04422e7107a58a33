/* Stacks, made and ended. */
#include "base/stack.h"

#include "base/memory.h"
#include "base/panic.h"
#include "base/stack_core.h"

static _Noreturn void leave_for_good(Stack *stack) {
    ThreadStack *thread = stack->thread;
    StackState *resumer = stack->state.resumer;
    void *forgotten;
    stack->ended = true;
    stack_announce_leaving(stack, stack->resumer_low, stack->resumer_size, stack->resumer_fiber, NULL);
    stack_switch(&forgotten, resumer ? resumer->sp : thread->sp);
    panic("an ended stack was resumed");
}

static void enter(void *data) {
    Stack *stack = data;
    stack_announce_arrival(NULL, &stack->resumer_low, &stack->resumer_size);
    stack->state.sp = NULL;
    stack->run(stack, stack->state.data);
    leave_for_good(stack);
}

static void start(Stack *stack, void (*run)(Stack *stack, void *data), void *data) {
    stack->run = run;
    stack->ended = false;
    stack->state.data = data;
    stack->state.sp = stack_switch_prepare(stack->area->top, enter, stack);
    stack->state.top = stack->area->top;
}

/* ---- Spare stacks: ended ones that the thread keeps for its next ---- */

static Stack *take_spare(size_t size) {
    ThreadStack *thread = memory_thread_stack();
    if (thread->spare_count == 0) return NULL;
    Stack *stack = (Stack *)(void *)thread->spares[thread->spare_count - 1];
    if ((size_t)(stack->area->top - stack->area->low) != size) return NULL;
    thread->spares[--thread->spare_count] = NULL;
    return stack;
}

static bool keep_spare(Stack *stack) {
    ThreadStack *thread = memory_thread_stack();
    if (thread->spare_count == SPARE_STACKS) return false;
    stack_area_clean(stack->area);
    thread->spares[thread->spare_count++] = &stack->state;
    return true;
}

Stack *stack_new(size_t size, void (*run)(Stack *stack, void *data), void *data) {
    Stack *stack = take_spare(size);
    if (!stack) {
        stack = memory_new_stack_state(sizeof *stack);
        stack->area = stack_area_take(size, stack);
        if (!stack->area) return NULL;
        stack->state.low = stack->area->low;
    }
    start(stack, run, data);
    return stack;
}

void stack_free(Stack *stack) {
    stack->state.sp = NULL;
    stack->state.data = NULL;
    if (keep_spare(stack)) return;
    stack_area_give(stack->area);
    stack->area = NULL;
}

void stack_resume(Stack *stack) {
    stack_resume_here(stack, memory_thread_stack());
}

void stack_suspend(Stack *stack) {
    stack_suspend_here(stack);
}

bool stack_is_ended(const Stack *stack) {
    return stack->ended;
}

uintptr_t stack_low(const Stack *stack) {
    return (uintptr_t)stack->state.low;
}
