/* The types Thread and _MainThread: what a script can ask of a thread and do to it. */
#include "modules/threading/thread.h"

#include "interp/warning.h"
#include "modules/threading/init.h"
#include "modules/threading/thread_run.h"
#include "modules/threading/wait.h"
#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str.h"

static bool is_started(ThreadObject *self) {
    return atomic_load_explicit(&self->stage, memory_order_acquire) == THREAD_STARTED;
}

static ThrTask *task_of(ThreadObject *self) {
    return atomic_load_explicit(&self->task, memory_order_acquire);
}

/* False with AssertionError when __init__ was not called. */
static bool check(Thread *thread, Value self, const char *message) {
    if (atomic_load_explicit(&thread_object(self)->stage, memory_order_acquire) != THREAD_RAW) return true;
    return fail_error(thread, &assertion_error, "%s", message);
}

static bool check_ready(Thread *thread, Value self) {
    return check(thread, self, "Thread.__init__() not called");
}

/* Methods. */

static Value thread_set_up(Thread *thread, Value self, const Arguments *args) {
    const Value *given = args->items; /* group target name args kwargs daemon */
    if (given[0] != UNBOUND && given[0] != NONE)
        return raise_error(thread, &assertion_error, "group argument must be None for now");
    return thread_object_init(thread, self, given[1], given[2], given[3], given[4], given[5]) ? NONE : RAISED;
}

static Value thread_start_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return thread_object_start(thread, self) ? NONE : RAISED;
}

static Value missing_attribute(Thread *thread, Value self, const char *name) {
    return raise_error(thread, &attribute_error, "'%s' object has no attribute '%s'", type_name_of(self), name);
}

static Value thread_run(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    ThreadObject *object = thread_object(self);
    Value target = word_load(&object->target), positional = word_load(&object->args),
          keywords = word_load(&object->kwargs);
    if (target == UNBOUND || target == RAISED) return missing_attribute(thread, self, "_target");
    Value result = NONE;
    if (target != NONE)
        result = call_with(thread, target, positional == UNBOUND ? value_from_object(tuple_new(0)) : positional,
                           keywords == UNBOUND ? value_from_object(dict_new()) : keywords);
    word_store(&object->target, UNBOUND);
    word_store(&object->args, UNBOUND);
    word_store(&object->kwargs, UNBOUND);
    return result == RAISED ? RAISED : NONE;
}

static Value thread_join(Thread *thread, Value self, const Arguments *args) {
    int64_t deadline;
    ThrStatus status;
    if (!timeout_deadline(thread, args->items[0], &deadline) || !thread_object_join(thread, self, deadline, &status))
        return RAISED;
    return NONE;
}

static Value thread_is_alive(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    if (!check_ready(thread, self)) return RAISED;
    if (is_started(thread_object(self))) task_asks(thread, THR_KIND_TASK, task_of(thread_object(self)));
    return value_from_bool(thread_object_alive(thread, thread_object(self)));
}

/* Properties. */

static Value thread_name(Thread *thread, Value self) {
    return check_ready(thread, self) ? word_load(&thread_object(self)->name) : RAISED;
}

static bool thread_set_name(Thread *thread, Value self, Value name) {
    if (name == UNBOUND)
        return fail_error(thread, &attribute_error, "property 'name' of '%s' object has no deleter",
                          type_name_of(self));
    if (!check_ready(thread, self)) return false;
    ThreadObject *object = thread_object(self);
    Value text = value_str(thread, name);
    if (text == RAISED) return false;
    word_store(&object->name, text);
    const Str *str = value_str_object(text);
    if (is_started(object)) thr_task_set_name(task_of(object), memory_copy_text(str_text(str), str->bytes));
    return true;
}

static Value thread_ident(Thread *thread, Value self) {
    if (!check_ready(thread, self)) return RAISED;
    ThreadObject *object = thread_object(self);
    return is_started(object) ? int_from_int64(task_of(object)->ident) : NONE;
}

static Value thread_native_id(Thread *thread, Value self) {
    if (!check_ready(thread, self)) return RAISED;
    ThreadObject *object = thread_object(self);
    return is_started(object) ? int_from_int64(thr_task_native_id(task_of(object))) : NONE;
}

static Value thread_daemon(Thread *thread, Value self) {
    return check_ready(thread, self) ? word_load(&thread_object(self)->daemon) : RAISED;
}

static bool thread_set_daemon(Thread *thread, Value self, Value daemon) {
    if (daemon == UNBOUND)
        return fail_error(thread, &attribute_error, "property 'daemon' of '%s' object has no deleter",
                          type_name_of(self));
    return thread_object_set_daemon(thread, self, daemon);
}

static Value thread_call_daemon(Thread *thread, Value self, const Arguments *args) {
    return thread_object_set_daemon(thread, self, args->items[0]) ? NONE : RAISED;
}

NO_SETTER(thread, ident)
NO_SETTER(thread, native_id)

/* A property that holds what the script has put there. */
#define STORED_PROPERTY(field)                                                                                         \
    static Value thread_get_##field(Thread *thread, Value self) {                                                      \
        Value value = word_load(&thread_object(self)->field);                                                          \
        bool absent = value == UNBOUND || value == RAISED;                                                             \
        return absent ? missing_attribute(thread, self, "_" #field) : value;                                           \
    }                                                                                                                  \
    static bool thread_set_##field(Thread *thread, Value self, Value value) {                                          \
        (void)thread;                                                                                                  \
        word_store(&thread_object(self)->field, value);                                                                \
        return true;                                                                                                   \
    }

STORED_PROPERTY(target)
STORED_PROPERTY(args)
STORED_PROPERTY(kwargs)

