/* What is done with a Queue, each under its mutex. Whenever that is free: if there are items and somebody waits for one, one of those
   is on his way, and likewise for room. So a put or get that finds waiters wakes at most one, and none while another comes. */
#include "modules/queue/queue.h"

#include "modules/collections/deque.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/generic_alias.h"
#include "object/int.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <limits.h>

Value raise_queue_error(Thread *thread, Type *type) {
    return raise_object(thread, exception_new(type, tuple_new(0)));
}

bool queue_deadline(Thread *thread, Value block, Value timeout, int64_t *deadline) {
    int blocks = block == UNBOUND ? 1 : value_truth(thread, block);
    *deadline = blocks ? THR_FOREVER : THR_NOW;
    if (blocks <= 0 || timeout == UNBOUND || timeout == NONE) return blocks >= 0;
    int negative = operate_compare_truth(thread, COMPARE_LESS, timeout, value_from_small_int(0));
    if (negative != 0) return negative > 0 && fail_value(thread, "'timeout' must be a non-negative number");
    return timeout_deadline(thread, timeout, deadline);
}

/* The mutex. `attribute`: what is missed first where __init__ was not called. */

static bool begin(Thread *thread, Value self, const char *attribute) {
    LockObject *mutex = atomic_load_explicit(&queue_of(self)->mutex, memory_order_acquire);
    if (!mutex)
        return fail_error(thread, &attribute_error, "'%s' object has no attribute '%s'", type_name_of(self), attribute);
    ThrStatus status;
    WAIT_FOR(thread, status, thr_lock_acquire(task_here(thread), &mutex->lock, THR_FOREVER));
    return status == THR_OK || wait_answer(thread, status) != RAISED;
}

static Value end(Thread *thread, Value self, Value answer) {
    thr_lock_release(thread->task, &queue_of(self)->mutex->lock);
    return answer;
}

/* The items. */

/* The deque of a Queue that keeps its items as usual; else null. */
static Deque *usual_items(Value self) {
    Value items = value_has_type(self, &queue_type) ? word_load(&queue_of(self)->queue) : NONE;
    return value_has_type(items, &deque_type) ? value_deque(items) : NULL;
}

int64_t queue_size(Thread *thread, Value self) {
    Deque *items = usual_items(self);
    if (items) return (int64_t)deque_count(items);
    Value size = value_call_method(thread, self, name__qsize, &(Arguments){0});
    int64_t count;
    return size != RAISED && value_to_index(thread, size, &count) ? count : -1;
}

static bool add_item(Thread *thread, Value self, Value item) {
    Deque *items = usual_items(self);
    if (!items) return value_call_method(thread, self, name__put, &(Arguments){.items = &item, .count = 1}) != RAISED;
    deque_push(items, item);
    return true;
}

static Value take_item(Thread *thread, Value self) {
    Deque *items = usual_items(self);
    Value item = items ? deque_pop_left(items) : value_call_method(thread, self, name__get, &(Arguments){0});
    return item != UNBOUND ? item : raise_error(thread, &index_error, "pop from an empty deque");
}

/* Waiting and waking. */

static bool is_shut_down(Value self) {
    return word_load(&queue_of(self)->is_shutdown) == TRUE_VALUE;
}

/* Wakes one who waits on this side, unless one is on his way. */
static void call_next(Thread *thread, QueueSide *side) {
    ThrCondition *condition = &side->condition->condition;
    unsigned waiting = thr_condition_waiting(condition);
    if (waiting > 0 && side->waiting <= waiting) thr_condition_notify(task_here(thread), condition, 1);
}

/* How many items can be got, or put; -1: raised. */
static int64_t available(Thread *thread, Value self, const QueueSide *side) {
    int64_t size = queue_size(thread, self), most = queue_of(self)->most;
    if (size < 0 || side == &queue_of(self)->items) return size;
    return most <= 0 ? INT64_MAX : size < most ? most - size : 0;
}

static bool wait_once(Thread *thread, QueueSide *side, int64_t *deadline) {
    ThrStatus status;
    side->waiting++;
    WAIT_FOR(thread, status, thr_condition_wait(task_here(thread), &side->condition->condition, *deadline));
    side->waiting--;
    if (status == THR_TIMEOUT) *deadline = THR_NOW;
    return status == THR_OK || wait_answer(thread, status) != RAISED;
}

