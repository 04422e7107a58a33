/* The queues that threads hand work through, as far as they are written in C: queue.thr adds the sorted kinds.

   A Queue is what a script may look at: its items (`queue`), one lock (`mutex`) and three conditions of that lock. Items are kept by
   four methods that a class may override (_init _qsize _put _get); in a Queue itself they are not called, the items then
   being a deque. A SimpleQueue is a deque and a semaphore that counts its items. */
#ifndef MODULES_QUEUE_QUEUE_H
#define MODULES_QUEUE_QUEUE_H

#include "modules/threading/condition.h"
#include "modules/threading/lock.h"
#include "object/module.h"

/* One of the two things to wait for: an item, room. Its own waiters are counted to know whether one of them has been woken and is on his
   way: then he will wake the next, and nobody else has to. */
typedef struct QueueSide {
    ConditionObject *condition;
    int64_t waiting; /* under the mutex */
} QueueSide;

typedef struct QueueObject {
    Object object;
    _Atomic(LockObject *) mutex; /* null before __init__ */
    QueueSide items, room;
    ConditionObject *all_done;
    Word queue;                  /* where the items are; a Deque unless a class has it otherwise */
    Word maxsize;                /* as it was given */
    _Atomic(int64_t) most;       /* as a number: 0 or less is no limit */
    _Atomic(int64_t) unfinished; /* items put in for which task_done has not been called */
    _Atomic(int64_t)
        about; /* how many items there are, more or less: seen without the mutex, before it is worth taking */
    Word is_shutdown;
} QueueObject;

extern Type queue_type;
extern Type simple_queue_type;
extern Type empty_error, full_error, shutdown_error;
extern const Builtin queue_methods[];

static inline QueueObject *queue_of(Value self) {
    return (QueueObject *)value_object(self);
}

/* An exception without arguments. */
Value raise_queue_error(Thread *thread, Type *type);

/* How many items there are; -1: raised. */
int64_t queue_size(Thread *thread, Value self);

/* Until when get(block, timeout) may wait. False: raised. */
bool queue_deadline(Thread *thread, Value block, Value timeout, int64_t *deadline);

/* The module `_queue`, for the registry. */
Module *queue_make(Thread *thread);

#endif
