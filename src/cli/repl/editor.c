/* The line editor: GNU readline reads the keys and keeps the text, a block of many lines in one buffer; the console
   draws it. Its callback interface leaves the waiting to us, so that signals, finalizers and other threads' output are
   served while nobody types. */
#define _GNU_SOURCE 1 /* pipe2 */
#include "cli/repl/editor.h"

#include "base/memory.h"
#include "cli/repl/history.h"
#include "cli/repl/statement.h"
#include "interp/interpreter.h"
#include "interp/interrupt.h"
#include "object/error.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

Editor *the_editor;

/* What wakes the wait for a key: signals write here. */
static int wake_pipe[2] = {-1, -1};
static volatile sig_atomic_t terminal_changed;

/* ---- Drawing ---- */

static Picture picture_now(size_t cursor) {
    PictureText text = {
        .prompt = rl_display_prompt ? rl_display_prompt : "",
        .next_prompt = the_editor->next_prompt,
        .text = rl_line_buffer,
        .length = (size_t)rl_end,
        .cursor = cursor,
    };
    return picture_new(&text, console_columns(the_editor->console));
}

static void redisplay(void) {
    if (the_editor->is_over) return;
    Picture picture = picture_now((size_t)rl_point);
    console_show(the_editor->console, &picture);
}

static void draw_last(void) {
    Picture picture = picture_now((size_t)rl_end);
    console_finish(the_editor->console, &picture);
}

/* ---- The end of an input ---- */

static void end_input(ReadStatus status) {
    the_editor->status = status;
    the_editor->is_over = true;
}

static void remember(const char *entry) {
    HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (statement_is_blank(entry, strlen(entry)) || (last && strcmp(last->line, entry) == 0)) return;
    add_history(entry);
    if (the_editor->history) history_append(the_editor->history, entry);
}

/* Without the blank lines that ended a block. */
static const char *without_end(const char *text, size_t length) {
    while (length > 0 && strchr(" \t\n", text[length - 1])) length--;
    return memory_copy_text(text, length);
}

void editor_accept(void) {
    draw_last();
    buffer_add(the_editor->text, rl_line_buffer, (size_t)rl_end);
    remember(without_end(rl_line_buffer, (size_t)rl_end));
    rl_replace_line("", 1);
    rl_done = 1;
    end_input(READ_TEXT);
}

static void on_line(char *line) {
    if (!line) {
        draw_last();
        end_input(READ_END);
    }
    free(line);
    rl_callback_handler_remove();
}

static void interrupt(void) {
    draw_last();
    rl_callback_sigcleanup();
    rl_replace_line("", 1);
    rl_callback_handler_remove();
    end_input(READ_INTERRUPTED);
}

/* ---- Waiting ---- */

static void resize(void) {
    terminal_changed = 0;
    console_resized(the_editor->console);
    rl_set_screen_size((int)console_rows(the_editor->console), (int)console_columns(the_editor->console));
    redisplay();
}

/* Signals and notices. */
static void wake_up(void) {
    char bytes[64];
    while (read(wake_pipe[0], bytes, sizeof bytes) > 0) continue;
    if (terminal_changed) resize();
}

static bool is_interrupted(Thread *thread) {
    if (thread_poll(thread)) return false;
    error_take(thread);
    return true;
}

static void wait_for_key(Thread *thread) {
    struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = wake_pipe[0], .events = POLLIN}};
    thr_external_begin(thread->task);
    int count = poll(fds, 2, -1);
    thr_external_end(thread->task);
    if (count < 0 && errno != EINTR) end_input(READ_END);
    if (count <= 0) return;
    if (fds[1].revents) wake_up();
    else if (fds[0].revents & POLLIN) rl_callback_read_char();
    else end_input(READ_END); /* the terminal is gone */
}

static void set_paste_marks(bool on) {
    console_write(the_editor->console, STDOUT_FILENO, on ? "\033[?2004h" : "\033[?2004l", 8);
}

static ReadStatus editor_read(const Reader *reader, Thread *thread, const Prompts *prompts, Buffer *text) {
    (void)reader;
    Editor *editor = the_editor;
    editor->next_prompt = prompts->next;
    editor->text = text;
    editor->is_over = editor->is_pasted = false;
    using_history();
    set_paste_marks(true);
    rl_callback_handler_install(prompts->first, on_line);
    while (!editor->is_over) {
        if (is_interrupted(thread)) interrupt();
        else wait_for_key(thread);
    }
    set_paste_marks(false);
    return editor->status;
}

/* ---- Start ---- */

static void on_terminal_change(int number) {
    (void)number;
    int error = errno;
    terminal_changed = 1;
    if (write(wake_pipe[1], "", 1) < 0) errno = error;
    errno = error;
}

/* A resize, and the return from a stop, in which another program had the terminal. */
static void listen(void) {
    if (pipe2(wake_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return;
    interrupt_wake(wake_pipe[1]);
    struct sigaction action = {.sa_handler = on_terminal_change, .sa_flags = SA_RESTART};
    sigaction(SIGWINCH, &action, NULL);
}

/* readline asks the locale how wide a character is in bytes; text here is UTF-8 whatever the environment says. */
static void choose_locale(void) {
    if (setlocale(LC_CTYPE, "") && MB_CUR_MAX > 1) return;
    if (setlocale(LC_CTYPE, "C.UTF-8")) setenv("LC_ALL", "C.UTF-8", 1);
}

static void add_entry(const char *entry) {
    add_history(entry);
}

static void start_readline(void) {
    choose_locale();
    rl_readline_name = "thr";
    rl_catch_signals = rl_catch_sigwinch = 0;
    rl_change_environment = 0;
    rl_initialize();
    rl_variable_bind("enable-bracketed-paste", "off");
    rl_redisplay_function = redisplay;
    keys_bind();
    stifle_history(HISTORY_MOST);
}

const Reader *editor_new(Thread *thread, Console *console, Dict *names) {
    static const Reader reader = {.read = editor_read};
    if (!console_can_draw(console)) return NULL;
    the_editor = memory_new_permanent(sizeof *the_editor);
    *the_editor = (Editor){.console = console, .thread = thread, .names = names, .history = history_path()};
    listen();
    start_readline();
    if (the_editor->history) history_load(the_editor->history, add_entry);
    return &reader;
}
