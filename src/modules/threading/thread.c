/* The life of a Thread object: made, started by exactly one of those who try, running, over. */
#include "modules/threading/thread.h"

#include "modules/threading/excepthook.h"
#include "modules/threading/state.h"
#include "modules/threading/wait.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"

static ThreadStage stage_of(ThreadObject *self) {
    return atomic_load_explicit(&self->stage, memory_order_acquire);
}

static ThrTask *task_of(ThreadObject *self) {
    return atomic_load_explicit(&self->task, memory_order_acquire);
}

/* Making one. */

/* "Thread-3", "Thread-3 (target's name)". */
static Value name_given(Thread *thread, Value target) {
    uint64_t number = atomic_fetch_add_explicit(&threading_state(thread)->names_given, 1, memory_order_relaxed) + 1;
    Buffer name = {0};
    buffer_addf(&name, "Thread-%llu", (unsigned long long)number);
    Value called = target == NONE ? UNBOUND : value_find_attribute(thread, target, dunder_name);
    if (called == RAISED) return RAISED;
    if (called != UNBOUND) {
        buffer_add_text(&name, " (");
        if (!buffer_add_str(thread, &name, called)) return RAISED;
        buffer_add_byte(&name, ')');
    }
    return value_from_object(str_from_buffer(&name));
}

static Value name_for(Thread *thread, Value name, Value target) {
    int named = name == UNBOUND ? 0 : value_truth(thread, name);
    if (named < 0) return RAISED;
    return named ? value_str(thread, name) : name_given(thread, target);
}

/* The value, or what stands for it where none was given. */
static Value given_or(Value value, Value otherwise) {
    return value == UNBOUND || value == NONE ? otherwise : value;
}

static Value inherited_daemon(Thread *thread) {
    threading_state(thread); /* the main thread has its object from then on */
    return word_load(&thread_object(thread->object)->daemon);
}

bool thread_object_init(Thread *thread, Value self, Value target, Value name, Value args, Value kwargs, Value daemon) {
    ThreadObject *object = thread_object(self);
    target = given_or(target, NONE);
    name = name_for(thread, name, target);
    if (name == RAISED) return false;
    word_store(&object->name, name);
    word_store(&object->target, target);
    word_store(&object->args, args == UNBOUND ? value_from_object(tuple_new(0)) : args);
    word_store(&object->kwargs, kwargs == UNBOUND || kwargs == NONE ? value_from_object(dict_new()) : kwargs);
    word_store(&object->daemon, daemon == UNBOUND || daemon == NONE ? inherited_daemon(thread) : daemon);
    ThreadStage raw = THREAD_RAW;
    atomic_compare_exchange_strong(&object->stage, &raw, THREAD_INITIAL);
    return true;
}

Value thread_object_new(Thread *thread, Value target, Tuple *args, Dict *kwargs, Value name, Value daemon) {
    Value self = value_from_object(instance_new(&thread_type));
    bool made =
        thread_object_init(thread, self, target, name, value_from_object(args), value_from_object(kwargs), daemon);
    return made ? self : RAISED;
}

ThreadObject *thread_object_main(Thread *thread) {
    Thread *main = thread->interpreter->main_thread;
    ThreadObject *object = instance_new(&main_thread_type);
    word_store(&object->name, value_from_object(str_from_text("MainThread")));
    word_store(&object->daemon, FALSE_VALUE);
    word_store(&object->target, NONE);
    word_store(&object->args, value_from_object(tuple_new(0)));
    word_store(&object->kwargs, value_from_object(dict_new()));
    atomic_store_explicit(&object->task, main->task, memory_order_release);
    atomic_store_explicit(&object->stage, THREAD_STARTED, memory_order_release);
    main->object = value_from_object(object);
    return object;
}

/* Running. */

/* Both the starter and the new thread say so, whoever comes first. */
static void mark_started(ThreadObject *self, ThrTask *task) {
    atomic_store_explicit(&self->task, task, memory_order_release);
    atomic_store_explicit(&self->stage, THREAD_STARTED, memory_order_release);
}

/* SystemExit is a way to end, not to fail. */
static const char *failure_name(Thread *thread) {
    return error_is(thread, &system_exit) ? NULL : type_name_of(thread->raised);
}

static void run(Thread *thread, Value self) {
    const char *failure = NULL;
    mark_started(thread_object(self), thread->task);
    if (value_call_method(thread, self, name_run, &(Arguments){0}) == RAISED) {
        failure = failure_name(thread);
        excepthook_invoke(thread, self);
    }
    EndedThread ended = {word_load(&thread_object(self)->name), thr_task_daemon(thread->task), failure};
    running_end(threading_state(thread), thread_object(self), ended);
}

static bool begin_start(Thread *thread, ThreadObject *self) {
    if (stage_of(self) == THREAD_RAW) return fail_error(thread, &runtime_error, "thread.__init__() not called");
    ThreadStage initial = THREAD_INITIAL;
    if (atomic_compare_exchange_strong(&self->stage, &initial, THREAD_STARTING)) return true;
    return fail_error(thread, &runtime_error, "threads can only be started once");
}

static const char *copied_name(Value name) {
    const Str *text = value_str_object(name);
    return memory_copy_text(str_text(text), text->bytes);
}

bool thread_object_start(Thread *thread, Value self) {
    ThreadObject *object = thread_object(self);
    if (!begin_start(thread, object)) return false;
    ThreadingState *state = threading_state(thread);
    int daemon = value_truth(thread, word_load(&object->daemon));
    running_add(state, object);
    task_here(thread);
    ThrTask *task = daemon < 0 ? NULL : thread_start(thread, self, copied_name(word_load(&object->name)), daemon, run);
    if (task) {
        mark_started(object, task);
        return true;
    }
    running_remove(state, object);
    atomic_store_explicit(&object->stage, THREAD_INITIAL, memory_order_release);
    return false;
}

static bool is_main(Thread *thread, ThreadObject *self) {
    return self == threading_state(thread)->main;
}

bool thread_object_alive(Thread *thread, ThreadObject *self) {
    if (stage_of(self) != THREAD_STARTED) return false;
    return is_main(thread, self) ? !thr_event_is_set(&threading_state(thread)->main_over)
                                 : thr_task_alive(task_of(self));
}

static ThrStatus wait_for_end(Thread *thread, ThreadObject *self, int64_t deadline) {
    if (is_main(thread, self)) return thr_event_wait(task_here(thread), &threading_state(thread)->main_over, deadline);
    return thr_join(task_here(thread), task_of(self), deadline);
}

bool thread_object_join(Thread *thread, Value self, int64_t deadline, ThrStatus *status) {
    ThreadObject *object = thread_object(self);
    ThreadStage stage = stage_of(object);
    if (stage == THREAD_RAW) return fail_error(thread, &runtime_error, "Thread.__init__() not called");
    if (stage != THREAD_STARTED) return fail_error(thread, &runtime_error, "cannot join thread before it is started");
    if (self == thread->object) return fail_error(thread, &runtime_error, "cannot join current thread");
    WAIT_FOR(thread, *status, wait_for_end(thread, object, deadline));
    return wait_answer(thread, *status) != RAISED;
}

bool thread_object_set_daemon(Thread *thread, Value self, Value daemon) {
    ThreadObject *object = thread_object(self);
    ThreadStage stage = stage_of(object);
    if (stage == THREAD_RAW) return fail_error(thread, &runtime_error, "Thread.__init__() not called");
    if (stage != THREAD_INITIAL) return fail_error(thread, &runtime_error, "cannot set daemon status of active thread");
    word_store(&object->daemon, daemon);
    return true;
}