/* Before the mutex is taken: gives the other side a moment, for it may be quicker than falling asleep and being woken. */
static void linger(Thread *thread, const QueueObject *queue, const QueueSide *side, int64_t deadline) {
    if (deadline == THR_NOW) return;
    for (unsigned turn = 0;; turn++) {
        int64_t size = atomic_load_explicit(&queue->about, memory_order_relaxed);
        if (side == &queue->items ? size > 0 : size < queue->most) return;
        if (!thr_task_lingers(thread->task, turn)) return;
    }
}

/* Waits until something is available on the side; how much, or -1: raised. */
static int64_t wait_for(Thread *thread, Value self, QueueSide *side, int64_t deadline, bool *waited) {
    QueueObject *queue = queue_of(self);
    bool for_items = side == &queue->items;
    for (;;) {
        int64_t there = available(thread, self, side);
        if (there < 0) return -1;
        if (is_shut_down(self) && (!for_items || there == 0)) return raise_queue_error(thread, &shutdown_error), -1;
        if (there > 0) return there;
        if (deadline == THR_NOW) return raise_queue_error(thread, for_items ? &empty_error : &full_error), -1;
        queue->about = for_items ? 0 : queue->most;
        *waited = true;
        if (!wait_once(thread, side, &deadline)) return -1;
    }
}

/* The end of a put or get that has found `there` on its side: who had to wait may not be the only one who can go on. */
static void pass_on(Thread *thread, QueueSide *own, QueueSide *other, int64_t there, bool waited, bool done) {
    if (done) call_next(thread, other);
    if (waited && (there > 1 || !done)) call_next(thread, own);
}

/* The methods. */

static Value put(Thread *thread, Value self, Value item, Value block, Value timeout) {
    QueueObject *queue = queue_of(self);
    int64_t deadline = THR_NOW;
    bool waited = false;
    if (queue->most > 0 && !queue_deadline(thread, block, timeout, &deadline)) return RAISED;
    linger(thread, queue, &queue->room, deadline);
    if (!begin(thread, self, "not_full")) return RAISED;
    int64_t there = wait_for(thread, self, &queue->room, deadline, &waited);
    bool done = there > 0 && add_item(thread, self, item);
    if (done) {
        queue->unfinished++;
        queue->about++;
    }
    pass_on(thread, &queue->room, &queue->items, there, waited, done);
    return end(thread, self, done ? NONE : RAISED);
}

static Value get(Thread *thread, Value self, Value block, Value timeout) {
    QueueObject *queue = queue_of(self);
    int64_t deadline;
    bool waited = false;
    if (!queue_deadline(thread, block, timeout, &deadline)) return RAISED;
    linger(thread, queue, &queue->items, deadline);
    if (!begin(thread, self, "not_empty")) return RAISED;
    int64_t there = wait_for(thread, self, &queue->items, deadline, &waited);
    Value item = there > 0 ? take_item(thread, self) : RAISED;
    if (item != RAISED) queue->about--;
    pass_on(thread, &queue->items, &queue->room, there, waited, item != RAISED);
    return end(thread, self, item);
}

static Value method_put(Thread *thread, Value self, const Arguments *args) {
    return put(thread, self, args->items[0], args->items[1], args->items[2]);
}

static Value method_get(Thread *thread, Value self, const Arguments *args) {
    return get(thread, self, args->items[0], args->items[1]);
}

/* put(item, block=False) and get(block=False), as a class may override them. */

static Value method_put_nowait(Thread *thread, Value self, const Arguments *args) {
    Value given[] = {args->items[0], FALSE_VALUE};
    Arguments unblocked = {.items = given, .count = 1, .keywords = &name_block, .keyword_count = 1};
    return value_call_method(thread, self, name_put, &unblocked);
}

static Value method_get_nowait(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Value given[] = {FALSE_VALUE};
    Arguments unblocked = {.items = given, .keywords = &name_block, .keyword_count = 1};
    return value_call_method(thread, self, name_get, &unblocked);
}

static void notify_all(Thread *thread, ConditionObject *condition) {
    thr_condition_notify_all(task_here(thread), &condition->condition);
}

static Value method_task_done(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    QueueObject *queue = queue_of(self);
    if (!begin(thread, self, "mutex")) return RAISED;
    if (queue->unfinished <= 0) return end(thread, self, raise_value(thread, "task_done() called too many times"));
    if (--queue->unfinished == 0) notify_all(thread, queue->all_done);
    return end(thread, self, NONE);
}

