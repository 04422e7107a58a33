/* The reentrant lock: its owner may take it again, and only the owner releases it. */
#include "modules/threading/rlock.h"

#include "interp/warning.h"
#include "modules/threading/wait.h"
#include "object/error.h"
#include "object/identity.h"
#include "object/int.h"
#include "object/str.h"
#include "object/tuple.h"

static RLockObject *rlock_of(Value self) {
    return (RLockObject *)value_object(self);
}

Value rlock_new(void) {
    return value_from_object(object_new(&rlock_type, sizeof(RLockObject)));
}

static bool rlock_init(Thread *thread, Value self, const Arguments *args) {
    if (args->count + args->keyword_count == 0 || object_type(value_object(self)) != &rlock_type) return true;
    return warning_issue(thread, &deprecation_warning,
                         "Passing arguments to RLock is deprecated and will be removed in 3.15");
}

static Value acquire_until(Thread *thread, Value self, int64_t deadline) {
    ThrStatus status;
    WAIT_FOR(thread, status, thr_rlock_acquire(task_here(thread), &rlock_of(self)->rlock, deadline));
    if (status == THR_TOO_MANY) return raise_error(thread, &overflow_error, "Internal lock count overflowed");
    return wait_answer(thread, status);
}

Value rlock_enter(Thread *thread, Value rlock) {
    return acquire_until(thread, rlock, THR_FOREVER);
}

static bool fail_not_owner(Thread *thread) {
    return fail_error(thread, &runtime_error, "cannot release un-acquired lock");
}

bool rlock_leave(Thread *thread, Value rlock) {
    return thr_rlock_release(task_here(thread), &rlock_of(rlock)->rlock) == THR_OK || fail_not_owner(thread);
}

static Value rlock_acquire(Thread *thread, Value self, const Arguments *args) {
    int64_t deadline;
    if (!acquire_deadline(thread, args, &deadline)) return RAISED;
    return acquire_until(thread, self, deadline);
}

static Value rlock_release(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return rlock_leave(thread, self) ? NONE : RAISED;
}

static Value rlock_enter_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return rlock_enter(thread, self);
}

static Value rlock_is_owned(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return value_from_bool(thr_rlock_owned(thread->task, &rlock_of(self)->rlock));
}

static Value rlock_recursion_count(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    ThrRLock *rlock = &rlock_of(self)->rlock;
    return int_from_uint64(thr_rlock_owned(thread->task, rlock) ? thr_rlock_count(rlock) : 0);
}

/* What a condition over a class derived from RLock calls: all levels at once, as the pair (levels, owner). */
static Value rlock_release_save(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    unsigned long count = thr_rlock_release_save(task_here(thread), &rlock_of(self)->rlock);
    if (count == 0) return fail_not_owner(thread) ? NONE : RAISED;
    return value_from_object(tuple_of(2, int_from_uint64(count), int_from_int64(thread->task->ident)));
}

static Value rlock_acquire_restore(Thread *thread, Value self, const Arguments *args) {
    Value saved = args->items[0];
    int64_t count;
    if (!value_is_tuple(saved) || value_tuple(saved)->count != 2 ||
        !int_to_int64(value_tuple(saved)->items[0], &count) || count < 1)
        return raise_type(thread, "_acquire_restore() takes what _release_save() gave");
    ThrStatus status = thr_rlock_acquire_restore(task_here(thread), &rlock_of(self)->rlock, (unsigned long)count);
    return thread_check_status(thread, status) ? NONE : RAISED;
}

static Value rlock_repr(Thread *thread, Value self) {
    ThrRLock *rlock = &rlock_of(self)->rlock;
    ThrTask *owner = thr_rlock_owner(rlock);
    return value_from_object(str_format("<%s %s object owner=%lld count=%lu at %p>", owner ? "locked" : "unlocked",
                                        type_name_of(self), owner ? (long long)owner->ident : 0, thr_rlock_count(rlock),
                                        value_identity(thread, self)));
}

static const Builtin rlock_methods[] = {
    {"acquire", rlock_acquire, 0, -1,
     "acquire(blocking=True, timeout=-1): take the lock, one level deeper if it is this thread's already",
     .parameters = "**"},
    {"release", rlock_release, 0, 0, "release(): give one level back"},
    {"_is_owned", rlock_is_owned, 0, 0, "_is_owned(): whether this thread holds the lock"},
    {"_recursion_count", rlock_recursion_count, 0, 0, "_recursion_count(): how many levels this thread holds"},
    {"_release_save", rlock_release_save, 0, 0, "_release_save(): give all levels back, for _acquire_restore"},
    {"_acquire_restore", rlock_acquire_restore, 1, 1, "_acquire_restore(saved): take all levels again"},
    {"__enter__", rlock_enter_method, 0, 0, "with rlock: take it first"},
    {"__exit__", rlock_release, 0, -1, "with rlock: give it back in the end"},
    {0},
};

static const char lesson[] = "RLock(): a lock that its owner may take again, and must release as often.\n"
                             "\n"
                             "    class Account:\n"
                             "        def __init__(self):\n"
                             "            self.lock = threading.RLock()\n"
                             "            self.balance = 0\n"
                             "\n"
                             "        def deposit(self, amount):\n"
                             "            with self.lock:\n"
                             "                self.balance += amount\n"
                             "\n"
                             "        def double(self):\n"
                             "            with self.lock:                  # taken here,\n"
                             "                self.deposit(self.balance)   # and in there once more\n"
                             "\n"
                             "    account = Account()\n"
                             "    account.deposit(5)\n"
                             "    account.double()\n"
                             "    print(account.balance)                   # 10\n"
                             "\n"
                             "With a Lock, double() would wait for ever, for itself. Only the thread\n"
                             "that has taken it may release it.";

Type rlock_type = {
    TYPE_HEAD,
    .name = "_thread.RLock",
    .module = "_thread",
    .doc = lesson,
    .size = sizeof(RLockObject),
    .flags = TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = rlock_repr,
    .init = rlock_init,
    .enter = rlock_enter,
    .leave = rlock_leave,
    .methods = rlock_methods,
};
