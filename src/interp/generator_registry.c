/* A list that the collector does not see, so that it keeps nothing alive: its nodes are malloc'ed. When a generator
   of the list is found abandoned, its finalizer moves it to a list that the collector does see, for the next thread
   that has time. */
#include "interp/generator_core.h"
#include "interp/thread_record.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/operators.h"

#include <sched.h>
#include <stdlib.h>

typedef struct Kept Kept;
struct Kept {
    Generator *generator;
    Kept *next;
    Kept **link;
};

typedef struct Abandoned {
    Generator *generator;
    struct Abandoned *next;
} Abandoned;

struct Generators {
    atomic_flag guard;
    Kept *first;
    _Atomic(Abandoned *) abandoned;
};

Generators *generators_new(void) {
    return memory_new(sizeof(Generators));
}

static void guard_lock(Generators *generators) {
    while (atomic_flag_test_and_set_explicit(&generators->guard, memory_order_acquire)) sched_yield();
}

static void guard_unlock(Generators *generators) {
    atomic_flag_clear_explicit(&generators->guard, memory_order_release);
}

/* False: it was forgotten before. */
static bool forget(Generators *generators, Generator *generator) {
    guard_lock(generators);
    Kept *kept = generator->kept;
    generator->kept = NULL;
    if (kept) {
        *kept->link = kept->next;
        if (kept->next) kept->next->link = kept->link;
    }
    guard_unlock(generators);
    free(kept);
    return kept != NULL;
}

static void abandon(void *object, void *data) {
    Interpreter *interpreter = data;
    if (!forget(interpreter->generators, object)) return;
    Abandoned *abandoned = memory_new(sizeof *abandoned);
    abandoned->generator = object;
    abandoned->next = atomic_load(&interpreter->generators->abandoned);
    while (!atomic_compare_exchange_weak(&interpreter->generators->abandoned, &abandoned->next, abandoned)) continue;
}

void generator_keep(Generator *generator, Interpreter *interpreter) {
    Generators *generators = interpreter->generators;
    Kept *kept = malloc(sizeof *kept);
    if (generator->kept || !kept) {
        free(kept);
        return;
    }
    memory_set_finalizer(generator, abandon, interpreter);
    guard_lock(generators);
    *kept = (Kept){generator, generators->first, &generators->first};
    if (kept->next) kept->next->link = &kept->next;
    generators->first = kept;
    generator->kept = kept;
    guard_unlock(generators);
}

void generator_release(Generator *generator, Interpreter *interpreter) {
    if (!generator->kept) return;
    forget(interpreter->generators, generator);
    memory_set_finalizer(generator, NULL, NULL);
}

/* What it raises can be told to nobody else. */
static void close_quietly(Thread *thread, Generator *generator) {
    Value raised = thread->raised;
    const Frame *raised_frame = thread->raised_frame;
    thread->raised = UNBOUND;
    if (generator_state(generator) == GENERATOR_SUSPENDED && generator_close(thread, generator) == RAISED)
        traceback_print_ignored(thread, error_take(thread), value_repr_text(thread, value_from_object(generator)));
    thread->raised = raised;
    thread->raised_frame = raised_frame;
}

void generators_close_abandoned(Thread *thread) {
    Abandoned *abandoned = atomic_exchange(&thread->interpreter->generators->abandoned, NULL);
    for (; abandoned; abandoned = abandoned->next) close_quietly(thread, abandoned->generator);
}

void generators_forget_all(Interpreter *interpreter) {
    Generators *generators = interpreter->generators;
    while (generators->first) {
        Generator *generator = generators->first->generator;
        forget(generators, generator);
        memory_set_finalizer(generator, NULL, NULL);
    }
    atomic_store(&generators->abandoned, NULL);
}

void generators_close_all(Thread *thread) {
    Generators *generators = thread->interpreter->generators;
    for (;;) {
        generators_close_abandoned(thread);
        guard_lock(generators);
        Kept *kept = generators->first;
        Generator *generator = kept ? kept->generator : NULL;
        guard_unlock(generators);
        if (!generator) return;
        forget(generators, generator);
        close_quietly(thread, generator);
    }
}
