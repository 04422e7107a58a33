/* Waiting for a change of what a lock guards. Over a native lock everything happens in the primitive; over another object
   the lock is called as a script would, between the primitive's two halves of waiting. */
#include "modules/threading/condition.h"

#include "interp/warning.h"
#include "modules/threading/foreign_lock.h"
#include "modules/threading/init.h"
#include "modules/threading/lock.h"
#include "modules/threading/rlock.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/int.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"

#include <limits.h>

static ConditionObject *condition_of(Value self) {
    return (ConditionObject *)value_object(self);
}

static bool condition_check(Thread *thread, Value self) {
    return setup_check(thread, &condition_of(self)->setup, self, "_lock");
}

static bool is_native(Value lock) {
    return value_has_type(lock, &lock_type) || value_has_type(lock, &rlock_type);
}

static void set_up(ConditionObject *condition, Value lock) {
    if (!setup_begin(&condition->setup)) return;
    condition->lock = lock;
    if (value_has_type(lock, &rlock_type))
        thr_condition_init_rlock(&condition->condition, &((RLockObject *)value_object(lock))->rlock);
    else
        thr_condition_init(&condition->condition,
                           value_has_type(lock, &lock_type) ? &((LockObject *)value_object(lock))->lock : NULL);
    setup_end(&condition->setup);
}

ConditionObject *condition_new(Value lock) {
    ConditionObject *condition = instance_new(&condition_type);
    set_up(condition, lock);
    return condition;
}

static Value condition_set_up(Thread *thread, Value self, const Arguments *args) {
    Value lock = args->items[0];
    if (lock == UNBOUND || lock == NONE) lock = rlock_new();
    else if (!is_native(lock) && (value_get_attribute(thread, lock, name_acquire) == RAISED ||
                                  value_get_attribute(thread, lock, name_release) == RAISED))
        return RAISED;
    set_up(condition_of(self), lock);
    return NONE;
}

/* The lock's own methods. */

static Value condition_enter(Thread *thread, Value self) {
    if (!condition_check(thread, self)) return RAISED;
    Value lock = condition_of(self)->lock;
    if (is_native(lock)) return object_type(value_object(lock))->enter(thread, lock);
    return foreign_lock_call(thread, lock, "__enter__");
}

static bool condition_leave(Thread *thread, Value self) {
    if (!condition_check(thread, self)) return false;
    Value lock = condition_of(self)->lock;
    if (is_native(lock)) return object_type(value_object(lock))->leave(thread, lock);
    Value nothing[] = {NONE, NONE, NONE};
    return value_call_method(thread, lock, dunder_exit, &(Arguments){.items = nothing, .count = 3}) != RAISED;
}

static Value condition_acquire(Thread *thread, Value self, const Arguments *args) {
    return condition_check(thread, self) ? value_call_method(thread, condition_of(self)->lock, name_acquire, args)
                                         : RAISED;
}

static Value condition_release(Thread *thread, Value self, const Arguments *args) {
    return condition_check(thread, self) ? value_call_method(thread, condition_of(self)->lock, name_release, args)
                                         : RAISED;
}

static Value condition_enter_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return condition_enter(thread, self);
}

static Value condition_exit_method(Thread *thread, Value self, const Arguments *args) {
    if (!condition_check(thread, self)) return RAISED;
    Value lock = condition_of(self)->lock;
    if (is_native(lock)) return condition_leave(thread, self) ? NONE : RAISED;
    return value_call_method(thread, lock, dunder_exit, args);
}

static int condition_owned(Thread *thread, Value self) {
    ConditionObject *condition = condition_of(self);
    if (!condition_check(thread, self)) return -1;
    return is_native(condition->lock) ? thr_condition_owned(thread->task, &condition->condition)
                                      : foreign_lock_owned(thread, condition->lock);
}

/* Waiting and notifying. */

