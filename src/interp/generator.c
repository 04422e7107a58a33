/* Resuming, yielding, ending. The state decides who may: only who turns it to RUNNING touches the rest. */
#include "interp/generator_switch.h"

#include "interp/finalizers.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

static Generator *generator_allocate(const Function *function) {
    const Code *code = function->code;
    size_t places = (size_t)code->place_count * sizeof(Value);
    Generator *generator = object_new(&generator_type, offsetof(Generator, frame) + frame_size(code) + places);
    generator->message = NONE;
    generator->handling = NONE;
    word_store(&generator->delegate, NONE);
    return generator;
}

Value generator_new(const Frame *frame, Str *name, Str *qualified_name) {
    Generator *generator = generator_allocate(frame->function);
    memcpy(&generator->frame, frame, frame_size(frame->function->code));
    generator->frame.back = NULL;
    word_store(&generator->name, value_from_object(name));
    word_store(&generator->qualified_name, value_from_object(qualified_name));
    return value_from_object(generator);
}

Value generator_of(Function *function, Value argument) {
    Generator *generator = generator_allocate(function);
    Frame *frame = &generator->frame;
    frame->function = function;
    frame->slots[0] = argument;
    for (int32_t i = 1; i < function->slot_count; i++) frame->slots[i] = UNBOUND;
    if (function->code->cell_count != 0) frame_make_cells(frame);
    word_store(&generator->name, value_from_object(function->code->name));
    word_store(&generator->qualified_name, value_from_object(function->code->qualified_name));
    return value_from_object(generator);
}

/* ---- On the generator's stack ---- */

static void run_body(Stack *stack, void *data) {
    (void)stack;
    Generator *generator = data;
    generator->message = frame_run_body(&generator->frame);
}

/* ---- On the stack of who asks ---- */

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
    exception_hide_context(value_exception(error), true);
    thread->raised = error;
    thread->raised_frame = &generator->frame;
}

static void forget_variables(Frame *frame) {
    const Code *code = frame->function->code;
    for (int32_t i = 0; i < code->slot_count; i++) frame->slots[i] = UNBOUND;
    for (int32_t i = 0; i < code->place_count; i++) frame->slots[code->slot_count + i] = RAISED;
}

Outcome generator_finish(Thread *thread, Generator *generator, Value *result) {
    *result = generator->message;
    generator->message = NONE;
    if (generator->stack) stack_free(generator->stack);
    generator->stack = NULL;
    generator_release(generator, thread->interpreter);
    forget_variables(&generator->frame);
    generator_set_state(generator, GENERATOR_ENDED);
    if (*result != RAISED) return OUTCOME_RETURNED;
    replace_stop_iteration(thread, generator);
    add_context(thread);
    return OUTCOME_RAISED;
}

/* Resumable code that has not yielded. */
Outcome generator_end(Thread *thread, Generator *generator, Flow flow, Value *result) {
    Value returned = flow == FLOW_RETURN ? generator->frame.result : NONE;
    generator->message = flow == FLOW_RAISE ? RAISED : returned;
    return generator_finish(thread, generator, result);
}

static Outcome fail_to_start(Generator *generator, Value *result) {
    *result = RAISED;
    generator_set_state(generator, GENERATOR_NEW);
    return OUTCOME_RAISED;
}

/* Collected stacks and abandoned generators are looked after when a new stack is needed. */
static Stack *new_stack(Thread *thread, Generator *generator) {
    finalizers_run(thread);
    Stack *stack = stack_new(GENERATOR_STACK_SIZE, run_body, generator);
    if (!stack) raise_memory(thread);
    return stack;
}

bool generator_check_depth(Thread *thread) {
    bool is_deep = !thread_adopt_limit(thread) || thread->calls_left <= 0 ||
                   thread->generators >= GENERATORS_NESTED_MOST ||
                   (uintptr_t)__builtin_frame_address(0) < thread->stack_end;
    if (is_deep) return fail_error(thread, &recursion_error, "maximum recursion depth exceeded");
    bool is_wanted = atomic_load_explicit(&thread->stack_limit, memory_order_relaxed) == POLL_NOW;
    return !is_wanted || thread_poll(thread);
}

/* Thrown into before the start: it ends at once. */
static Outcome refuse(Thread *thread, Generator *generator, Value error, Value *result) {
    generator->message = RAISED;
    thread->raised = error;
    thread->raised_frame = NULL;
    return generator_finish(thread, generator, result);
}

Outcome generator_start(Thread *thread, Generator *generator, Value message, bool throws, Value *result) {
    if (throws) return refuse(thread, generator, message, result);
    if (!generator_can_go_deeper(thread)) return fail_to_start(generator, result);
    if (generator->frame.function->code->resumable)
        return generator_run_resumable(thread, generator, NONE, false, false, result);
    if (!(generator->stack = new_stack(thread, generator))) return fail_to_start(generator, result);
    return generator_run(thread, generator, NONE, false, result);
}

static Outcome answer_ended(Thread *thread, Value message, bool throws, Value *result) {
    *result = throws ? RAISED : NONE;
    if (!throws) return OUTCOME_RETURNED;
    thread->raised = message;
    thread->raised_frame = NULL;
    return OUTCOME_RAISED;
}

Outcome generator_refuse(Thread *thread, Generator *generator, Value message, bool throws, Value *result) {
    if (generator_state(generator) == GENERATOR_ENDED) return answer_ended(thread, message, throws, result);
    *result = raise_value(thread, "generator already executing");
    return OUTCOME_RAISED;
}

Outcome generator_resume(Thread *thread, Generator *generator, Value message, bool throws, Value *result) {
    return generator_resume_inline(thread, generator, message, throws, result);
}

Value generator_next(Thread *thread, Value self) {
    Value result;
    Outcome outcome = generator_resume_inline(thread, value_generator(self), NONE, false, &result);
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
