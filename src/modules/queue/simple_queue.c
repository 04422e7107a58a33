/* SimpleQueue: nothing to configure, nothing to wait for but an item. The semaphore counts the items in the deque; who has
   taken one unit off it finds an item there. */
#include "modules/collections/deque.h"
#include "modules/queue/queue.h"
#include "object/error.h"
#include "object/generic_alias.h"
#include "object/int.h"
#include "object/shape.h"
#include "primitives/semaphore.h"

typedef struct SimpleQueue {
    Object object;
    Deque *items;
    ThrSemaphore count;
} SimpleQueue;

static SimpleQueue *simple_of(Value self) {
    return (SimpleQueue *)value_object(self);
}

static Value simple_construct(Thread *thread, Type *type, const Arguments *args) {
    if (type == &simple_queue_type && args->keyword_count)
        return raise_type(thread, "SimpleQueue() takes no keyword arguments");
    if (type == &simple_queue_type && args->count)
        return raise_type(thread, "SimpleQueue() takes no positional arguments");
    SimpleQueue *queue = instance_new(type);
    queue->items = deque_new();
    thr_semaphore_init(&queue->count, 0);
    return value_from_object(queue);
}

/* put never waits: block and timeout are there to be like Queue.put. */
static Value simple_put(Thread *thread, Value self, const Arguments *args) {
    deque_push(simple_of(self)->items, args->items[0]);
    thr_semaphore_release(task_here(thread), &simple_of(self)->count, 1);
    return NONE;
}

static Value get_until(Thread *thread, Value self, int64_t deadline) {
    ThrStatus status;
    for (unsigned turn = 0; deadline != THR_NOW && thr_semaphore_value(&simple_of(self)->count) == 0; turn++)
        if (!thr_task_lingers(thread->task, turn)) break;
    WAIT_FOR(thread, status, thr_semaphore_acquire(task_here(thread), &simple_of(self)->count, deadline));
    if (status == THR_OK) return deque_pop_left(simple_of(self)->items);
    return wait_answer(thread, status) == RAISED ? RAISED : raise_queue_error(thread, &empty_error);
}

static Value simple_get(Thread *thread, Value self, const Arguments *args) {
    int64_t deadline;
    return queue_deadline(thread, args->items[0], args->items[1], &deadline) ? get_until(thread, self, deadline)
                                                                             : RAISED;
}

static Value simple_get_nowait(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return get_until(thread, self, THR_NOW);
}

static Value simple_qsize(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return int_from_int64((int64_t)deque_count(simple_of(self)->items));
}

static Value simple_empty(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return value_from_bool(deque_count(simple_of(self)->items) == 0);
}

static const Builtin simple_methods[] = {
    {"put", simple_put, 1, 3, "put(item): put an item in", .parameters = "item block timeout"},
    {"put_nowait", simple_put, 1, 1, "put_nowait(item): put an item in", .parameters = "item"},
    {"get", simple_get, 0, 2, "get(block=True, timeout=None): take an item out; wait for one, or raise Empty",
     .parameters = "block timeout"},
    {"get_nowait", simple_get_nowait, 0, 0, "get_nowait(): take an item out if there is one, else raise Empty"},
    {"qsize", simple_qsize, 0, 0, "qsize(): how many items there are right now"},
    {"empty", simple_empty, 0, 0, "empty(): whether there is no item right now"},
    GENERIC_CLASS_ITEM,
    {0},
};

Type simple_queue_type = {
    TYPE_HEAD,
    .name = "_queue.SimpleQueue",
    .module = "_queue",
    .doc = "SimpleQueue(): items go out in the order in which they came, any number of them.",
    .size = sizeof(SimpleQueue),
    .flags = TYPE_IS_HASHABLE_BY_IDENTITY | TYPE_IS_CONTAINER,
    .construct = simple_construct,
    .methods = simple_methods,
};
