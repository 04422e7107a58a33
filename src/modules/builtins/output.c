/* print, input and open. One print call writes its whole text at once, so that lines of two threads never mix. */
#include "modules/builtins/builtins.h"

#include "interp/interpreter.h"
#include "modules/files/file.h"
#include "object/attribute.h"
#include "object/callable.h"
#include "object/error.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"

#include <string.h>

/* sys.stdout or another; UNBOUND when a script deleted it. */
static Value standard_stream(Thread *thread, const char *name) {
    Value module = dict_get_str(thread->interpreter->modules, name_sys);
    if (module == UNBOUND || !value_has_type(module, &module_type)) return UNBOUND;
    return dict_get_str(((Module *)(void *)module)->names, str_intern_text(name));
}

typedef struct PrintOptions {
    Value sep, end, file, flush;
} PrintOptions;

static bool print_options(Thread *thread, const Arguments *args, PrintOptions *options) {
    *options = (PrintOptions){NONE, NONE, NONE, FALSE_VALUE};
    for (uint32_t i = 0; i < args->keyword_count; i++) {
        const char *name = str_text(args->keywords[i]);
        Value value = args->items[args->count + i];
        if (strcmp(name, "sep") == 0) options->sep = value;
        else if (strcmp(name, "end") == 0) options->end = value;
        else if (strcmp(name, "file") == 0) options->file = value;
        else if (strcmp(name, "flush") == 0) options->flush = value;
        else return fail_type(thread, "print() got an unexpected keyword argument '%s'", name);
    }
    if (options->sep != NONE && !value_is_str(options->sep))
        return fail_type(thread, "sep must be None or a string, not %s", type_name_of(options->sep));
    if (options->end != NONE && !value_is_str(options->end))
        return fail_type(thread, "end must be None or a string, not %s", type_name_of(options->end));
    return true;
}

static void add_option(Buffer *out, Value option, const char *otherwise) {
    if (option == NONE) buffer_add_text(out, otherwise);
    else buffer_add(out, value_str_object(option)->text, value_str_object(option)->bytes);
}

static bool write_all(Thread *thread, Value file, const Buffer *text) {
    Value argument = value_from_object(str_from_buffer(text));
    return value_call_method(thread, file, name_write, &(Arguments){.items = &argument, .count = 1}) != RAISED;
}

static bool flush_file(Thread *thread, Value file) {
    if (value_is_file(file)) return file_flush(thread, value_file(file));
    return value_call_method(thread, file, name_flush, &(Arguments){0}) != RAISED;
}

/* Writes what comes before a value whose str() failed; the exception stays on its way. */
static Value write_before_failure(Thread *thread, Value file, const Buffer *text) {
    const Frame *frame = thread->raised_frame;
    Value error = error_take(thread);
    if (text->length > 0 && !write_all(thread, file, text)) error_take(thread);
    thread->raised = error;
    thread->raised_frame = frame;
    return RAISED;
}

static Value call_print(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    PrintOptions options;
    if (!print_options(thread, args, &options)) return RAISED;
    Value file = options.file == NONE ? standard_stream(thread, "stdout") : options.file;
    if (file == UNBOUND) return raise_error(thread, &runtime_error, "lost sys.stdout");
    if (file == NONE) return NONE;
    BUFFER_WITH_ROOM(text, 512);
    for (uint32_t i = 0; i < args->count; i++) {
        if (i > 0) add_option(&text, options.sep, " ");
        if (!buffer_add_str(thread, &text, args->items[i])) return write_before_failure(thread, file, &text);
    }
    add_option(&text, options.end, "\n");
    if (!write_all(thread, file, &text)) return RAISED;
    int flush = value_truth(thread, options.flush);
    return flush < 0 || (flush && !flush_file(thread, file)) ? RAISED : NONE;
}

bool output_write(Thread *thread, const Buffer *text) {
    Value file = standard_stream(thread, "stdout");
    if (file == UNBOUND) return fail_error(thread, &runtime_error, "lost sys.stdout");
    return file == NONE || write_all(thread, file, text);
}

static Value call_input(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value out = standard_stream(thread, "stdout"), in = standard_stream(thread, "stdin");
    if (out == UNBOUND || out == NONE) return raise_error(thread, &runtime_error, "input(): lost sys.stdout");
    if (in == UNBOUND || in == NONE) return raise_error(thread, &runtime_error, "input(): lost sys.stdin");
    Buffer prompt = {0};
    if (args->count > 0 && !buffer_add_str(thread, &prompt, args->items[0])) return RAISED;
    if ((prompt.length > 0 && !write_all(thread, out, &prompt)) || !flush_file(thread, out)) return RAISED;
    Value line = value_call_method(thread, in, name_readline, &(Arguments){0});
    if (line == RAISED) return RAISED;
    if (!value_is_str(line)) return raise_type(thread, "object.readline() returned non-string");
    Str *str = value_str_object(line);
    if (str->bytes == 0) return raise_error(thread, &eof_error, "EOF when reading a line");
    bool ended = str->text[str->bytes - 1] == '\n';
    return value_from_object(str_new(str->text, str->bytes - ended));
}

const Builtin output_functions[] = {
    {"input", call_input, 0, 1, "input(prompt=''): a line of standard input, without its end"},
    {"open", file_open, 1, 8,
     "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None): a file "
     "object",
     "file mode buffering encoding errors newline closefd opener"},
    {"print", call_print, 0, -1,
     "print(*values, sep=' ', end='\\n', file=None, flush=False): write the values as one text", "**"},
    {0},
};
