/* Resuming, yielding, ending. The state decides who may: only who turns it to RUNNING touches the rest. */
#include "interp/generator_core.h"

#include "base/stack_core.h"
#include "interp/fast.h"
#include "interp/finalizers.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

Value generator_new(const Frame *frame, Str *name, Str *qualified_name) {
    size_t size = frame_size(frame->code);
    Generator *generator = object_new(&generator_type, offsetof(Generator, frame) + size);
    memcpy(&generator->frame, frame, size);
    generator->frame.back = NULL;
    generator->message = NONE;
    generator->handling = NONE;
    word_store(&generator->name, value_from_object(name));
    word_store(&generator->qualified_name, value_from_object(qualified_name));
    word_store(&generator->delegate, NONE);
    return value_from_object(generator);
}

/* ---- On the generator's stack ---- */

static void run_body(Stack *stack, void *data) {
    (void)stack;
    Generator *generator = data;
    generator->message = frame_run_body(&generator->frame);
}

/* ---- On the stack of who asks ---- */

/* On the way between a loop and the switch: see stack_core.h. */
#define IN_LINE inline __attribute__((always_inline))

/* What belongs to the C stack and the activation rather than to the thread. */
typedef struct Switch {
    uintptr_t stack_end;
    Value handling, outer_handling;
} Switch;

static void set_stack_end(Thread *thread, uintptr_t end) {
    uintptr_t before = thread->stack_end;
    thread->stack_end = end;
    atomic_compare_exchange_strong(&thread->stack_limit, &before, end);
}

static Switch enter(Thread *thread, Generator *generator) {
    Switch saved = {thread->stack_end, thread->handling, thread->outer_handling};
    generator->frame.thread = thread;
    generator->frame.back = thread->frame;
    thread->frame = &generator->frame;
    thread->depth++;
    thread->generators++;
    thread->outer_handling = thread_handling(thread);
    thread->handling = generator->handling;
    set_stack_end(thread, stack_low(generator->stack) + STACK_RESERVE);
    return saved;
}

static void leave(Thread *thread, Generator *generator, Switch saved) {
    generator->handling = thread->handling;
    thread->handling = saved.handling;
    thread->outer_handling = saved.outer_handling;
    set_stack_end(thread, saved.stack_end);
    thread->depth--;
    thread->generators--;
    thread->frame = generator->frame.back;
    generator->frame.back = NULL;
}

static void set_state(Generator *generator, GeneratorState state) {
    atomic_store_explicit(&generator->state, state, memory_order_release);
}

/* An exception that leaves the generator was raised while its caller handled another one. */
static void add_context(Thread *thread) {
    Value error = thread->raised, handling = thread->handling;
    Exception *object = value_exception(error);
    Value context = word_load(&object->context);
    if (handling == NONE || handling == error || (context != NONE && context != RAISED)) return;
    Value cause = word_load(&value_exception(handling)->context);
    if (cause != error) word_store(&object->context, handling);
}

/* A StopIteration that comes out of the body would look like its end. */
static void replace_stop_iteration(Thread *thread, Generator *generator) {
    if (!error_is(thread, &stop_iteration)) return;
    Value stop = error_take(thread);
    Value text = value_from_object(str_from_text("generator raised StopIteration"));
    Value error = exception_new(&runtime_error, tuple_of(1, text));
    word_store(&value_exception(error)->cause, stop);
    word_store(&value_exception(error)->context, stop);
    word_store(&value_exception(error)->suppress_context, TRUE_VALUE);
    thread->raised = error;
    thread->raised_frame = &generator->frame;
}

static __attribute__((noinline)) Outcome finish(Thread *thread, Generator *generator, Value *result) {
    *result = generator->message;
    generator->message = NONE;
    if (generator->stack) stack_free(generator->stack);
    generator->stack = NULL;
    generator_release(generator, thread->interpreter);
    for (int32_t i = 0; i < generator->frame.code->slot_count; i++) generator->frame.slots[i] = UNBOUND;
    set_state(generator, GENERATOR_ENDED);
    if (*result != RAISED) return OUTCOME_RETURNED;
    replace_stop_iteration(thread, generator);
    add_context(thread);
    return OUTCOME_RAISED;
}

static Outcome suspend(Thread *thread, Generator *generator, Value *result) {
    *result = generator->message;
    if (UNLIKELY(generator->frame.code->has_cleanup && !generator->kept))
        generator_keep(generator, thread->interpreter);
    set_state(generator, GENERATOR_SUSPENDED);
    return OUTCOME_YIELDED;
}

