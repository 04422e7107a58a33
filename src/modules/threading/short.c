/* The names that are there without import: thread, daemon and join in front of Thread, the others the types themselves. */
#include "modules/threading/threading.h"

#include "modules/threading/condition.h"
#include "modules/threading/event.h"
#include "modules/threading/local.h"
#include "modules/threading/lock.h"
#include "modules/threading/semaphore.h"
#include "modules/threading/table.h"
#include "modules/threading/thread.h"
#include "modules/threading/types.h"
#include "modules/threading/wait.h"
#include "object/callable.h"
#include "object/error.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"

#include <string.h>

/* thread() and daemon(). */

static bool is_callable(Thread *thread, Value value) {
    return value_type(value)->call || value_special(thread, value, dunder_call) != UNBOUND;
}

static bool target_check(Thread *thread, const char *function, const Arguments *args) {
    if (args->count == 0) return fail_type(thread, "%s() missing 1 required positional argument: 'target'", function);
    return is_callable(thread, args->items[0]) ||
           fail_type(thread, "%s() needs something to call as its target, not '%s'", function,
                     type_name_of(args->items[0]));
}

/* The keywords that are for the target, not for the thread. */
static Dict *keywords_of_target(const Arguments *args) {
    Dict *dict = dict_new();
    for (uint32_t i = 0; i < args->keyword_count; i++)
        if (!str_equal(args->keywords[i], name_name) && !str_equal(args->keywords[i], name_daemon))
            dict_set_str(dict, args->keywords[i], args->items[args->count + i]);
    return dict;
}

static Value start_new(Thread *thread, const char *function, const Arguments *args, Value daemon) {
    if (!target_check(thread, function, args)) return RAISED;
    Value given = arguments_keyword(args, "daemon");
    Value made =
        thread_object_new(thread, args->items[0], tuple_from(args->items + 1, args->count - 1),
                          keywords_of_target(args), arguments_keyword(args, "name"), given == UNBOUND ? daemon : given);
    return made != RAISED && thread_object_start(thread, made) ? made : RAISED;
}

static Value short_thread(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return start_new(thread, "thread", args, UNBOUND);
}

static Value short_daemon(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (args->count == 1 && args->keyword_count == 0 && value_is_instance(args->items[0], &thread_type))
        return thread_object_set_daemon(thread, args->items[0], TRUE_VALUE) ? args->items[0] : RAISED;
    return start_new(thread, "daemon", args, TRUE_VALUE);
}

/* join(). */

static bool join_one(Thread *thread, Value item, int64_t deadline, bool *all) {
    ThrStatus status;
    if (!value_is_instance(item, &thread_type))
        return fail_type(thread, "join() takes threads and iterables of threads, not '%s'", type_name_of(item));
    if (!thread_object_join(thread, item, deadline, &status)) return false;
    *all = *all && status == THR_OK;
    return true;
}

static bool join_each(Thread *thread, Value iterable, int64_t deadline, bool *all) {
    Value iterator = value_iter(thread, iterable);
    if (iterator == RAISED) return false;
    for (;;) {
        Value item = value_next(thread, iterator);
        if (item == RAISED || item == UNBOUND) return item == UNBOUND;
        if (!join_one(thread, item, deadline, all)) return false;
    }
}

static bool join_keywords(Thread *thread, const Arguments *args, Value *timeout) {
    *timeout = arguments_keyword(args, "timeout");
    for (uint32_t i = 0; i < args->keyword_count; i++)
        if (strcmp(str_text(args->keywords[i]), "timeout") != 0)
            return fail_type(thread, "join() got an unexpected keyword argument '%s'", str_text(args->keywords[i]));
    return true;
}

static Value short_join(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value timeout;
    int64_t deadline;
    if (!join_keywords(thread, args, &timeout) || !timeout_deadline(thread, timeout, &deadline)) return RAISED;
    bool all = true;
    for (uint32_t i = 0; i < args->count; i++) {
        Value item = args->items[i];
        bool iterable = value_type(item)->iter && !value_is_instance(item, &thread_type);
        if (!(iterable ? join_each : join_one)(thread, item, deadline, &all)) return RAISED;
    }
    return value_from_bool(all);
}

static const char thread_lesson[] =
    "thread(target, *args, name=None, daemon=None, **kwargs): run target(*args, **kwargs) in a new "
    "thread; the Thread\n"
    "\n"
    "    def work(name, rounds=1):\n"
    "        for i in range(rounds):\n"
    "            print(name, i)\n"
    "\n"
    "    t = thread(work, 'a', rounds=2)    # runs from now on\n"
    "    t.join()                           # waits until it has ended\n"
    "\n"
    "In full, the same is:\n"
    "\n"
    "    t = threading.Thread(target=work, args=('a',), kwargs={'rounds': 2})\n"
    "    t.start()\n"
    "\n"
    "help(threading.Thread) has more.";

static const char daemon_lesson[] =
    "daemon(target, *args, **kwargs): as thread(), as a daemon. daemon(t): make t, not started yet, a daemon; t\n"
    "\n"
    "    def watch():\n"
    "        while True:\n"
    "            time.sleep(1)\n"
    "\n"
    "    daemon(watch)              # the program ends without waiting for it\n"
    "\n"
    "The program waits in the end for all its threads but the daemons, and then\n"
    "stops those wherever they are. Have them do nothing that must not be left\n"
    "half done.";

static const char join_lesson[] =
    "join(*threads, timeout=None): wait for threads and iterables of them; True if all have ended\n"
    "\n"
    "    workers = [thread(print, 'worker', i) for i in range(3)]\n"
    "    last = thread(print, 'last')\n"
    "    join(workers, last)                # until all four have ended\n"
    "\n"
    "With a timeout, in seconds, it waits no longer than that for all of them\n"
    "together, and answers False when some still run.";

static const Builtin functions[] = {
    {"thread", short_thread, 0, -1, thread_lesson, .parameters = "**"},
    {"daemon", short_daemon, 0, -1, daemon_lesson, .parameters = "**"},
    {"join", short_join, 0, -1, join_lesson, .parameters = "**"},
    {"threads", threads_print, 0, 0,
     "threads(): print a table of the threads: name, daemon or not, the line where each waits, what it does"},
    {0},
};

typedef struct ShortType {
    const char *name;
    Type *type;
} ShortType;

static const ShortType types[] = {
    {"lock", &lock_type},           {"semaphore", &semaphore_type}, {"event", &event_type},
    {"condition", &condition_type}, {"local", &local_type},         {0},
};

void threading_add_builtins(Thread *thread, Dict *builtins) {
    threading_types_ready(thread);
    for (const Builtin *function = functions; function->name; function++)
        dict_set_str(builtins, str_intern_text(function->name), builtin_new(function, UNBOUND, "builtins"));
    for (const ShortType *entry = types; entry->name; entry++)
        dict_set_str(builtins, str_intern_text(entry->name), value_from_object(entry->type));
}
