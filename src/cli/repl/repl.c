/* The loop of the prompt, its start and its end. */
#include "cli/repl/repl.h"

#include "cli/repl/bare.h"
#include "cli/repl/reader.h"
#include "cli/repl/statement.h"
#include "cli/repl/wake.h"
#include "interp/code.h"
#include "interp/deadlock.h"
#include "interp/program_end.h"
#include "interp/source_file.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/names.h"
#include "object/operators.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Repl {
    Thread *thread;
    Console *console;
    const Reader *reader;
    Module *module; /* __main__ */
    Module *sys;
    unsigned inputs; /* run so far: they are named by their number */
} Repl;

/* Remarks of the prompt itself go where errors go. */
static void say(Repl *repl, const char *text) {
    Buffer out = {0};
    buffer_add_text(&out, text);
    standard_output_flush(repl->thread);
    standard_error_write(repl->thread, &out);
}

/* ---- Running ---- */

/* True: go on; false: SystemExit, which is raised again. */
static bool report(Repl *repl) {
    Thread *thread = repl->thread;
    Value error = error_take(thread);
    if (value_is_instance(error, &system_exit)) {
        thread->raised = error;
        return false;
    }
    module_set(repl->sys, "last_exc", error);
    program_report_error(thread, error);
    return true;
}

static bool run_source(Repl *repl, const Source *source, bool shows) {
    Thread *thread = repl->thread;
    FunctionNode *node = source_parse(thread, source, PARSE_MODULE);
    bool done = node && code_execute(thread, (shows ? code_prepare_shown : code_prepare)(thread, node),
                                     repl->module->names, NULL) != RAISED;
    return done || report(repl);
}

/* Up to the blank line that ended a block. */
static size_t length_without_end(const Buffer *text) {
    size_t length = text->length;
    while (length > 0 && strchr(" \t\n", text->text[length - 1])) length--;
    return length + strcspn(text->text + length, "\n");
}

static bool run_input(Repl *repl, const Buffer *text) {
    if (statement_is_blank(text->text, text->length)) return true;
    Buffer name = {0}, call = {0};
    buffer_addf(&name, "<stdin-%u>", ++repl->inputs);
    if (is_bare_command(repl->thread, repl->module->names, text->text, text->length)) {
        buffer_addf(&call, "%.*s()", (int)strcspn(text->text, " \t\r\n"), text->text);
        text = &call;
    }
    return run_source(repl, source_new(buffer_text(&name), text->text, length_without_end(text)), true);
}

/* ---- Reading ---- */

/* str() of sys.ps1 or ps2, each time anew. */
static const char *prompt_text(Repl *repl, const char *name, const char *otherwise) {
    Value prompt = dict_get_str(repl->sys->names, str_intern_text(name));
    Value text = prompt == UNBOUND ? RAISED : value_str(repl->thread, prompt);
    if (text != RAISED) return str_text(value_str_object(text));
    if (prompt != UNBOUND) error_take(repl->thread);
    return otherwise;
}

/* In colour, unless it brings colours of its own. */
static const char *painted(Repl *repl, const char *prompt) {
    const Palette *palette = palette_of_output(repl->thread);
    if (!*palette->prompt || strchr(prompt, '\033')) return prompt;
    Buffer out = {0};
    buffer_addf(&out, "%s%s%s", palette->prompt, prompt, palette->off);
    return buffer_text(&out);
}

static bool step(Repl *repl) {
    Buffer text = {0};
    standard_output_flush(repl->thread);
    Prompts prompts = {painted(repl, prompt_text(repl, "ps1", ">>> ")),
                       painted(repl, prompt_text(repl, "ps2", "... "))};
    switch (repl->reader->read(repl->reader, repl->thread, &prompts, &text)) {
    case READ_TEXT:
        return run_input(repl, &text);
    case READ_INTERRUPTED:
        say(repl, "KeyboardInterrupt\n");
        return true;
    case READ_END:
        break;
    }
    return false;
}

/* ---- The end ---- */

static void add_if_waited_for(ThrTask *task, void *context) {
    Buffer *names = context;
    if (task->ident == 1 || thr_task_daemon(task)) return;
    const char *name = thr_task_name(task);
    buffer_addf(names, "%s%s", names->length > 0 ? ", " : "", name ? name : "a thread");
}

static void tell_who_is_waited_for(Repl *repl) {
    Buffer names = {0}, out = {0};
    thr_each_task(repl->thread->interpreter->runtime, add_if_waited_for, &names);
    if (names.length == 0) return;
    buffer_addf(&out, "Waiting for threads to end: %s (Ctrl-C leaves without them)\n", buffer_text(&names));
    say(repl, buffer_text(&out));
}

static int leave(Repl *repl) {
    Thread *thread = repl->thread;
    atomic_store(&thread->interpreter->interactive, false);
    bool by_itself = thread->raised == UNBOUND;
    tell_who_is_waited_for(repl);
    return program_end(thread, by_itself);
}

/* ---- The start ---- */

static bool run_startup(Repl *repl) {
    const char *path = getenv("THR_STARTUP");
    size_t length;
    if (!path || !*path) return true;
    const char *text = file_read(path, &length);
    if (text) return run_source(repl, source_from_bytes(path, text, length), false);
    Buffer out = {0};
    buffer_addf(&out, "thr: can't open the file of THR_STARTUP, '%s': %s\n", path, strerror(errno));
    say(repl, buffer_text(&out));
    return true;
}

static void set_prompts(Repl *repl) {
    repl->sys = (Module *)value_object(dict_get_str(repl->thread->interpreter->modules, name_sys));
    module_set(repl->sys, "ps1", value_from_object(str_from_text(">>> ")));
    module_set(repl->sys, "ps2", value_from_object(str_from_text("... ")));
}

static const Reader *choose_reader(Repl *repl) {
    const Reader *reader = NULL;
#ifdef THR_READLINE
    reader = editor_new(repl->thread, repl->console, repl->module->names);
#endif
    return reader ? reader : plain_new(repl->console);
}

/* After a script, SystemExit does not end the prompt either: it was asked for. */
static bool run_script(Repl *repl, const Source *script) {
    if (run_source(repl, script, false)) return true;
    program_report_error(repl->thread, error_take(repl->thread));
    return true;
}

int repl_run(Interpreter *interpreter, const ReplOptions *options) {
    Repl repl = {.thread = interpreter->main_thread, .console = console_new()};
    repl.module = interpreter_main_module(interpreter, options->path);
    set_prompts(&repl);
    interpreter->sink = console_sink(repl.console);
    wake_start();
    repl.reader = choose_reader(&repl);
    atomic_store(&interpreter->interactive, true);
    if (!options->quiet && !options->script)
        say(&repl, "thr " THR_VERSION " - help() explains, threads() shows who does what, Ctrl-D leaves\n");
    bool goes_on = options->script ? run_script(&repl, options->script) : run_startup(&repl);
    while (goes_on) goes_on = step(&repl);
    return leave(&repl);
}