static Outcome fail_to_start(Generator *generator, Value *result) {
    *result = RAISED;
    set_state(generator, GENERATOR_NEW);
    return OUTCOME_RAISED;
}

/* Collected stacks and abandoned generators are looked after when a new stack is needed. */
static Stack *new_stack(Thread *thread, Generator *generator) {
    finalizers_run(thread);
    Stack *stack = stack_new(GENERATOR_STACK_SIZE, run_body, generator);
    if (!stack) raise_memory(thread);
    return stack;
}

/* However high a script sets the limit: the C stacks of generators that wait for each other cost memory. */
enum { NESTED_MOST = 20000 };

static bool can_go_deeper(Thread *thread) {
    uint32_t limit = atomic_load_explicit(&thread->interpreter->recursion_limit, memory_order_relaxed);
    if (thread->depth < limit && thread->generators < NESTED_MOST) return true;
    return fail_error(thread, &recursion_error, "maximum recursion depth exceeded");
}

static IN_LINE Outcome run(Thread *thread, Generator *generator, Value message, bool throws, Value *result) {
    generator->message = message;
    generator->throws = throws;
    Switch saved = enter(thread, generator);
    stack_resume_here(generator->stack, memory_thread_stack());
    leave(thread, generator, saved);
    return UNLIKELY(stack_has_ended(generator->stack)) ? finish(thread, generator, result)
                                                       : suspend(thread, generator, result);
}

/* Thrown into before the start: it ends at once. */
static Outcome refuse(Thread *thread, Generator *generator, Value error, Value *result) {
    generator->message = RAISED;
    thread->raised = error;
    thread->raised_frame = NULL;
    return finish(thread, generator, result);
}

static __attribute__((noinline)) Outcome run_first(Thread *thread, Generator *generator, Value message, bool throws,
                                                   Value *result) {
    if (throws) return refuse(thread, generator, message, result);
    if (!can_go_deeper(thread) || !(generator->stack = new_stack(thread, generator)))
        return fail_to_start(generator, result);
    return run(thread, generator, NONE, false, result);
}

static IN_LINE Outcome run_next(Thread *thread, Generator *generator, Value message, bool throws, Value *result) {
    if (can_go_deeper(thread)) return run(thread, generator, message, throws, result);
    *result = RAISED;
    set_state(generator, GENERATOR_SUSPENDED);
    return OUTCOME_RAISED;
}

static Outcome answer_ended(Thread *thread, Value message, bool throws, Value *result) {
    *result = throws ? RAISED : NONE;
    if (!throws) return OUTCOME_RETURNED;
    thread->raised = message;
    thread->raised_frame = NULL;
    return OUTCOME_RAISED;
}

static IN_LINE Outcome resume(Thread *thread, Generator *generator, Value message, bool throws, Value *result) {
    GeneratorState state = generator_state(generator);
    while (state == GENERATOR_NEW || state == GENERATOR_SUSPENDED) {
        if (!atomic_compare_exchange_weak(&generator->state, &state, GENERATOR_RUNNING)) continue;
        return state == GENERATOR_NEW ? run_first(thread, generator, message, throws, result)
                                      : run_next(thread, generator, message, throws, result);
    }
    if (state == GENERATOR_ENDED) return answer_ended(thread, message, throws, result);
    *result = raise_value(thread, "generator already executing");
    return OUTCOME_RAISED;
}

Outcome generator_resume(Thread *thread, Generator *generator, Value message, bool throws, Value *result) {
    return resume(thread, generator, message, throws, result);
}

Value generator_next(Thread *thread, Value self) {
    Value result;
    Outcome outcome = resume(thread, value_generator(self), NONE, false, &result);
    return outcome == OUTCOME_RETURNED ? UNBOUND : result;
}

Value generator_close(Thread *thread, Generator *generator) {
    GeneratorState state = GENERATOR_NEW;
    if (atomic_compare_exchange_strong(&generator->state, &state, GENERATOR_ENDED)) return NONE;
    if (state == GENERATOR_ENDED) return NONE;
    Value result;
    switch (generator_resume(thread, generator, exception_new(&generator_exit, tuple_new(0)), true, &result)) {
    case OUTCOME_YIELDED:
        return raise_error(thread, &runtime_error, "generator ignored GeneratorExit");
    case OUTCOME_RETURNED:
        return result;
    case OUTCOME_RAISED:
        break;
    }
    return error_catch(thread, &generator_exit) || error_catch(thread, &stop_iteration) ? NONE : RAISED;
}
