/* Counters that wait at zero. The bounded one is the same, only set up with a bound. */
#include "modules/threading/semaphore.h"

#include "modules/threading/init.h"
#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str.h"

static SemaphoreObject *semaphore_of(Value self) {
    return (SemaphoreObject *)value_object(self);
}

static bool semaphore_check(Thread *thread, Value self) {
    return setup_check(thread, &semaphore_of(self)->setup, self, "_cond");
}

static bool initial_value(Thread *thread, Value argument, int64_t *value) {
    *value = 1;
    if (argument == UNBOUND) return true;
    int negative = operate_compare_truth(thread, COMPARE_LESS, argument, value_from_small_int(0));
    if (negative != 0) return negative < 0 ? false : fail_value(thread, "semaphore initial value must be >= 0");
    if (!value_to_index(thread, argument, value)) return false;
    return *value <= THR_SEMAPHORE_MAX || fail_error(thread, &overflow_error, "semaphore initial value is too large");
}

static Value semaphore_set_up(Thread *thread, Value self, const Arguments *args) {
    int64_t value;
    if (!initial_value(thread, args->items[0], &value)) return RAISED;
    SemaphoreObject *semaphore = semaphore_of(self);
    if (setup_begin(&semaphore->setup)) {
        if (value_is_instance(self, &bounded_semaphore_type)) thr_semaphore_init_bounded(&semaphore->semaphore, value);
        else thr_semaphore_init(&semaphore->semaphore, value);
        setup_end(&semaphore->setup);
    }
    return NONE;
}

static Value acquire_until(Thread *thread, Value self, int64_t deadline) {
    if (!semaphore_check(thread, self)) return RAISED;
    ThrStatus status;
    WAIT_FOR(thread, status, thr_semaphore_acquire(task_here(thread), &semaphore_of(self)->semaphore, deadline));
    return wait_answer(thread, status);
}

static Value release_many(Thread *thread, Value self, int64_t n) {
    if (!semaphore_check(thread, self)) return RAISED;
    if (thr_semaphore_release(task_here(thread), &semaphore_of(self)->semaphore, n) == THR_OK) return NONE;
    return raise_value(thread, "Semaphore released too many times");
}

static Value semaphore_enter(Thread *thread, Value self) {
    return acquire_until(thread, self, THR_FOREVER);
}

static bool semaphore_leave(Thread *thread, Value self) {
    return release_many(thread, self, 1) != RAISED;
}

static Value semaphore_acquire(Thread *thread, Value self, const Arguments *args) {
    Value given[2];
    if (!acquire_arguments(thread, args, given)) return RAISED;
    int blocks = given[0] == UNBOUND ? 1 : value_truth(thread, given[0]);
    if (blocks < 0) return RAISED;
    if (!blocks && given[1] != UNBOUND && given[1] != NONE)
        return raise_value(thread, "can't specify timeout for non-blocking acquire");
    int64_t deadline = THR_NOW;
    if (blocks && !timeout_deadline(thread, given[1], &deadline)) return RAISED;
    return acquire_until(thread, self, deadline);
}

static Value semaphore_release(Thread *thread, Value self, const Arguments *args) {
    int64_t n = 1;
    if (args->items[0] != UNBOUND) {
        int too_few = operate_compare_truth(thread, COMPARE_LESS, args->items[0], value_from_small_int(1));
        if (too_few != 0) return too_few < 0 ? RAISED : raise_value(thread, "n must be one or more");
        if (!value_to_index(thread, args->items[0], &n)) return RAISED;
    }
    return release_many(thread, self, n);
}

static Value semaphore_enter_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return semaphore_enter(thread, self);
}

static Value semaphore_exit_method(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return release_many(thread, self, 1);
}

static Value semaphore_value(Thread *thread, Value self) {
    task_asks(thread, THR_KIND_SEMAPHORE, &semaphore_of(self)->semaphore);
    return semaphore_check(thread, self) ? int_from_int64(thr_semaphore_value(&semaphore_of(self)->semaphore)) : RAISED;
}

