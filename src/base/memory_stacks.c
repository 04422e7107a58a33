/* The collector's side of stack.c.

   The collector scans the running stack of each thread from the stack pointer to an end it has on record. The thread's own
   stack is on record as its "alternative" one: whenever the stack pointer is inside, that range holds, whatever
   the other record says; so the other record can be set, without a lock, while the thread runs on its own stack,
   and that is how every switch goes. Suspended stacks are scanned through their StackState, by a mark procedure that also takes
   pointers into the middle of blocks; a thread's own stack left behind is a root. */
#define _GNU_SOURCE 1 /* pthread_getattr_np */
#include "base/memory_stacks.h"

#include "base/memory.h"
#include "base/panic.h"

#include <pthread.h>
#include <stdint.h>

#define GC_THREADS 1
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>
#include <gc/gc_mark.h>

static pthread_once_t started = PTHREAD_ONCE_INIT;
static unsigned stack_kind;
static GC_push_other_roots_proc push_usual_roots;
static ThreadStack *thread_stacks; /* of all threads; guarded by the collector's lock */
static _Thread_local ThreadStack *thread_stack;

static struct GC_ms_entry *mark_word(void *pointer, struct GC_ms_entry *stack, struct GC_ms_entry *limit,
                                     void **source) {
    if ((GC_word)pointer < (GC_word)GC_least_plausible_heap_addr ||
        (GC_word)pointer > (GC_word)GC_greatest_plausible_heap_addr)
        return stack;
    void *block = GC_base(pointer);
    return block ? GC_mark_and_push(block, stack, limit, source) : stack;
}

static __attribute__((no_sanitize("address"))) struct GC_ms_entry *
mark_state(GC_word *address, struct GC_ms_entry *stack, struct GC_ms_entry *limit, GC_word env) {
    (void)env;
    StackState *state = (StackState *)(void *)address;
    if (!state->top) return stack;
    stack = mark_word(state->data, stack, limit, &state->data);
    stack = mark_word(state->resumer, stack, limit, (void **)(void *)&state->resumer);
    if (state->sp)
        for (void **word = state->sp; (char *)word < state->top; word++) stack = mark_word(*word, stack, limit, word);
    return stack;
}

static void push_roots(void) {
    push_usual_roots();
    for (ThreadStack *stack = thread_stacks; stack; stack = stack->next)
        if (stack->sp) GC_push_all_eager(stack->sp, stack->top);
}

static void start(void) {
    stack_kind = GC_new_kind(GC_new_free_list(), GC_MAKE_PROC(GC_new_proc(mark_state), 0), 0, 1);
    push_usual_roots = GC_get_push_other_roots();
    GC_set_push_other_roots(push_roots);
}

void *memory_new_stack_state(size_t size) {
    pthread_once(&started, start);
    void *state = GC_generic_malloc(size, (int)stack_kind);
    if (!state) panic_out_of_memory();
    return state;
}

static void *link_thread_stack(void *added) {
    ThreadStack *stack = added;
    stack->next = thread_stacks;
    return thread_stacks = stack;
}

static void *unlink_thread_stack(void *removed) {
    ThreadStack **at = &thread_stacks;
    while (*at != removed) at = &(*at)->next;
    return *at = (*at)->next;
}

static ThreadStack *thread_stack_new(void) {
    pthread_attr_t attributes;
    void *low;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0 || pthread_attr_getstack(&attributes, &low, &size) != 0)
        panic("the thread's stack is not known");
    pthread_attr_destroy(&attributes);
    struct GC_stack_base base;
    ThreadStack *stack = memory_new_permanent(sizeof *stack);
    stack->collector_thread = GC_get_my_stackbottom(&base);
    stack->top = base.mem_base;
    GC_register_altstack(low, size, low, (GC_word)(stack->top - (char *)low));
    GC_call_with_alloc_lock(link_thread_stack, stack);
    return stack;
}

ThreadStack *memory_thread_stack(void) {
    if (!thread_stack) thread_stack = thread_stack_new();
    return thread_stack;
}

void memory_set_stack_top(void *collector_thread, void *top) {
    struct GC_stack_base base = {.mem_base = top};
    GC_set_stackbottom(collector_thread, &base);
}

void memory_stacks_leave(void) {
    if (!thread_stack) return;
    GC_call_with_alloc_lock(unlink_thread_stack, thread_stack);
    memory_free_permanent(thread_stack);
    thread_stack = NULL;
}

void memory_watch(void **link, void *object) {
    GC_REGISTER_LONG_LINK(link, object);
}

void memory_unwatch(void **link) {
    GC_unregister_long_link(link);
}

size_t memory_collections(void) {
    return GC_get_gc_no();
}
