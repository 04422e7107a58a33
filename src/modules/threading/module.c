/* The names of the module, and what its types stand for in a report. */
#include "modules/threading/threading.h"

#include "interp/interpreter.h"
#include "interp/warning.h"
#include "modules/threading/barrier.h"
#include "modules/threading/condition.h"
#include "modules/threading/event.h"
#include "modules/threading/excepthook.h"
#include "modules/threading/local.h"
#include "modules/threading/lock.h"
#include "modules/threading/rlock.h"
#include "modules/threading/semaphore.h"
#include "modules/threading/state.h"
#include "modules/threading/timer.h"
#include "modules/threading/types.h"
#include "object/callable.h"
#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str.h"

typedef struct NamedType {
    const char *name;
    Type *type;
} NamedType;

static const NamedType public_types[] = {
    {"Thread", &thread_type},
    {"Timer", &timer_type},
    {"Lock", &lock_type},
    {"RLock", &rlock_type},
    {"Semaphore", &semaphore_type},
    {"BoundedSemaphore", &bounded_semaphore_type},
    {"Event", &event_type},
    {"Condition", &condition_type},
    {"Barrier", &barrier_type},
    {"BrokenBarrierError", &broken_barrier_error},
    {"ThreadError", &runtime_error},
    {"local", &local_type},
    {"ExceptHookArgs", &except_hook_args_type},
    {"_MainThread", &main_thread_type},
    {0},
};

/* Reports. */

static const void *primitive_of(Value value) {
    if (!value_is_object(value)) return NULL;
    Object *object = value_object(value);
    if (value_is_instance(value, &lock_type)) return &((LockObject *)object)->lock;
    if (value_is_instance(value, &rlock_type)) return &((RLockObject *)object)->rlock;
    if (value_is_instance(value, &semaphore_type)) return &((SemaphoreObject *)object)->semaphore;
    if (value_is_instance(value, &event_type)) return &((EventObject *)object)->event;
    if (value_is_instance(value, &condition_type)) return &((ConditionObject *)object)->condition;
    if (value_is_instance(value, &barrier_type)) return &((BarrierObject *)object)->barrier;
    if (value_is_instance(value, &thread_type))
        return atomic_load_explicit(&((ThreadObject *)object)->task, memory_order_acquire);
    return NULL;
}

void threading_types_ready(Thread *thread) {
    for (const NamedType *entry = public_types; entry->name; entry++) type_ready(entry->type);
    if (!thread->interpreter->primitive_of) thread->interpreter->primitive_of = primitive_of;
}

/* Functions. */

static Value current_thread(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    return thread->object;
}

static Value current_thread_old(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    bool well =
        warning_issue(thread, &deprecation_warning, "currentThread() is deprecated, use current_thread() instead");
    return well ? thread->object : RAISED;
}

static Value main_thread(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    return value_from_object(threading_state(thread)->main);
}

static Value active_count(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    task_asks(thread, THR_KIND_ALL_TASKS, NULL);
    return int_from_uint64(atomic_load_explicit(&threading_state(thread)->count, memory_order_relaxed));
}

static Value active_count_old(Thread *thread, Value self, const Arguments *args) {
    bool well = warning_issue(thread, &deprecation_warning, "activeCount() is deprecated, use active_count() instead");
    return well ? active_count(thread, self, args) : RAISED;
}

static Value enumerate(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    task_asks(thread, THR_KIND_ALL_TASKS, NULL);
    return value_from_object(running_list(threading_state(thread)));
}

static Value get_ident(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    return int_from_int64(thread->task->ident);
}

static Value get_native_id(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    return int_from_int64(thr_task_native_id(thread->task));
}

static Value register_atexit(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (thr_event_is_set(&threading_state(thread)->main_over))
        return raise_error(thread, &runtime_error, "can't register atexit after shutdown");
    list_append(threading_state(thread)->at_end, args->items[0]);
    return NONE;
}

#define LEAST_STACK 32768

static Value stack_size(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    _Atomic(size_t) *word = &thread->interpreter->thread_stack_size;
    int64_t size = 0;
    if (args->count > 0 && !value_to_index(thread, args->items[0], &size)) return RAISED;
    if (size < 0) return raise_value(thread, "size must be 0 or a positive value");
    if (size != 0 && size < LEAST_STACK) return raise_value(thread, "size not valid: %lld bytes", (long long)size);
    return int_from_uint64(atomic_exchange(word, (size_t)size));
}

static const Builtin functions[] = {
    {"current_thread", current_thread, 0, 0, "current_thread(): the Thread that runs this"},
    {"currentThread", current_thread_old, 0, 0, "currentThread(): the old name of current_thread"},
    {"main_thread", main_thread, 0, 0, "main_thread(): the Thread that the program started with"},
    {"active_count", active_count, 0, 0, "active_count(): how many threads are alive"},
    {"activeCount", active_count_old, 0, 0, "activeCount(): the old name of active_count"},
    {"enumerate", enumerate, 0, 0, "enumerate(): a list of the threads that are alive"},
    {"get_ident", get_ident, 0, 0, "get_ident(): this thread's number in the program"},
    {"get_native_id", get_native_id, 0, 0, "get_native_id(): this thread's number in the operating system"},
    {"_register_atexit", register_atexit, 1, 1,
     "_register_atexit(function): call it when the main thread's script is over, before the other threads are waited "
     "for"},
    {"stack_size", stack_size, 0, 1,
     "stack_size(size=0): set the stack size of the next threads in bytes, 0 for the usual; the one before"},
    {0},
};

void threading_restart(Thread *thread, Module *module) {
    atomic_store_explicit(&threading_state(thread)->module, module, memory_order_release);
}

Module *threading_make(Thread *thread) {
    threading_types_ready(thread);
    Module *module = module_new("threading", "Threads, and what they coordinate themselves with.");
    for (const NamedType *entry = public_types; entry->name; entry++)
        module_set(module, entry->name, value_from_object(entry->type));
    module_add_functions(module, functions);
    Value hook = builtin_new(&excepthook_builtin, UNBOUND, "_thread");
    module_set(module, "excepthook", hook);
    module_set(module, "__excepthook__", hook);
    module_set(module, "TIMEOUT_MAX", value_from_float(THR_TIMEOUT_MAX));
    atomic_store_explicit(&threading_state(thread)->module, module, memory_order_release);
    return module;
}
