/* The generator object, for the files that make it up. */
#ifndef INTERP_GENERATOR_CORE_H
#define INTERP_GENERATOR_CORE_H

#include "base/stack.h"
#include "interp/generator.h"
#include "interp/generator_registry.h"

typedef enum GeneratorState { GENERATOR_NEW, GENERATOR_SUSPENDED, GENERATOR_RUNNING, GENERATOR_ENDED } GeneratorState;

/* All but the state and the names belongs to the thread that has set the state to RUNNING. */
struct Generator {
    Object object;
    _Atomic(GeneratorState) state;
    Word name, qualified_name;
    Stack *stack;      /* null before the start and after the end, and always of resumable code */
    Value message;     /* what goes over with a switch: sent or thrown in, yielded or returned out */
    bool throws;       /* the message is an exception to raise at the yield */
    bool resuming;     /* of resumable code: on the way to the yield it was left at (resumable.h) */
    Value handling;    /* what the generator is handling */
    Word delegate;     /* what `yield from` passes on to; NONE */
    struct Kept *kept; /* its entry in the registry, if any */
    Frame frame;       /* and its slots; behind them, of resumable code, its places */
};

/* Address space for each: what is called from a generator runs on its stack, too. */
enum { GENERATOR_STACK_SIZE = 1 << 20 };

/* How a resumed generator came back. */
typedef enum Outcome { OUTCOME_YIELDED, OUTCOME_RETURNED, OUTCOME_RAISED } Outcome;

/* Goes on with the value sent in, or with the exception raised at the yield. The value yielded or returned is in
   *result. Asking a generator that has ended: OUTCOME_RETURNED with NONE. */
Outcome generator_resume(Thread *thread, Generator *generator, Value message, bool throws, Value *result);

/* The `next` of the type: the value yielded, UNBOUND at the end. */
Value generator_next(Thread *thread, Value self);

/* generator.close(): the value returned, NONE, or RAISED. */
Value generator_close(Thread *thread, Generator *generator);

static inline Generator *value_generator(Value value) {
    return (Generator *)(void *)value;
}

static inline Generator *frame_generator(Frame *frame) {
    return (Generator *)(void *)((char *)frame - offsetof(Generator, frame));
}

static inline GeneratorState generator_state(Generator *generator) {
    return atomic_load_explicit(&generator->state, memory_order_acquire);
}

#endif
