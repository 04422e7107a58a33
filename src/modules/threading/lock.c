/* The plain lock: any thread may release it. */
#include "modules/threading/lock.h"

#include "modules/threading/wait.h"
#include "object/error.h"
#include "object/identity.h"
#include "object/str.h"

static LockObject *lock_of(Value self) {
    return (LockObject *)value_object(self);
}

static Value lock_construct(Thread *thread, Type *type, const Arguments *args) {
    if (args->keyword_count != 0) return raise_type(thread, "lock() takes no keyword arguments");
    if (args->count != 0) return raise_type(thread, "lock expected 0 arguments, got %u", args->count);
    return value_from_object(object_new(type, sizeof(LockObject)));
}

static Value acquire_until(Thread *thread, Value self, int64_t deadline) {
    ThrStatus status;
    WAIT_FOR(thread, status, thr_lock_acquire(task_here(thread), &lock_of(self)->lock, deadline));
    return wait_answer(thread, status);
}

Value lock_enter(Thread *thread, Value lock) {
    return acquire_until(thread, lock, THR_FOREVER);
}

bool lock_leave(Thread *thread, Value lock) {
    return thr_lock_release(task_here(thread), &lock_of(lock)->lock) == THR_OK ||
           fail_error(thread, &runtime_error, "release unlocked lock");
}

static Value lock_acquire(Thread *thread, Value self, const Arguments *args) {
    int64_t deadline;
    if (!acquire_deadline(thread, args, &deadline)) return RAISED;
    return acquire_until(thread, self, deadline);
}

static Value lock_release(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return lock_leave(thread, self) ? NONE : RAISED;
}

static Value lock_enter_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return lock_enter(thread, self);
}

static Value lock_locked(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    task_asks(thread, THR_KIND_LOCK, &lock_of(self)->lock);
    return value_from_bool(thr_lock_held(&lock_of(self)->lock));
}

static Value lock_repr(Thread *thread, Value self) {
    const char *state = thr_lock_held(&lock_of(self)->lock) ? "locked" : "unlocked";
    return value_from_object(str_format("<%s _thread.lock object at %p>", state, value_identity(thread, self)));
}

static const Builtin lock_methods[] = {
    {"acquire", lock_acquire, 0, -1,
     "acquire(blocking=True, timeout=-1): take the lock, True; False if it could not be had in time",
     .parameters = "**"},
    {"acquire_lock", lock_acquire, 0, -1, "acquire_lock(blocking=True, timeout=-1): the old name of acquire",
     .parameters = "**"},
    {"release", lock_release, 0, 0, "release(): free the lock, whoever took it"},
    {"release_lock", lock_release, 0, 0, "release_lock(): the old name of release"},
    {"locked", lock_locked, 0, 0, "locked(): whether somebody holds the lock"},
    {"locked_lock", lock_locked, 0, 0, "locked_lock(): the old name of locked"},
    {"__enter__", lock_enter_method, 0, 0, "with lock: take it first"},
    {"__exit__", lock_release, 0, -1, "with lock: free it in the end"},
    {0},
};

static const char lesson[] = "Lock(): held by one thread at a time; who comes second waits until it is released.\n"
                             "\n"
                             "    guard = threading.Lock()\n"
                             "    total = 0\n"
                             "\n"
                             "    def add(amount):\n"
                             "        global total\n"
                             "        with guard:            # takes it, and releases it in the end\n"
                             "            total += amount\n"
                             "\n"
                             "    join([thread(add, 1) for i in range(10)])\n"
                             "    print(total)           # 10\n"
                             "\n"
                             "`total += amount` reads, adds and writes. Without the lock two threads may\n"
                             "read the same total, and one of the additions is lost. A lock guards\n"
                             "nothing by itself: all who touch the total must take the same one. Hold it\n"
                             "for few lines, and those who wait, served in the order in which they came,\n"
                             "will not wait long.\n"
                             "\n"
                             "A thread that takes a lock it holds waits for itself: see RLock. Any\n"
                             "thread may release it. lock() is the same.";

Type lock_type = {
    TYPE_HEAD,           .name = "_thread.lock",      .module = "_thread",
    .doc = lesson,       .size = sizeof(LockObject),  .flags = TYPE_IS_FINAL | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = lock_repr,   .construct = lock_construct, .enter = lock_enter,
    .leave = lock_leave, .methods = lock_methods,
};