static Value semaphore_initial_value(Thread *thread, Value self) {
    return semaphore_check(thread, self) ? int_from_int64(semaphore_of(self)->semaphore.bound) : RAISED;
}

static Value semaphore_repr(Thread *thread, Value self) {
    Buffer out = {0};
    if (!semaphore_check(thread, self) || !repr_begin(thread, self, &out)) return RAISED;
    ThrSemaphore *semaphore = &semaphore_of(self)->semaphore;
    buffer_addf(&out, ": value=%lld", (long long)thr_semaphore_value(semaphore));
    if (value_is_instance(self, &bounded_semaphore_type)) buffer_addf(&out, "/%lld", (long long)semaphore->bound);
    buffer_add_byte(&out, '>');
    return value_from_object(str_from_buffer(&out));
}

static const Builtin semaphore_init_entry = {"Semaphore.__init__", semaphore_set_up,     0, 1,
                                             "Semaphore(value=1)", .parameters = "value"};

static bool semaphore_init(Thread *thread, Value self, const Arguments *args) {
    return init_invoke(thread, &semaphore_init_entry, self, args);
}

static const Builtin semaphore_methods[] = {
    {"acquire", semaphore_acquire, 0, -1,
     "acquire(blocking=True, timeout=None): take one, True; False if there was none in time", .parameters = "**"},
    {"release", semaphore_release, 0, 1, "release(n=1): give n back", .parameters = "n"},
    {"__enter__", semaphore_enter_method, 0, 0, "with semaphore: take one first"},
    {"__exit__", semaphore_exit_method, 3, 3, "with semaphore: give it back in the end", .parameters = "t v tb"},
    {0},
};

static const Property semaphore_properties[] = {
    {"_value", semaphore_value, NULL, "how many can be taken right now"},
    {0},
};

static const Property bounded_semaphore_properties[] = {
    {"_initial_value", semaphore_initial_value, NULL, "the value that it never exceeds"},
    {0},
};

static const char lesson[] = "Semaphore(value=1): as many as `value` threads may hold it at a time.\n"
                             "\n"
                             "    seats = threading.Semaphore(2)\n"
                             "\n"
                             "    def visit(name):\n"
                             "        with seats:            # the third waits until one of two leaves\n"
                             "            print(name, 'is in')\n"
                             "\n"
                             "    join([thread(visit, name) for name in ('Ada', 'Bob', 'Cleo')])\n"
                             "\n"
                             "Inside is a number: acquire() takes one away, and waits while there is\n"
                             "none; release() gives one back. Nobody owns it: one thread may release\n"
                             "what another will acquire, and so tell it that one more thing is ready:\n"
                             "\n"
                             "    ready = threading.Semaphore(0)\n"
                             "    thread(ready.release)\n"
                             "    ready.acquire()            # waits for that\n"
                             "    print('ready')\n"
                             "\n"
                             "semaphore(n) is the same.";

Type semaphore_type = {
    TYPE_HEAD,
    .name = "Semaphore",
    .module = "threading",
    .doc = lesson,
    .size = sizeof(SemaphoreObject),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = semaphore_repr,
    .enter = semaphore_enter,
    .leave = semaphore_leave,
    .init = semaphore_init,
    .methods = semaphore_methods,
    .properties = semaphore_properties,
};

static const char bounded_lesson[] =
    "BoundedSemaphore(value=1): a semaphore that refuses to be released more often than it was taken.\n"
    "\n"
    "    seats = threading.BoundedSemaphore(2)\n"
    "    with seats:\n"
    "        pass\n"
    "    try:\n"
    "        seats.release()        # nobody is in\n"
    "    except ValueError as error:\n"
    "        print(error)           # Semaphore released too many times\n"
    "\n"
    "Take it instead of Semaphore where one release too many would be a\n"
    "mistake: where whoever acquires also releases.";

Type bounded_semaphore_type = {
    TYPE_HEAD,
    .name = "BoundedSemaphore",
    .module = "threading",
    .doc = bounded_lesson,
    .base = &semaphore_type,
    .size = sizeof(SemaphoreObject),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
    .enter = semaphore_enter,
    .leave = semaphore_leave,
    .properties = bounded_semaphore_properties,
};
