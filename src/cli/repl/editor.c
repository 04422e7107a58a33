/* The line editor: GNU readline reads the keys and keeps the text, a block of many lines in one buffer; the console
   draws it. Its callback interface leaves the waiting to us, so that signals, finalizers and other threads' output are
   served while nobody types. */
#include "cli/repl/editor.h"

#include "base/memory.h"
#include "cli/repl/history.h"
#include "cli/repl/statement.h"
#include "cli/repl/wake.h"
#include "interp/interpreter.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/tuple.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

Editor *the_editor;

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

static void take(const char *text, size_t length) {
    buffer_add(the_editor->text, text, length);
    if (!the_editor->is_line) remember(without_end(text, length));
    end_input(READ_TEXT);
}

void editor_accept(void) {
    draw_last();
    take(rl_line_buffer, (size_t)rl_end);
    rl_replace_line("", 1);
    rl_done = 1;
}

void editor_end(void) {
    draw_last();
    rl_done = 1;
    end_input(READ_END);
}

static void on_line(char *line) {
    if (!line) editor_end();
    else if (!the_editor->is_over) take(line, strlen(line)); /* by a command of readline's that ends the line itself */
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

static void set_paste_marks(bool on) {
    console_send(the_editor->console, on ? "\033[?2004h" : "\033[?2004l");
}

static void resize(void) {
    console_resized(the_editor->console);
    rl_set_screen_size((int)console_rows(the_editor->console), (int)console_columns(the_editor->console));
    redisplay();
}

/* The modes of the terminal are as the other program, or the shell, has left them. */
static void take_terminal_back(void) {
    rl_deprep_terminal();
    rl_prep_terminal(1);
    set_paste_marks(true);
    console_abandoned(the_editor->console);
    redisplay();
}

static bool is_interrupted(Thread *thread) {
    if (thread_poll(thread)) return false;
    error_take(thread);
    return true;
}

static void wait_for_key(Thread *thread) {
    switch (wake_wait(thread)) {
    case WAKE_KEY:
        rl_callback_read_char();
        return;
    case WAKE_NOTICE:
        if (wake_resized()) resize();
        if (wake_continued()) take_terminal_back();
        return;
    case WAKE_GONE:
        end_input(READ_END);
    }
}

/* The beginning of a line that was pasted. */
static void insert_rest(void) {
    if (the_editor->rest.length == 0) return;
    rl_insert_text(the_editor->rest.text);
    the_editor->rest = (Buffer){0};
    redisplay();
}

static ReadStatus editor_read(const Reader *reader, Thread *thread, const Prompts *prompts, Buffer *text) {
    (void)reader;
    Editor *editor = the_editor;
    editor->next_prompt = prompts->next;
    editor->text = text;
    if (!editor->is_line) editor->rest = (Buffer){0};
    editor->is_over = editor->is_pasted = false;
    using_history();
    rl_callback_handler_install(prompts->first, on_line);
    if (editor->is_line) insert_rest();
    set_paste_marks(true);
    while (!editor->is_over) {
        if (is_interrupted(thread)) interrupt();
        else wait_for_key(thread);
    }
    set_paste_marks(false);
    return editor->status;
}

/* ---- Lines for the script ---- */

static bool take_rest(Buffer *line) {
    Buffer *rest = &the_editor->rest;
    size_t length = strcspn(buffer_text(rest), "\n");
    if (length == rest->length) return false;
    Buffer left = {0};
    buffer_add(line, rest->text, length + 1);
    buffer_add_text(&left, rest->text + length + 1);
    *rest = left;
    return true;
}

/* input() and sys.stdin of the main thread: the text before it in the row is its prompt. */
static bool read_line_for_script(OutputSink *sink, Thread *thread, Buffer *line) {
    Editor *editor = the_editor;
    (void)sink;
    if (take_rest(line) || !editor->is_over) return true; /* not over: a finalizer reads, while one types */
    Prompts prompts = {console_take_row(editor->console), ""};
    editor->is_line = true;
    ReadStatus status = editor_read(NULL, thread, &prompts, line);
    editor->is_line = false;
    if (status == READ_TEXT) buffer_add_byte(line, '\n');
    if (status != READ_INTERRUPTED) return true;
    raise_object(thread, exception_new(&keyboard_interrupt, tuple_new(0)));
    return false;
}

/* ---- Start ---- */

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
    rl_variable_bind("enable-bracketed-paste", "off"); /* ours hands the whole paste over */
    rl_variable_bind("bind-tty-special-chars", "off");
    rl_redisplay_function = redisplay;
    keys_bind();
    stifle_history(HISTORY_MOST);
}

const Reader *editor_new(Thread *thread, Console *console, Dict *names) {
    static const Reader reader = {.read = editor_read};
    if (!console_can_draw(console)) return NULL;
    console_sink(console)->read_line = read_line_for_script;
    console_sink(console)->takes[STDIN_FILENO] = true;
    the_editor = memory_new_permanent(sizeof *the_editor);
    *the_editor =
        (Editor){.console = console, .thread = thread, .names = names, .history = history_path(), .is_over = true};
    start_readline();
    if (the_editor->history) history_load(the_editor->history, add_entry);
    return &reader;
}