/* Old spellings. */

static bool warn_old(Thread *thread, const char *text) {
    return warning_issue(thread, &deprecation_warning, text);
}

static Value thread_old_is_daemon(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return warn_old(thread, "isDaemon() is deprecated, get the daemon attribute instead") ? thread_daemon(thread, self)
                                                                                          : RAISED;
}

static Value thread_old_set_daemon(Thread *thread, Value self, const Arguments *args) {
    bool well = warn_old(thread, "setDaemon() is deprecated, set the daemon attribute instead") &&
                thread_object_set_daemon(thread, self, args->items[0]);
    return well ? NONE : RAISED;
}

static Value thread_old_get_name(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return warn_old(thread, "getName() is deprecated, get the name attribute instead") ? thread_name(thread, self)
                                                                                       : RAISED;
}

static Value thread_old_set_name(Thread *thread, Value self, const Arguments *args) {
    bool well = warn_old(thread, "setName() is deprecated, set the name attribute instead") &&
                thread_set_name(thread, self, args->items[0]);
    return well ? NONE : RAISED;
}

static Value thread_repr(Thread *thread, Value self) {
    if (!check(thread, self, "Thread.__init__() was not called")) return RAISED;
    ThreadObject *object = thread_object(self);
    bool started = is_started(object);
    int daemon = value_truth(thread, word_load(&object->daemon));
    if (daemon < 0) return RAISED;
    Buffer out = {0};
    buffer_addf(&out, "<%s(%s, %s%s", type_name_of(self), str_text(value_str_object(word_load(&object->name))),
                !started                              ? "initial"
                : thread_object_alive(thread, object) ? "started"
                                                      : "stopped",
                daemon ? " daemon" : "");
    if (started) buffer_addf(&out, " %lld", (long long)task_of(object)->ident);
    buffer_add_text(&out, ")>");
    return value_from_object(str_from_buffer(&out));
}

static const Builtin thread_init_entry = {
    "Thread.__init__",
    thread_set_up,
    0,
    5,
    "Thread(group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None)",
    .parameters = "group target name args kwargs * daemon"};

static bool thread_init(Thread *thread, Value self, const Arguments *args) {
    return init_invoke(thread, &thread_init_entry, self, args);
}

static const Builtin thread_methods[] = {
    {"start", thread_start_method, 0, 0, "start(): let it run; once only"},
    {"run", thread_run, 0, 0, "run(): what the thread does: target(*args, **kwargs), unless a class has its own"},
    {"join", thread_join, 0, 1, "join(timeout=None): wait until it has ended", .parameters = "timeout"},
    {"is_alive", thread_is_alive, 0, 0, "is_alive(): whether it was started and has not ended"},
    {"isDaemon", thread_old_is_daemon, 0, 0, "isDaemon(): the old name of the attribute daemon"},
    {"setDaemon", thread_old_set_daemon, 1, 1, "setDaemon(daemonic): the old name of assigning to daemon",
     .parameters = "daemonic"},
    {"getName", thread_old_get_name, 0, 0, "getName(): the old name of the attribute name"},
    {"setName", thread_old_set_name, 1, 1, "setName(name): the old name of assigning to name", .parameters = "name"},
    {0},
};

static const Builtin call_daemon = {
    "daemon", thread_call_daemon, 1, 1, "daemon(daemonic): the same as assigning to daemon", .parameters = "daemonic"};

static const Property thread_properties[] = {
    {"name", thread_name, thread_set_name, "its name, for people"},
    {"ident", thread_ident, thread_no_ident, "its number in this program; None before start()"},
    {"native_id", thread_native_id, thread_no_native_id, "the operating system's number for it; None before start()"},
    {"daemon", thread_daemon, thread_set_daemon, "whether the program may end without waiting for it", &call_daemon},
    {"_name", thread_name, thread_set_name, "the name"},
    {"_target", thread_get_target, thread_set_target, "what run() calls"},
    {"_args", thread_get_args, thread_set_args, "with these arguments"},
    {"_kwargs", thread_get_kwargs, thread_set_kwargs, "and these keyword arguments"},
    {0},
};

static const char lesson[] =
    "Thread(target=None, name=None, args=(), kwargs=None, daemon=None): something that runs beside the "
    "rest, once start() is called.\n"
    "\n"
    "    def work(name, rounds):\n"
    "        for i in range(rounds):\n"
    "            print(name, i)\n"
    "\n"
    "    a = threading.Thread(target=work, args=('a', 2))\n"
    "    a.start()              # runs work('a', 2) from now on\n"
    "    print('meanwhile')\n"
    "    a.join()               # waits until it has ended\n"
    "\n"
    "`target` is the function itself: Thread(target=work()) would call it here\n"
    "and now. What it returns is lost; leave results in a list, a dict or an\n"
    "attribute, and read them after join(). An exception ends only its own\n"
    "thread, and is printed. A thread can be started once.\n"
    "\n"
    "The program ends when the main thread and all threads that are no daemons\n"
    "have ended. A class derived from Thread may say in run() what it does.\n"
    "thread(work, 'a', 2) makes one and starts it.";

Type thread_type = {
    TYPE_HEAD,
    .name = "Thread",
    .module = "threading",
    .doc = lesson,
    .size = sizeof(ThreadObject),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = thread_repr,
    .init = thread_init,
    .methods = thread_methods,
    .properties = thread_properties,
};

Type main_thread_type = {
    TYPE_HEAD,
    .name = "_MainThread",
    .module = "threading",
    .doc = "The thread that the program started with.",
    .base = &thread_type,
    .size = sizeof(ThreadObject),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
};
