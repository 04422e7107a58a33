/* What a thread does when another one, a signal or a primitive wants it to take notice. */
#include "base/barrier.h"
#include "interp/finalizers.h"
#include "interp/interpreter.h"
#include "interp/thread_record.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/tuple.h"

/* Ends the thread: handlers and finally clauses are passed over as long as WANTS_STOP is set, which nothing takes
   back. */
static bool fail_stopped(Thread *thread) {
    thread_want(thread, WANTS_STOP);
    raise_object(thread, exception_new(&system_exit, tuple_new(0)));
    return false;
}

static bool fail_interrupted(Thread *thread) {
    raise_object(thread, exception_new(&keyboard_interrupt, tuple_new(0)));
    return false;
}

/* The other half of the barrier is where a generator sets a limit of its own (generator_switch.h). */
void thread_want(Thread *thread, uint32_t what) {
    atomic_fetch_or(&thread->wants, what);
    barrier_heavy();
    atomic_store(&thread->stack_limit, POLL_NOW);
}

/* The limit goes back first: what is wanted after that is noticed at the next poll. */
bool thread_poll(Thread *thread) {
    atomic_store(&thread->stack_limit, thread->stack_end);
    uint32_t wants = atomic_fetch_and(&thread->wants, WANTS_STOP);
    if (wants & WANTS_STOP) return fail_stopped(thread);
    if (wants & WANTS_FINALIZERS) finalizers_run(thread);
    if (!(wants & WANTS_INTERRUPT)) return true;
    thr_interrupt_take(thread->task);
    return fail_interrupted(thread);
}

bool thread_check_status(Thread *thread, ThrStatus status) {
    switch (status) {
    case THR_OK:
    case THR_LEADER:
        return true;
    case THR_TIMEOUT:
        return fail_error(thread, &timeout_error, "timed out");
    case THR_INTERRUPTED:
        return thread_poll(thread);
    case THR_STOPPED:
        return fail_stopped(thread);
    case THR_NOT_HELD:
        return fail_error(thread, &runtime_error, "release unlocked lock");
    case THR_NOT_OWNER:
        return fail_error(thread, &runtime_error, "cannot release un-acquired lock");
    case THR_TOO_MANY:
        return fail_value(thread, "Semaphore released too many times");
    case THR_BROKEN:
        return fail_error(thread, &runtime_error, "the barrier is broken");
    case THR_CANCELLED:
        return fail_error(thread, &runtime_error, "cancelled");
    case THR_DEADLOCK:
        return fail_error(thread, &runtime_error, "cannot join current thread");
    case THR_NOT_STARTED:
        return fail_error(thread, &runtime_error, "cannot join thread before it is started");
    case THR_ALREADY_STARTED:
        return fail_error(thread, &runtime_error, "threads can only be started once");
    case THR_CANNOT_START:
        return fail_error(thread, &runtime_error, "can't start new thread");
    case THR_NO_MEMORY:
        return raise_memory(thread) != RAISED;
    }
    return true;
}
