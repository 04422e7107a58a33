/* The signal handler, and the collector's notice: atomic operations and a futex call, nothing else. */
#include "interp/interrupt.h"

#include "interp/thread_record.h"

#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { HOPELESS_AFTER = 1 }; /* seconds */

/* A signal is for the process, so that who it is for must be known to the process: the one program that listens. */
static _Atomic(Interpreter *) listener;
static _Atomic(int64_t) last_second;
static atomic_int wake_descriptor = -1;

static int64_t second_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* A Ctrl-C that nobody has noticed for more than a second will not be noticed: the next one ends the process. */
static bool is_hopeless(Thread *thread) {
    return (atomic_load(&thread->wants) & WANTS_INTERRUPT) && second_now() - atomic_load(&last_second) > HOPELESS_AFTER;
}

static void wake(void) {
    int descriptor = atomic_load(&wake_descriptor), error = errno;
    if (descriptor >= 0 && write(descriptor, "", 1) < 0) errno = error; /* full: it will wake anyway */
}

static void on_interrupt(int number) {
    Interpreter *interpreter = atomic_load(&listener);
    if (!interpreter || is_hopeless(interpreter->main_thread)) {
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    if (!(atomic_load(&interpreter->main_thread->wants) & WANTS_INTERRUPT)) atomic_store(&last_second, second_now());
    thread_want(interpreter->main_thread, WANTS_INTERRUPT);
    thr_interrupt(interpreter->main_thread->task);
    wake();
}

/* The collector has found something to finalize: the main thread will have time for it. */
static void on_finalizers(void) {
    Interpreter *interpreter = atomic_load(&listener);
    if (interpreter) thread_want(interpreter->main_thread, WANTS_FINALIZERS);
    wake();
}

void interrupt_wake(int descriptor) {
    atomic_store(&wake_descriptor, descriptor);
}

void interrupt_listen(Interpreter *interpreter) {
    atomic_store(&listener, interpreter);
    memory_notify_finalizers(on_finalizers);
    struct sigaction action = {.sa_handler = interpreter ? on_interrupt : SIG_DFL};
    struct sigaction before;
    sigaction(SIGINT, NULL, &before);
    if (before.sa_handler != SIG_IGN) sigaction(SIGINT, &action, NULL);
}