/* Gives a foreign lock up, waits, takes it back whatever ended the wait. False: the lock's methods raised. */
static bool wait_foreign(Thread *thread, ConditionObject *condition, int64_t deadline, ThrStatus *status) {
    ThrWaiter node;
    thr_condition_enqueue(task_here(thread), &condition->condition, &node);
    Value saved = foreign_lock_save(thread, condition->lock);
    *status = thr_condition_park(thread->task, &condition->condition, &node, saved == RAISED ? THR_NOW : deadline);
    if (saved == RAISED) return false;
    return *status == THR_STOPPED || foreign_lock_restore(thread, condition->lock, saved);
}

static Value wait_until(Thread *thread, Value self, int64_t deadline) {
    ConditionObject *condition = condition_of(self);
    int owned = condition_owned(thread, self);
    if (owned <= 0) return owned < 0 ? RAISED : raise_error(thread, &runtime_error, "cannot wait on un-acquired lock");
    ThrStatus status;
    bool native = is_native(condition->lock), well = true;
    WAIT_FOR(thread, status,
             native ? thr_condition_wait(task_here(thread), &condition->condition, deadline)
                    : ((well = wait_foreign(thread, condition, deadline, &status)) ? status : THR_OK));
    if (status == THR_NOT_HELD) return raise_error(thread, &runtime_error, "cannot wait on un-acquired lock");
    return well ? wait_answer(thread, status) : RAISED;
}

static Value condition_wait(Thread *thread, Value self, const Arguments *args) {
    int64_t deadline;
    return timeout_deadline(thread, args->items[0], &deadline) ? wait_until(thread, self, deadline) : RAISED;
}

static Value condition_wait_for(Thread *thread, Value self, const Arguments *args) {
    int64_t deadline;
    if (!timeout_deadline(thread, args->items[1], &deadline)) return RAISED;
    for (bool timed_out = false;;) {
        Value result = value_call0(thread, args->items[0]);
        int truth = result == RAISED ? -1 : value_truth(thread, result);
        if (truth != 0 || timed_out) return truth < 0 ? RAISED : result;
        Value notified = wait_until(thread, self, deadline);
        if (notified == RAISED) return RAISED;
        timed_out = notified == FALSE_VALUE;
    }
}

static Value notify(Thread *thread, Value self, int64_t n) {
    int owned = condition_owned(thread, self);
    if (owned <= 0)
        return owned < 0 ? RAISED : raise_error(thread, &runtime_error, "cannot notify on un-acquired lock");
    if (n > 0)
        thr_condition_notify(task_here(thread), &condition_of(self)->condition, n < UINT_MAX ? (unsigned)n : UINT_MAX);
    return NONE;
}

static Value condition_notify(Thread *thread, Value self, const Arguments *args) {
    int64_t n = 1;
    if (args->items[0] != UNBOUND && !value_to_index(thread, args->items[0], &n)) return RAISED;
    return notify(thread, self, n);
}

static Value condition_notify_all(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return notify(thread, self, UINT_MAX);
}

static Value condition_notify_all_old(Thread *thread, Value self, const Arguments *args) {
    if (!warning_issue(thread, &deprecation_warning, "notifyAll() is deprecated, use notify_all() instead"))
        return RAISED;
    return condition_notify_all(thread, self, args);
}

static Value condition_is_owned(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    int owned = condition_owned(thread, self);
    return owned < 0 ? RAISED : value_from_bool(owned);
}

static Value condition_release_save(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return condition_check(thread, self) ? foreign_lock_save(thread, condition_of(self)->lock) : RAISED;
}

static Value condition_acquire_restore(Thread *thread, Value self, const Arguments *args) {
    if (!condition_check(thread, self) || !foreign_lock_restore(thread, condition_of(self)->lock, args->items[0]))
        return RAISED;
    return NONE;
}

static Value condition_lock(Thread *thread, Value self) {
    return condition_check(thread, self) ? condition_of(self)->lock : RAISED;
}

static Value condition_repr(Thread *thread, Value self) {
    Buffer out = {0};
    buffer_add_text(&out, "<Condition(");
    if (!condition_check(thread, self) || !buffer_add_str(thread, &out, condition_of(self)->lock)) return RAISED;
    buffer_addf(&out, ", %u)>", thr_condition_waiting(&condition_of(self)->condition));
    return value_from_object(str_from_buffer(&out));
}

