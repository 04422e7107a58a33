/* A flag that threads wait for. A zeroed one is ready to use, so that there is nothing to initialise. */
#include "modules/threading/event.h"

#include "interp/warning.h"
#include "modules/threading/init.h"
#include "modules/threading/wait.h"
#include "object/error.h"
#include "object/shape.h"
#include "object/str.h"

Value event_new(void) {
    return value_from_object(instance_new(&event_type));
}

static ThrEvent *event_of(Value self) {
    return &((EventObject *)value_object(self))->event;
}

static Value event_set_up(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)self, (void)args;
    return NONE;
}

static Value event_flag(Thread *thread, Value self) {
    task_asks(thread, THR_KIND_EVENT, event_of(self));
    return value_from_bool(thr_event_is_set(event_of(self)));
}

static Value event_is_set(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return event_flag(thread, self);
}

static Value event_is_set_old(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    if (!warning_issue(thread, &deprecation_warning, "isSet() is deprecated, use is_set() instead")) return RAISED;
    return event_flag(thread, self);
}

static Value event_set(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    thr_event_set(task_here(thread), event_of(self));
    return NONE;
}

static Value event_clear(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    thr_event_clear(task_here(thread), event_of(self));
    return NONE;
}

static Value event_wait(Thread *thread, Value self, const Arguments *args) {
    if (thr_event_is_set(event_of(self))) {
        task_asks(thread, THR_KIND_EVENT, event_of(self));
        if (thr_event_is_set(event_of(self))) return TRUE_VALUE;
    }
    int64_t deadline;
    if (!timeout_deadline(thread, args->items[0], &deadline)) return RAISED;
    ThrStatus status;
    WAIT_FOR(thread, status, thr_event_wait(task_here(thread), event_of(self), deadline));
    return wait_answer(thread, status);
}

static Value event_repr(Thread *thread, Value self) {
    Buffer out = {0};
    if (!repr_begin(thread, self, &out)) return RAISED;
    buffer_add_text(&out, thr_event_is_set(event_of(self)) ? ": set>" : ": unset>");
    return value_from_object(str_from_buffer(&out));
}

static const Builtin event_init_entry = {"Event.__init__", event_set_up, 0, 0, "Event()", .parameters = ""};

static bool event_init(Thread *thread, Value self, const Arguments *args) {
    return init_invoke(thread, &event_init_entry, self, args);
}

static const Builtin event_methods[] = {
    {"is_set", event_is_set, 0, 0, "is_set(): whether the flag is set"},
    {"isSet", event_is_set_old, 0, 0, "isSet(): the old name of is_set"},
    {"set", event_set, 0, 0, "set(): set the flag; everybody who waits goes on"},
    {"clear", event_clear, 0, 0, "clear(): unset the flag"},
    {"wait", event_wait, 0, 1, "wait(timeout=None): wait until the flag is set, True; False if time ran out",
     .parameters = "timeout"},
    {0},
};

static const Property event_properties[] = {
    {"_flag", event_flag, NULL, "whether the flag is set"},
    {0},
};

static const char lesson[] = "Event(): a flag that threads can wait for.\n"
                             "\n"
                             "    ready = threading.Event()\n"
                             "\n"
                             "    def run(name):\n"
                             "        ready.wait()           # until the flag is set\n"
                             "        print(name, 'runs')\n"
                             "\n"
                             "    runners = [thread(run, name) for name in 'abc']\n"
                             "    print('set')\n"
                             "    ready.set()                # all go; who comes later does not wait\n"
                             "    join(runners)\n"
                             "\n"
                             "The flag stays set until clear(). It is also how a thread is told to end,\n"
                             "for nobody can end it from outside:\n"
                             "\n"
                             "    stop = threading.Event()\n"
                             "\n"
                             "    def work():\n"
                             "        while not stop.is_set():\n"
                             "            stop.wait(0.01)    # a pause that the flag cuts short\n"
                             "        print('stopped')\n"
                             "\n"
                             "    worker = thread(work)\n"
                             "    stop.set()\n"
                             "    join(worker)\n"
                             "\n"
                             "For \"something has changed, look again\", which may happen often, there is\n"
                             "Condition. event() is the same.";

Type event_type = {
    TYPE_HEAD,
    .name = "Event",
    .module = "threading",
    .doc = lesson,
    .size = sizeof(EventObject),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = event_repr,
    .init = event_init,
    .methods = event_methods,
    .properties = event_properties,
};
