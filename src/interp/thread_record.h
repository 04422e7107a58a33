/* The making of Threads, for the files of this layer. */
#ifndef INTERP_THREAD_RECORD_H
#define INTERP_THREAD_RECORD_H

#include "interp/interpreter.h"

/* A thread of the program and its task in one block: the collector finds it by the task, which comes first. */
typedef struct ThreadRecord {
    ThrTask task; /* its `user` is &thread */
    Thread thread;
    void (*run)(Thread *thread, Value object);
} ThreadRecord;

ThreadRecord *thread_record_new(Interpreter *interpreter, Value object);

/* Learns where the C stack ends on which the thread runs, now. */
void thread_find_stack(Thread *thread);

/* Makes the thread notice at its next poll; from any thread and from signal handlers. */
void thread_want(Thread *thread, uint32_t what);

static inline Thread *task_thread(const ThrTask *task) {
    return task->user;
}

#endif