static const Builtin condition_init_entry = {"Condition.__init__",   condition_set_up,    0, 1,
                                             "Condition(lock=None)", .parameters = "lock"};

static bool condition_init(Thread *thread, Value self, const Arguments *args) {
    return init_invoke(thread, &condition_init_entry, self, args);
}

static const Builtin condition_methods[] = {
    {"acquire", condition_acquire, 0, -1,
     "acquire(blocking=True, timeout=-1): take the lock, as its own acquire() does", .parameters = "**"},
    {"release", condition_release, 0, -1, "release(): release the lock", .parameters = "**"},
    {"wait", condition_wait, 0, 1,
     "wait(timeout=None): release the lock, sleep until notified, take the lock again; False if the time was over "
     "first",
     .parameters = "timeout"},
    {"wait_for", condition_wait_for, 1, 2,
     "wait_for(predicate, timeout=None): wait until predicate() is true, looking again after each notify; its last "
     "result",
     .parameters = "predicate timeout"},
    {"notify", condition_notify, 0, 1, "notify(n=1): wake up to n of those who wait", .parameters = "n"},
    {"notify_all", condition_notify_all, 0, 0, "notify_all(): wake all who wait"},
    {"notifyAll", condition_notify_all_old, 0, 0, "notifyAll(): the old name of notify_all"},
    {"_is_owned", condition_is_owned, 0, 0, "_is_owned(): whether the lock is this thread's"},
    {"_release_save", condition_release_save, 0, 0, "_release_save(): the lock's"},
    {"_acquire_restore", condition_acquire_restore, 1, 1, "_acquire_restore(saved): the lock's"},
    {"__enter__", condition_enter_method, 0, 0, "with condition: take the lock first"},
    {"__exit__", condition_exit_method, 0, -1, "with condition: release the lock in the end"},
    {0},
};

static const Property condition_properties[] = {
    {"_lock", condition_lock, NULL, "the lock"},
    {0},
};

static const char lesson[] =
    "Condition(lock=None): lets threads wait for, and tell of, a change of what the lock guards.\n"
    "\n"
    "Some threads can go on only when others have done something: who consumes\n"
    "needs an item, who produces needs room. They could look again and again;\n"
    "with a condition they sleep until somebody says that there is something to\n"
    "look at.\n"
    "\n"
    "    items, changed = [], threading.Condition()\n"
    "\n"
    "    def consume():\n"
    "        with changed:                  # 1. take the lock\n"
    "            while not items:           # 2. nothing there yet?\n"
    "                changed.wait()         # 3. unlock, sleep, lock again\n"
    "            print('got', items.pop())  # 4. there is one, and it is ours\n"
    "\n"
    "    def produce():\n"
    "        with changed:\n"
    "            items.append('an apple')\n"
    "            changed.notify()           # wakes one of those who wait\n"
    "\n"
    "    join(thread(consume), thread(produce))\n"
    "\n"
    "- `while`, not `if`: before the woken thread has the lock again, another\n"
    "  one may have taken the item.\n"
    "- wait() and notify() want the lock to be held, and raise RuntimeError\n"
    "  otherwise.\n"
    "- A notify() for which nobody waits is lost. Step 2 is there because the\n"
    "  item may have come before the consumer.\n"
    "- changed.wait_for(lambda: items) is steps 2 and 3 in one.\n"
    "- notify() wakes one thread, notify_all() all: take that one when they\n"
    "  wait for different things.\n"
    "- Several conditions may share a lock: Condition(guard) for \"not empty\",\n"
    "  Condition(guard) for \"not full\". Condition() makes an RLock of its own.\n"
    "\n"
    "condition() is the same.";

Type condition_type = {
    TYPE_HEAD,
    .name = "Condition",
    .module = "threading",
    .doc = lesson,
    .size = sizeof(ConditionObject),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = condition_repr,
    .enter = condition_enter,
    .leave = condition_leave,
    .init = condition_init,
    .methods = condition_methods,
    .properties = condition_properties,
};
