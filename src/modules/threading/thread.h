/* threading.Thread: the script's side of a thread. What runs is a ThrTask, which exists from start() on. */
#ifndef MODULES_THREADING_THREAD_H
#define MODULES_THREADING_THREAD_H

#include "object/dict.h"
#include "object/thread.h"
#include "object/tuple.h"
#include "object/type.h"
#include "primitives/primitives.h"

typedef enum ThreadStage {
    THREAD_RAW, /* __init__ was not called */
    THREAD_INITIAL,
    THREAD_STARTING, /* somebody has called start(), there is no task yet */
    THREAD_STARTED   /* `task` is set */
} ThreadStage;

typedef struct ThreadObject ThreadObject;
struct ThreadObject {
    Object object;
    _Atomic(ThreadStage) stage;
    _Atomic(ThrTask *) task;
    Word name;   /* a Str */
    Word daemon; /* as it was given */
    Word target; /* these three: UNBOUND again when run() is over */
    Word args;
    Word kwargs;
    ThreadObject *next, *previous; /* state.h's */
};

extern Type thread_type;
extern Type main_thread_type;

static inline ThreadObject *thread_object(Value value) {
    return (ThreadObject *)value_object(value);
}

/* Sets an instance up as Thread.__init__ does; arguments UNBOUND or None where not given. */
bool thread_object_init(Thread *thread, Value self, Value target, Value name, Value args, Value kwargs, Value daemon);

/* A new Thread that calls target(*args, **kwargs); not started. Null: raised. */
Value thread_object_new(Thread *thread, Value target, Tuple *args, Dict *kwargs, Value name, Value daemon);

/* The object of the main thread, made once. */
ThreadObject *thread_object_main(Thread *thread);

bool thread_object_start(Thread *thread, Value self);
bool thread_object_alive(Thread *thread, ThreadObject *self);

/* Thread.join: THR_OK or THR_TIMEOUT in *status; false when it raised. */
bool thread_object_join(Thread *thread, Value self, int64_t deadline, ThrStatus *status);

/* t.daemon = daemon. */
bool thread_object_set_daemon(Thread *thread, Value self, Value daemon);

#endif
