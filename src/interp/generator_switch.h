/* Going over to a generator and back, in line for the loops that do so all the time: every call between the switch and the loop
   around it is a return that the processor foretells wrongly (base/stack_core.h). The state decides who may: only who turns it
   to RUNNING touches the rest. */
#ifndef INTERP_GENERATOR_SWITCH_H
#define INTERP_GENERATOR_SWITCH_H

#include "base/barrier.h"
#include "base/stack_core.h"
#include "interp/fast.h"
#include "interp/generator_core.h"

#include <sys/single_threaded.h>

#define IN_LINE inline __attribute__((always_inline))

/* What is rare (generator.c): the first time; the end of the body; asking one that has ended or runs; too deep, if the
   limit is still the same (raises, false). */
Outcome generator_start(Thread *thread, Generator *generator, Value message, bool throws, Value *result);
Outcome generator_finish(Thread *thread, Generator *generator, Value *result);
Outcome generator_end(Thread *thread, Generator *generator, Flow flow, Value *result);
Outcome generator_refuse(Thread *thread, Generator *generator, Value message, bool throws, Value *result);
bool generator_check_depth(Thread *thread);

/* However high a script sets the limit: the C stacks of generators that wait for each other cost memory. */
enum { GENERATORS_NESTED_MOST = 20000 };

/* What belongs to the activation rather than to the thread. */
typedef struct GeneratorSwitch {
    Value handling, outer_handling;
} GeneratorSwitch;

/* The other half of the barrier is in thread_want: what is wanted is seen here, or its POLL_NOW comes after this limit. */
static IN_LINE void generator_set_stack_end(Thread *thread, uintptr_t end) {
    thread->stack_end = end;
    atomic_store_explicit(&thread->stack_limit, end, memory_order_relaxed);
    barrier_light();
    if (UNLIKELY(atomic_load_explicit(&thread->wants, memory_order_relaxed) != 0))
        atomic_store_explicit(&thread->stack_limit, POLL_NOW, memory_order_relaxed);
}

static IN_LINE GeneratorSwitch generator_enter(Thread *thread, Generator *generator) {
    GeneratorSwitch saved = {thread->handling, thread->outer_handling};
    generator->frame.thread = thread;
    generator->frame.back = thread->frame;
    thread->frame = &generator->frame;
    thread->calls_left--;
    if (LIKELY(saved.handling == NONE && generator->handling == NONE)) return saved;
    thread->outer_handling = thread_handling(thread);
    thread->handling = generator->handling;
    return saved;
}

static IN_LINE void generator_leave(Thread *thread, Generator *generator, GeneratorSwitch saved) {
    if (UNLIKELY(thread->handling != NONE || saved.handling != NONE)) {
        generator->handling = thread->handling;
        thread->handling = saved.handling;
        thread->outer_handling = saved.outer_handling;
    } else {
        generator->handling = NONE;
    }
    thread->calls_left++;
    thread->frame = generator->frame.back;
    generator->frame.back = NULL;
}

static inline void generator_set_state(Generator *generator, GeneratorState state) {
    atomic_store_explicit(&generator->state, state, memory_order_release);
}

static IN_LINE Outcome generator_suspended(Thread *thread, Generator *generator, Value *result) {
    *result = generator->message;
    if (UNLIKELY(generator->frame.function->code->has_cleanup && !generator->kept))
        generator_keep(generator, thread->interpreter);
    generator_set_state(generator, GENERATOR_SUSPENDED);
    return OUTCOME_YIELDED;
}

static IN_LINE Outcome generator_run(Thread *thread, Generator *generator, Value message, bool throws, Value *result) {
    generator->message = message;
    generator->throws = throws;
    uintptr_t stack_end = thread->stack_end;
    GeneratorSwitch saved = generator_enter(thread, generator);
    thread->generators++;
    generator_set_stack_end(thread, stack_end_of(generator->stack) + STACK_RESERVE);
    stack_resume_here(generator->stack, memory_thread_stack());
    generator_set_stack_end(thread, stack_end);
    thread->generators--;
    generator_leave(thread, generator, saved);
    return UNLIKELY(stack_has_ended(generator->stack)) ? generator_finish(thread, generator, result)
                                                       : generator_suspended(thread, generator, result);
}

/* Of resumable code, from the start or from the yield that it was left at. */
static IN_LINE Outcome generator_run_resumable(Thread *thread, Generator *generator, Value message, bool throws,
                                               bool resuming, Value *result) {
    generator->message = message;
    generator->throws = throws;
    generator->resuming = resuming;
    Stmt *body = generator->frame.function->code->resumable;
    GeneratorSwitch saved = generator_enter(thread, generator);
    Flow flow = body->run(body, &generator->frame);
    generator_leave(thread, generator, saved);
    if (UNLIKELY(flow != FLOW_YIELD)) return generator_end(thread, generator, flow, result);
    *result = generator->message;
    generator_set_state(generator, GENERATOR_SUSPENDED);
    return OUTCOME_YIELDED;
}

static IN_LINE bool generator_can_go_deeper(Thread *thread) {
    bool is_low =
        (uintptr_t)__builtin_frame_address(0) < atomic_load_explicit(&thread->stack_limit, memory_order_relaxed);
    return LIKELY(!is_low && thread->calls_left > 0 && thread->generators < GENERATORS_NESTED_MOST) ||
           generator_check_depth(thread);
}

/* Turns the state to RUNNING, if it is the one that is expected. */
static IN_LINE bool generator_claim(Generator *generator, GeneratorState expected) {
    if (!__libc_single_threaded) return atomic_compare_exchange_strong(&generator->state, &expected, GENERATOR_RUNNING);
    if (atomic_load_explicit(&generator->state, memory_order_relaxed) != expected) return false;
    atomic_store_explicit(&generator->state, GENERATOR_RUNNING, memory_order_relaxed);
    return true;
}

static IN_LINE Outcome generator_resume_inline(Thread *thread, Generator *generator, Value message, bool throws,
                                               Value *result) {
    if (UNLIKELY(!generator_claim(generator, GENERATOR_SUSPENDED))) {
        return generator_claim(generator, GENERATOR_NEW) ? generator_start(thread, generator, message, throws, result)
                                                         : generator_refuse(thread, generator, message, throws, result);
    }
    if (LIKELY(generator_can_go_deeper(thread)))
        return generator->stack ? generator_run(thread, generator, message, throws, result)
                                : generator_run_resumable(thread, generator, message, throws, true, result);
    *result = RAISED;
    generator_set_state(generator, GENERATOR_SUSPENDED);
    return OUTCOME_RAISED;
}

#endif
