/* What every blocking method shares: saying where the thread is, timeouts, and what an answer of a primitive means.

     int64_t deadline;
     if (!timeout_deadline(thread, args->items[0], &deadline)) return RAISED;
     ThrStatus status;
     WAIT_FOR(thread, status, thr_event_wait(task_here(thread), &self->event, deadline));
     return wait_answer(thread, status); */
#ifndef MODULES_THREADING_WAIT_H
#define MODULES_THREADING_WAIT_H

#include "base/buffer.h"
#include "interp/interpreter.h"
#include "object/arguments.h"

/* The task of this thread, told which line of the script it is at: for reports of who waits where, and who took a lock. */
static inline ThrTask *task_here(Thread *thread) {
    thr_task_set_site(thread->task, thread_site(thread));
    return thread->task;
}

/* Before an answer that another thread may be about to change. */
static inline void task_asks(Thread *thread, ThrKind kind, const void *object) {
    thr_step(task_here(thread), THR_ACTION_READ, kind, object, NULL);
}

/* Waits, and goes on waiting after an interrupt that raised nothing. Afterwards THR_INTERRUPTED means: it raised. */
#define WAIT_FOR(thread, status, operation)                                                                            \
    do (status) = (operation);                                                                                         \
    while ((status) == THR_INTERRUPTED && thread_check_status((thread), (status)))

/* True, False (timed out) or RAISED. */
Value wait_answer(Thread *thread, ThrStatus status);

/* The deadline of wait(timeout) and join(timeout): UNBOUND or None is for ever, nothing and less does not wait. TypeError, OverflowError. */
bool timeout_deadline(Thread *thread, Value timeout, int64_t *deadline);

/* The arguments of acquire(blocking, timeout), by position or name, UNBOUND where not given: for entries with parameters
   "**", so that the usual call without any binds nothing. */
bool acquire_arguments(Thread *thread, const Arguments *args, Value given[2]);

/* The deadline of a lock's acquire(blocking=True, timeout=-1). TypeError, ValueError, OverflowError. */
bool acquire_deadline(Thread *thread, const Arguments *args, int64_t *deadline);

/* `self.__init__()` can be called by anybody, again and at any time. What a primitive is set up from is therefore set up
   once: by who gets true from setup_begin, before his setup_end. */
typedef _Atomic(unsigned char) Setup;
bool setup_begin(Setup *setup);
void setup_end(Setup *setup);

/* False with AttributeError for an instance of a class whose __init__ did not call this type's. */
bool setup_check(Thread *thread, Setup *setup, Value self, const char *attribute);

/* "<module.Class at 0x…", as these types begin their repr; RAISED (false) if the class has odd names. */
bool repr_begin(Thread *thread, Value self, Buffer *out);

/* The setter of what is a property without one in the words of scripts: NO_SETTER(thread, ident) defines thread_no_ident. */
#define NO_SETTER(type, attribute)                                                                                     \
    static bool type##_no_##attribute(Thread *thread, Value self, Value value) {                                       \
        (void)value;                                                                                                   \
        return fail_error(thread, &attribute_error, "property '" #attribute "' of '%s' object has no setter",          \
                          type_name_of(self));                                                                         \
    }

#endif
