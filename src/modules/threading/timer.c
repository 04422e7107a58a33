/* Its interval, function, args, kwargs and finished (an Event) are ordinary attributes, read when the time comes. */
#include "modules/threading/timer.h"

#include "modules/threading/event.h"
#include "modules/threading/init.h"
#include "modules/threading/thread.h"
#include "modules/threading/thread_run.h"
#include "modules/threading/wait.h"
#include "object/attribute.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"

static Value get(Thread *thread, Value self, const char *name) {
    return value_get_attribute(thread, self, str_intern_text(name));
}

static bool set(Thread *thread, Value self, const char *name, Value value) {
    return value_set_attribute(thread, self, str_intern_text(name), value);
}

static Value timer_set_up(Thread *thread, Value self, const Arguments *args) {
    const Value *given = args->items; /* interval function args kwargs */
    bool no_args = given[2] == UNBOUND || given[2] == NONE, no_kwargs = given[3] == UNBOUND || given[3] == NONE;
    bool well = thread_object_init(thread, self, UNBOUND, UNBOUND, UNBOUND, UNBOUND, UNBOUND) &&
                set(thread, self, "interval", given[0]) && set(thread, self, "function", given[1]) &&
                set(thread, self, "args", no_args ? value_from_object(list_new(0)) : given[2]) &&
                set(thread, self, "kwargs", no_kwargs ? value_from_object(dict_new()) : given[3]) &&
                set(thread, self, "finished", event_new());
    return well ? NONE : RAISED;
}

static Value call_finished(Thread *thread, Value self, const char *method, const Arguments *args) {
    Value finished = get(thread, self, "finished");
    return finished == RAISED ? RAISED : value_call_method(thread, finished, str_intern_text(method), args);
}

static Value timer_cancel(Thread *thread, Value self, const Arguments *args) {
    return call_finished(thread, self, "set", args) == RAISED ? RAISED : NONE;
}

static Value call_function(Thread *thread, Value self) {
    Value function = get(thread, self, "function");
    Value args = function == RAISED ? RAISED : get(thread, self, "args");
    Value kwargs = args == RAISED ? RAISED : get(thread, self, "kwargs");
    return kwargs == RAISED ? RAISED : call_with(thread, function, args, kwargs);
}

static Value timer_run(Thread *thread, Value self, const Arguments *args) {
    Value interval = get(thread, self, "interval");
    if (interval == RAISED ||
        call_finished(thread, self, "wait", &(Arguments){.items = &interval, .count = 1}) == RAISED)
        return RAISED;
    Value cancelled = call_finished(thread, self, "is_set", args);
    int over = cancelled == RAISED ? -1 : value_truth(thread, cancelled);
    if (over < 0 || (over == 0 && call_function(thread, self) == RAISED)) return RAISED;
    return call_finished(thread, self, "set", args) == RAISED ? RAISED : NONE;
}

static const Builtin timer_init_entry = {"Timer.__init__",
                                         timer_set_up,
                                         2,
                                         4,
                                         "Timer(interval, function, args=None, kwargs=None)",
                                         .parameters = "interval function args kwargs"};

static bool timer_init(Thread *thread, Value self, const Arguments *args) {
    return init_invoke(thread, &timer_init_entry, self, args);
}

static const Builtin timer_methods[] = {
    {"cancel", timer_cancel, 0, 0, "cancel(): the function will not be called, if it has not been yet"},
    {"run", timer_run, 0, 0, "run(): wait for the interval, then call the function"},
    {0},
};

static const char lesson[] =
    "Timer(interval, function, args=None, kwargs=None): a thread that waits that many seconds, then "
    "calls function(*args, **kwargs).\n"
    "\n"
    "    late = threading.Timer(30, print, ['are you still there?'])\n"
    "    late.start()\n"
    "    print('quick')\n"
    "    late.cancel()          # it was not due yet: nothing is called\n"
    "    late.join()";

Type timer_type = {
    TYPE_HEAD,
    .name = "Timer",
    .module = "threading",
    .doc = lesson,
    .base = &thread_type,
    .size = sizeof(ThreadObject),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
    .init = timer_init,
    .methods = timer_methods,
};
