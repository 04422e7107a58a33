/* The end of a program, in this order: the uncaught exception is printed, the main thread waits for the others,
   generators left in the middle are closed, daemons are stopped, the output is flushed.

   Threads complete what they do, also after Ctrl-C has ended the main script; then those that wait for ever are told
   and ended (deadlock.c). Another Ctrl-C during the waiting ends it: who still runs or waits is told, and stopped
   like a daemon. */
#include "interp/program_end.h"

#include "interp/deadlock.h"
#include "interp/finalizers.h"
#include "interp/generator_registry.h"
#include "interp/interrupt.h"
#include "interp/outcome.h"
#include "interp/thread_record.h"
#include "interp/traceback.h"
#include "object/attribute.h"
#include "object/callable.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/int.h"
#include "object/module.h"
#include "object/operators.h"
#include "object/str.h"

#include <unistd.h>

static const int64_t patience = 200 * 1000 * 1000; /* nanoseconds a stopped thread has to unwind */

/* ---- The uncaught exception ---- */

static int status_of_exit(Thread *thread, Value error) {
    Value code = value_find_attribute(thread, error, str_intern_text("code"));
    int64_t number;
    if (code == RAISED) error_take(thread);
    if (code == RAISED || code == UNBOUND || code == NONE) return 0;
    if (int_to_int64(code, &number)) return (int)(number & 0xff);
    Buffer text = {0};
    standard_output_flush(thread);
    if (value_is_int(code) || !buffer_add_str(thread, &text, code)) return STATUS_ERROR;
    buffer_add_byte(&text, '\n');
    standard_error_write(thread, &text);
    return STATUS_ERROR;
}

/* What a script has put into sys.excepthook; UNBOUND: nothing. */
static Value hook_of_script(Thread *thread) {
    Value module = dict_get_str(thread->interpreter->modules, str_intern_text("sys"));
    if (module == UNBOUND || !value_has_type(module, &module_type)) return UNBOUND;
    Value hook = dict_get_str(((Module *)(void *)module)->names, str_intern_text("excepthook"));
    return hook != UNBOUND && value_has_type(hook, &builtin_type) ? UNBOUND : hook;
}

void program_report_error(Thread *thread, Value error) {
    Value hook = hook_of_script(thread);
    if (hook == UNBOUND) {
        traceback_print(thread, error);
        return;
    }
    Value items[] = {value_from_object(value_type(error)), error, word_load(&value_exception(error)->traceback)};
    if (value_call(thread, hook, &(Arguments){.items = items, .count = 3}) != RAISED) return;
    Buffer out = {0};
    buffer_add_text(&out, "Error in sys.excepthook:\n");
    traceback_format(thread, &out, error_take(thread), palette_of_errors(thread));
    buffer_add_text(&out, "\nOriginal exception was:\n");
    traceback_format(thread, &out, error, palette_of_errors(thread));
    standard_output_flush(thread);
    standard_error_write(thread, &out);
}

static int status_of_error(Thread *thread, Value error) {
    if (value_is_instance(error, &system_exit)) return status_of_exit(thread, error);
    outcome_note(thread, error);
    program_report_error(thread, error);
    return value_is_instance(error, &keyboard_interrupt) ? STATUS_INTERRUPTED : STATUS_ERROR;
}

/* ---- The other threads ---- */

static void tell_who_is_left(Thread *thread) {
    Buffer out = {0};
    buffer_add_text(&out, "KeyboardInterrupt\n");
    threads_describe(&out, thread, thread);
    standard_output_flush(thread);
    standard_error_write(thread, &out);
}

/* False: Ctrl-C came first. */
static bool wait_for_threads(Thread *thread) {
    while (thr_join_all(thread->task, THR_FOREVER) == THR_INTERRUPTED) {
        if (thread_poll(thread)) continue;
        error_take(thread);
        return false;
    }
    return true;
}

static void want_stop(ThrTask *task, void *self) {
    if (task != self) thread_want(task_thread(task), WANTS_STOP);
}

/* False: some thread does not unwind; it must not meet anything torn down. */
static bool stop_threads(Thread *thread) {
    ThrTask *task = thread->task;
    ThrRuntime *runtime = thread->interpreter->runtime;
    if (thread->interpreter->takes_turns) return thr_task_count(runtime) == 1; /* their turns are over as it is */
    thr_runtime_stop(task);
    thr_each_task(runtime, want_stop, task);
    return thr_join_stopped(task, thr_deadline(runtime, patience)) == THR_OK;
}

/* Sees the last thread out: after it none runs, whatever the process does next. */
static void end_runtime(Thread *thread) {
    ThrRuntime *runtime = thread->interpreter->runtime;
    thr_task_leave(thread->task);
    if (thr_runtime_destroy(runtime)) thread->interpreter->runtime = NULL;
}

/* What the script has given to the module atexit, which reports errors itself. */
static void run_exit_functions(Thread *thread) {
    Value module = dict_get_str(thread->interpreter->modules, str_intern_text("atexit"));
    if (module == UNBOUND || !value_has_type(module, &module_type)) return;
    Value run = dict_get_str(((Module *)(void *)module)->names, str_intern_text("_run_exitfuncs"));
    if (run != UNBOUND && value_call0(thread, run) == RAISED) error_take(thread);
}

void program_leave(Interpreter *interpreter, int status) {
    if (interpreter->leave) interpreter->leave(thr_scheduler_state(interpreter->runtime), status);
    _exit(status);
}

int program_end(Thread *thread, bool done) {
    Interpreter *interpreter = thread->interpreter;
    int status = done ? 0 : status_of_error(thread, error_take(thread));
    thr_task_set_site(thread->task, NULL);
    atomic_store(&interpreter->interrupted, status == STATUS_INTERRUPTED);
    if (interpreter->main_ended) interpreter->main_ended(thread);
    if (!wait_for_threads(thread)) {
        status = STATUS_INTERRUPTED;
        tell_who_is_left(thread);
    }
    run_exit_functions(thread);
    finalizers_run_last(thread);
    generators_close_all(thread);
    bool stopped = stop_threads(thread);
    if (!interpreter->is_deaf) interrupt_listen(NULL);
    if (!standard_output_finish(thread) && status == 0) status = STATUS_OUTPUT_LOST;
    if (!stopped) program_leave(interpreter, status);
    end_runtime(thread);
    return status;
}
