/* The pipe that signals write to; a signal is the process's, and so is the pipe. */
#define _GNU_SOURCE 1 /* pipe2 */
#include "cli/repl/wake.h"

#include "interp/interpreter.h"
#include "interp/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

static int wake_pipe[2] = {-1, -1};
static volatile sig_atomic_t was_resized, was_continued;

static void on_terminal_change(int number) {
    int error = errno;
    if (number == SIGWINCH) was_resized = 1;
    else was_continued = 1;
    if (write(wake_pipe[1], "", 1) < 0) errno = error; /* full: it will wake anyway */
}

void wake_start(void) {
    if (wake_pipe[0] >= 0 || pipe2(wake_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return;
    interrupt_wake(wake_pipe[1]);
    struct sigaction action = {.sa_handler = on_terminal_change, .sa_flags = SA_RESTART};
    sigaction(SIGWINCH, &action, NULL);
    sigaction(SIGCONT, &action, NULL);
}

static bool take(volatile sig_atomic_t *flag) {
    bool was = *flag;
    *flag = 0;
    return was;
}

bool wake_resized(void) {
    return take(&was_resized);
}

bool wake_continued(void) {
    return take(&was_continued);
}

static void drain(void) {
    char bytes[64];
    while (read(wake_pipe[0], bytes, sizeof bytes) > 0) continue;
}

WakeReason wake_wait(Thread *thread) {
    struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = wake_pipe[0], .events = POLLIN}};
    thr_external_begin(thread->task);
    int count = poll(fds, 2, -1);
    thr_external_end(thread->task);
    if (count < 0) return errno == EINTR ? WAKE_NOTICE : WAKE_GONE;
    if (fds[1].revents) {
        drain();
        return WAKE_NOTICE;
    }
    return fds[0].revents & POLLIN ? WAKE_KEY : WAKE_GONE;
}
