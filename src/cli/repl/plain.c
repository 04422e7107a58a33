/* Lines from standard input, with prompts: a terminal that cannot draw, a pipe, a build without the line editor. */
#include "cli/repl/reader.h"
#include "cli/repl/statement.h"
#include "cli/repl/wake.h"
#include "interp/interpreter.h"
#include "modules/files/file.h"
#include "object/error.h"
#include "object/names.h"

#include <string.h>
#include <unistd.h>

static File *first_input(Thread *thread) {
    Module *sys = (Module *)value_object(dict_get_str(thread->interpreter->modules, name_sys));
    return value_file(dict_get_str(sys->names, str_intern_text("__stdin__")));
}

/* In sys.stdout's place; on a terminal the console keeps it below what others write. */
static void show_prompt(const Reader *reader, Thread *thread, const char *prompt) {
    File *output = value_file(thread->interpreter->standard_output);
    if (output_sink(thread->interpreter->sink, STDOUT_FILENO)) console_prompt(reader->console, prompt);
    else if (!file_write(thread, output, prompt, strlen(prompt)) || !file_flush(thread, output)) error_take(thread);
}

/* False: Ctrl-C. From a terminal one line comes at a time: nothing of it waits in the stream's buffer. */
static bool wait_for_line(Thread *thread) {
    WakeReason reason = WAKE_NOTICE;
    while (isatty(STDIN_FILENO) && reason == WAKE_NOTICE) {
        if (!thread_poll(thread)) return false;
        reason = wake_wait(thread);
    }
    return true;
}

static ReadStatus read_line(const Reader *reader, Thread *thread, Buffer *line) {
    bool success = wait_for_line(thread) && file_read_line(thread, first_input(thread), -1, line);
    console_prompt_over(reader->console);
    if (!success) error_take(thread);
    if (!success) return READ_INTERRUPTED;
    return line->length > 0 ? READ_TEXT : READ_END;
}

static ReadStatus plain_read(const Reader *reader, Thread *thread, const Prompts *prompts, Buffer *text) {
    for (const char *prompt = prompts->first;; prompt = prompts->next) {
        Buffer line = {0};
        show_prompt(reader, thread, prompt);
        ReadStatus status = read_line(reader, thread, &line);
        if (status == READ_END && text->length > 0) return READ_TEXT;
        if (status != READ_TEXT) return status;
        buffer_add(text, line.text, line.length);
        size_t length = text->length - (text->text[text->length - 1] == '\n');
        if (statement_is_ready(text->text, length)) return READ_TEXT;
    }
}

const Reader *plain_new(Console *console) {
    Reader *reader = memory_new_permanent(sizeof *reader);
    *reader = (Reader){plain_read, console};
    return reader;
}
