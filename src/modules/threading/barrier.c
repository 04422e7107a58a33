/* A meeting point for a fixed number of threads. The last to come runs the action, outside of the primitive. */
#include "modules/threading/barrier.h"

#include "modules/threading/init.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <limits.h>

static BarrierObject *barrier_of(Value self) {
    return (BarrierObject *)value_object(self);
}

static bool barrier_check(Thread *thread, Value self) {
    return setup_check(thread, &barrier_of(self)->setup, self, "_cond");
}

static bool party_count(Thread *thread, Value argument, int64_t *parties) {
    int too_few = operate_compare_truth(thread, COMPARE_LESS, argument, value_from_small_int(1));
    if (too_few != 0) return too_few < 0 ? false : fail_value(thread, "parties must be > 0");
    if (!value_to_index(thread, argument, parties)) return false;
    return *parties <= UINT_MAX || fail_error(thread, &overflow_error, "too many parties");
}

static Value barrier_set_up(Thread *thread, Value self, const Arguments *args) {
    Value action = args->items[1] == UNBOUND ? NONE : args->items[1];
    int64_t parties;
    if (!party_count(thread, args->items[0], &parties)) return RAISED;
    int acts = value_truth(thread, action);
    if (acts < 0) return RAISED;
    BarrierObject *barrier = barrier_of(self);
    if (setup_begin(&barrier->setup)) {
        barrier->action = action;
        barrier->timeout = args->items[2];
        thr_barrier_init(&barrier->barrier, (unsigned)parties, acts);
        setup_end(&barrier->setup);
    }
    return NONE;
}

static Value raise_broken(Thread *thread) {
    return raise_object(thread, exception_new(&broken_barrier_error, tuple_new(0)));
}

/* The last to come runs the action; if it raises, the barrier breaks for the others and the exception is the caller's. */
static ThrStatus lead(Thread *thread, BarrierObject *barrier) {
    if (value_call0(thread, barrier->action) != RAISED)
        return thr_barrier_release(task_here(thread), &barrier->barrier);
    thr_barrier_abort(thread->task, &barrier->barrier);
    return THR_INTERRUPTED;
}

static Value barrier_wait(Thread *thread, Value self, const Arguments *args) {
    if (!barrier_check(thread, self)) return RAISED;
    BarrierObject *barrier = barrier_of(self);
    Value timeout = args->items[0] == UNBOUND || args->items[0] == NONE ? barrier->timeout : args->items[0];
    int64_t deadline;
    if (!timeout_deadline(thread, timeout, &deadline)) return RAISED;
    ThrStatus status;
    unsigned index;
    WAIT_FOR(thread, status, thr_barrier_wait(task_here(thread), &barrier->barrier, deadline, &index));
    if (status == THR_LEADER) status = lead(thread, barrier);
    if (status == THR_BROKEN) return raise_broken(thread);
    return status == THR_OK ? value_from_small_int(index) : wait_answer(thread, status);
}

static Value barrier_reset(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    if (!barrier_check(thread, self)) return RAISED;
    thr_barrier_reset(task_here(thread), &barrier_of(self)->barrier);
    return NONE;
}

static Value barrier_abort(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    if (!barrier_check(thread, self)) return RAISED;
    thr_barrier_abort(task_here(thread), &barrier_of(self)->barrier);
    return NONE;
}

static Value barrier_parties(Thread *thread, Value self) {
    return barrier_check(thread, self) ? value_from_small_int(barrier_of(self)->barrier.parties) : RAISED;
}

static Value barrier_n_waiting(Thread *thread, Value self) {
    task_asks(thread, THR_KIND_BARRIER, &barrier_of(self)->barrier);
    return barrier_check(thread, self) ? value_from_small_int(thr_barrier_waiting(&barrier_of(self)->barrier)) : RAISED;
}

static Value barrier_broken(Thread *thread, Value self) {
    task_asks(thread, THR_KIND_BARRIER, &barrier_of(self)->barrier);
    return barrier_check(thread, self) ? value_from_bool(thr_barrier_broken(&barrier_of(self)->barrier)) : RAISED;
}

NO_SETTER(barrier, parties)
NO_SETTER(barrier, n_waiting)
NO_SETTER(barrier, broken)

static Value barrier_repr(Thread *thread, Value self) {
    Buffer out = {0};
    if (!barrier_check(thread, self) || !repr_begin(thread, self, &out)) return RAISED;
    ThrBarrier *barrier = &barrier_of(self)->barrier;
    if (thr_barrier_broken(barrier)) buffer_add_text(&out, ": broken>");
    else buffer_addf(&out, ": waiters=%u/%u>", thr_barrier_waiting(barrier), barrier->parties);
    return value_from_object(str_from_buffer(&out));
}

static const Builtin barrier_init_entry = {"Barrier.__init__",
                                           barrier_set_up,
                                           1,
                                           3,
                                           "Barrier(parties, action=None, timeout=None)",
                                           .parameters = "parties action timeout"};

static bool barrier_init(Thread *thread, Value self, const Arguments *args) {
    return init_invoke(thread, &barrier_init_entry, self, args);
}

static const Builtin barrier_methods[] = {
    {"wait", barrier_wait, 0, 1, "wait(timeout=None): wait until all parties have come; the order of arrival, from 0",
     .parameters = "timeout"},
    {"reset", barrier_reset, 0, 0, "reset(): make it as new; who waits gets BrokenBarrierError"},
    {"abort", barrier_abort, 0, 0, "abort(): break it; who waits and who comes gets BrokenBarrierError"},
    {0},
};

static const Property barrier_properties[] = {
    {"parties", barrier_parties, barrier_no_parties, "how many threads it takes"},
    {"n_waiting", barrier_n_waiting, barrier_no_n_waiting, "how many are waiting right now"},
    {"broken", barrier_broken, barrier_no_broken, "whether it is broken"},
    {0},
};

static const char lesson[] =
    "Barrier(parties, action=None, timeout=None): where that many threads wait for each other.\n"
    "\n"
    "    start = threading.Barrier(3, action=lambda: print('all are here'))\n"
    "\n"
    "    def run(name):\n"
    "        print(name, 'is ready')\n"
    "        start.wait()           # until three threads wait; then all go on\n"
    "        print(name, 'runs')\n"
    "\n"
    "    join([thread(run, name) for name in 'abc'])\n"
    "\n"
    "It is good for the next round at once. wait() answers a number below\n"
    "`parties`, another one for each thread; one of them calls `action` before\n"
    "they go on. When somebody gives up, by a timeout or abort(), the barrier\n"
    "is broken: all who wait, and all who come later, get BrokenBarrierError,\n"
    "until reset().";

Type barrier_type = {
    TYPE_HEAD,
    .name = "Barrier",
    .module = "threading",
    .doc = lesson,
    .size = sizeof(BarrierObject),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
    .repr = barrier_repr,
    .init = barrier_init,
    .methods = barrier_methods,
    .properties = barrier_properties,
};

Type broken_barrier_error = {
    TYPE_HEAD,
    .name = "BrokenBarrierError",
    .module = "threading",
    .doc = "The barrier was broken, by a timeout, reset or abort, before all had come.",
    .base = &runtime_error,
    .flags = TYPE_IS_EXCEPTION | TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
};
