/* What pages of help need from C: a function's parameters as they are written, and the pager. */
#include "modules/pydoc/pydoc.h"

#include "interp/function.h"
#include "interp/interpreter.h"
#include "object/error.h"
#include "object/list.h"
#include "object/str.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ---- Parameters ---- */

/* A piece of source on one line. */
static void add_source(Buffer *out, const Source *source, Span span) {
    bool gap = false;
    for (uint32_t i = span.start; i < span.end; i++) {
        char byte = source->text[i];
        bool blank = byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
        if (blank && !gap) buffer_add_byte(out, ' ');
        else if (!blank) buffer_add_byte(out, byte);
        gap = blank;
    }
}

static void add_parameter(Buffer *out, const Source *source, const Parameter *parameter) {
    buffer_add_text(out, parameter->kind == PARAMETER_STAR ? "*" : parameter->kind == PARAMETER_STARS ? "**" : "");
    buffer_add_text(out, parameter->name);
    if (parameter->annotation) {
        buffer_add_text(out, ": ");
        add_source(out, source, parameter->annotation->span);
    }
    if (!parameter->default_value) return;
    buffer_add_text(out, parameter->annotation ? " = " : "=");
    add_source(out, source, parameter->default_value->span);
}

static void add_signature(Buffer *out, const FunctionNode *node) {
    bool starred = false;
    buffer_add_byte(out, '(');
    for (uint32_t i = 0; i < node->parameter_count; i++) {
        const Parameter *parameter = &node->parameters[i];
        if (i > 0) buffer_add_text(out, ", ");
        if (parameter->kind == PARAMETER_KEYWORD_ONLY && !starred) buffer_add_text(out, "*, ");
        starred = starred || parameter->kind == PARAMETER_STAR || parameter->kind == PARAMETER_KEYWORD_ONLY;
        add_parameter(out, node->source, parameter);
        if (i + 1 == node->positional_only_count) buffer_add_text(out, ", /");
    }
    buffer_add_byte(out, ')');
    if (!node->returns) return;
    buffer_add_text(out, " -> ");
    add_source(out, node->source, node->returns->span);
}

static Value call_signature(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (!value_has_type(args->items[0], &function_type)) return raise_type(thread, "signature() takes a function");
    Buffer out = {0};
    add_signature(&out, value_function(args->items[0])->code->node);
    return value_from_object(str_from_buffer(&out));
}

/* ---- The library ---- */

static void add_public_names(List *names, const NativeModule *table) {
    for (; table && table->name; table++)
        if (table->name[0] != '_') list_append(names, value_from_object(str_from_text(table->name)));
}

static Value call_modules(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    List *names = list_new(0);
    add_public_names(names, thread->interpreter->native_modules);
    add_public_names(names, thread->interpreter->embedded_modules);
    return value_from_object(names);
}

/* ---- The pager ---- */

static bool fits_the_screen(const Str *text) {
    struct winsize size;
    unsigned lines = 0;
    for (size_t i = 0; i < text->bytes; i++) lines += text->text[i] == '\n';
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && lines + 1u < size.ws_row;
}

static const char *pager_command(void) {
    const char *chosen = getenv("PAGER"), *terminal = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return NULL;
    if (chosen) return *chosen ? chosen : NULL;
    return terminal && *terminal && strcmp(terminal, "dumb") != 0 ? "less -R 2>/dev/null || more" : NULL;
}

/* Ctrl-C and the end of the pager's input are the pager's own affair. */
static bool run_pager(Thread *thread, const char *command, const Str *text) {
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, pipe;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGPIPE, &ignore, &pipe);
    thr_external_begin(thread->task);
    FILE *pager = popen(command, "w");
    if (pager) fwrite(text->text, 1, text->bytes, pager);
    bool done = pager && pclose(pager) == 0;
    thr_external_end(thread->task);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGPIPE, &pipe, NULL);
    return done;
}

static Value call_page(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (!value_is_str(args->items[0])) return raise_type(thread, "page() takes a text");
    const Str *text = value_str_object(args->items[0]);
    const char *command = fits_the_screen(text) ? NULL : pager_command();
    return value_from_bool(command && run_pager(thread, command, text));
}

static const Builtin functions[] = {
    {"signature", call_signature, 1, 1, "signature(function): its parentheses and what is in them, as it was written"},
    {"modules", call_modules, 0, 0, "modules(): the names of the library's modules"},
    {"page", call_page, 1, 1,
     "page(text): show a long text by the pager of a terminal; False: somebody else must print it"},
    {0},
};

Module *pydoc_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("_pydoc", "Pages of help, the part that is written in C.");
    module_add_functions(module, functions);
    return module;
}