static Value method_join(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    QueueObject *queue = queue_of(self);
    QueueSide done = {.condition = queue->all_done};
    int64_t deadline = THR_FOREVER;
    if (!begin(thread, self, "mutex")) return RAISED;
    while (queue->unfinished > 0)
        if (!wait_once(thread, &done, &deadline)) return end(thread, self, RAISED);
    return end(thread, self, NONE);
}

/* Takes all items out, as if each had been got and its work done. */
static bool drain(Thread *thread, Value self) {
    QueueObject *queue = queue_of(self);
    int64_t size;
    while ((size = queue_size(thread, self)) > 0) {
        if (take_item(thread, self) == RAISED) return false;
        if (queue->unfinished > 0) queue->unfinished--;
    }
    queue->about = 0;
    return size == 0;
}

static Value method_shutdown(Thread *thread, Value self, const Arguments *args) {
    QueueObject *queue = queue_of(self);
    int at_once = args->items[0] == UNBOUND ? 0 : value_truth(thread, args->items[0]);
    if (at_once < 0 || !begin(thread, self, "mutex")) return RAISED;
    word_store(&queue->is_shutdown, TRUE_VALUE);
    bool well = !at_once || drain(thread, self);
    if (at_once) notify_all(thread, queue->all_done);
    notify_all(thread, queue->items.condition);
    notify_all(thread, queue->room.condition);
    return end(thread, self, well ? NONE : RAISED);
}

static int64_t size_now(Thread *thread, Value self) {
    if (!begin(thread, self, "mutex")) return -1;
    int64_t size = queue_size(thread, self);
    end(thread, self, NONE);
    return size;
}

static Value method_qsize(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    int64_t size = size_now(thread, self);
    return size < 0 ? RAISED : int_from_int64(size);
}

static Value method_empty(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    int64_t size = size_now(thread, self);
    return size < 0 ? RAISED : value_from_bool(size == 0);
}

static Value method_full(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    int64_t size = size_now(thread, self), most = queue_of(self)->most;
    return size < 0 ? RAISED : value_from_bool(most > 0 && size >= most);
}

/* What a class may override; under the mutex. */

static Value hook_init(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    word_store(&queue_of(self)->queue, value_from_object(deque_new()));
    return NONE;
}

static Value hook_qsize(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    int64_t size = value_length(thread, word_load(&queue_of(self)->queue));
    return size < 0 ? RAISED : int_from_int64(size);
}

static Value hook_put(Thread *thread, Value self, const Arguments *args) {
    return value_call_method(thread, word_load(&queue_of(self)->queue), name_append, args) == RAISED ? RAISED : NONE;
}

static Value hook_get(Thread *thread, Value self, const Arguments *args) {
    return value_call_method(thread, word_load(&queue_of(self)->queue), name_popleft, args);
}

const Builtin queue_methods[] = {
    {"put", method_put, 1, 3, "put(item, block=True, timeout=None): put an item in; wait for room, or raise Full",
     .parameters = "item block timeout"},
    {"get", method_get, 0, 2, "get(block=True, timeout=None): take an item out; wait for one, or raise Empty",
     .parameters = "block timeout"},
    {"put_nowait", method_put_nowait, 1, 1, "put_nowait(item): put an item in if there is room, else raise Full",
     .parameters = "item"},
    {"get_nowait", method_get_nowait, 0, 0, "get_nowait(): take an item out if there is one, else raise Empty"},
    {"task_done", method_task_done, 0, 0, "task_done(): the work on one of the items taken is done"},
    {"join", method_join, 0, 0, "join(): wait until the work on all items put in is done"},
    {"qsize", method_qsize, 0, 0, "qsize(): how many items there are right now"},
    {"empty", method_empty, 0, 0, "empty(): whether there is no item right now"},
    {"full", method_full, 0, 0, "full(): whether there is no room right now"},
    {"shutdown", method_shutdown, 0, 1,
     "shutdown(immediate=False): refuse new items, and get too once the queue is empty: at once if immediate",
     .parameters = "immediate"},
    {"_init", hook_init, 1, 1, "_init(maxsize): begin without items"},
    {"_qsize", hook_qsize, 0, 0, "_qsize(): how many items there are"},
    {"_put", hook_put, 1, 1, "_put(item): keep the item"},
    {"_get", hook_get, 0, 0, "_get(): give up the item whose turn it is"},
    GENERIC_CLASS_ITEM,
    {0},
};
