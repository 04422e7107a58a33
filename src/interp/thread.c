/* The life of threads between their task (primitives) and their object (the threading module). */
#define _GNU_SOURCE 1 /* pthread_getattr_np */
#include "base/stack_transfer.h"
#include "interp/frame.h"
#include "interp/thread_record.h"
#include "object/error.h"

#include <pthread.h>

enum {
    STACK_DEFAULT = 8 << 20,
    STACK_LEAST = 512 << 10, /* whatever threading.stack_size says */
    STACK_MOST_USED = 256 << 20,
    STACK_FREE = 128 << 10 /* left to C code that does not ask */
};

ThreadRecord *thread_record_new(Interpreter *interpreter, Value object) {
    ThreadRecord *record = memory_new(sizeof *record);
    record->task.user = &record->thread;
    record->thread.interpreter = interpreter;
    thread_adopt_limit(&record->thread);
    record->thread.task = &record->task;
    record->thread.identities = interpreter->identities;
    record->thread.object = object;
    record->thread.raised = UNBOUND;
    record->thread.handling = record->thread.outer_handling = NONE;
    return record;
}

static void set_stack_end(Thread *thread, uintptr_t low) {
    thread->stack_end = low + STACK_FREE;
    atomic_store(&thread->stack_limit, thread->stack_end);
}

void thread_find_stack(Thread *thread) {
    if (thread->interpreter->takes_turns) {
        set_stack_end(thread, stack_low(stack_current()));
        return;
    }
    pthread_attr_t attributes;
    void *low = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &low, &size);
        pthread_attr_destroy(&attributes);
    }
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    set_stack_end(thread, size > 0 && size <= STACK_MOST_USED ? (uintptr_t)low : here - STACK_MOST_USED / 4);
}

static size_t stack_size(Interpreter *interpreter) {
    size_t size = atomic_load_explicit(&interpreter->thread_stack_size, memory_order_relaxed);
    if (size == 0) return STACK_DEFAULT;
    return size < STACK_LEAST ? STACK_LEAST : size;
}

static void run_task(ThrTask *task, void *argument) {
    ThreadRecord *record = argument;
    record->run(&record->thread, record->thread.object);
    thr_task_set_site(task, NULL);
}

ThrTask *thread_start(Thread *thread, Value object, const char *name, bool daemon,
                      void (*run)(Thread *thread, Value object)) {
    ThreadRecord *record = thread_record_new(thread->interpreter, object);
    record->run = run;
    ThrSpawn spawn = {.run = run_task,
                      .argument = record,
                      .name = name,
                      .daemon = daemon,
                      .stack_size = stack_size(thread->interpreter)};
    ThrStatus status = thr_task_spawn(thread->task, &record->task, &spawn);
    return thread_check_status(thread, status) ? &record->task : NULL;
}

const Site *thread_site(Thread *thread) {
    for (Frame *frame = thread->frame; frame; frame = frame->back)
        if (frame->site) return frame->site;
    return NULL;
}
