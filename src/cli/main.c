/* thr: runs a script. */
#include "base/buffer.h"
#include "base/memory.h"
#include "cli/options.h"
#include "cli/program.h"
#include "cli/repl/repl.h"
#include "cli/sample/sample.h"
#include "cli/seeded.h"
#include "interp/interpreter.h"
#include "interp/source_file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STATUS_USAGE = 2 };

static Interpreter *new_interpreter(const Options *options) {
    InterpreterOptions program = program_options(options);
    return program_new(options, &program);
}

static int run(const Options *options, const char *name, const char *text, size_t length, const char *path) {
    const Source *source = source_from_bytes(name, text, length);
    if (options->samples) return sample_run(options, &(Script){source, path});
    if (options->seeded) return seeded_run(options, &(Script){source, path});
    Interpreter *interpreter = new_interpreter(options);
    if (!options->interactive) return interpreter_run_main(interpreter, source, path);
    return repl_run(interpreter, &(ReplOptions){.script = source, .path = path, .quiet = options->quiet});
}

static int refuse_file(const char *path, int error) {
    fprintf(stderr, "thr: can't open file '%s': [Errno %d] %s\n", path, error, strerror(error));
    return STATUS_USAGE;
}

/* Errors name the script by its whole path, wherever the process goes later. */
static const char *whole_path(const char *path) {
    char folder[PATH_MAX];
    if (path[0] == '/' || !getcwd(folder, sizeof folder)) return path;
    Buffer whole = {0};
    buffer_addf(&whole, "%s/%s", folder, path);
    return buffer_text(&whole);
}

static int run_file(const Options *options) {
    const char *path = options->subject;
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) return refuse_file(path, EISDIR);
    size_t length;
    const char *text = file_read(path, &length);
    if (!text) return refuse_file(path, errno);
    path = whole_path(path);
    return run(options, path, text, length, path);
}

static int run_input(const Options *options) {
    size_t length;
    const char *text = stream_read(stdin, &length);
    return text ? run(options, "<stdin>", text, length, NULL) : refuse_file("<stdin>", errno);
}

static int refuse_option(const char *option) {
    fprintf(stderr,
            "thr: unknown or incomplete option '%s'\nusage: thr [option] file.thr [argument ...], or thr --help\n",
            option);
    return STATUS_USAGE;
}

int main(int argc, char **argv) {
    memory_start();
    Options options = options_parse(argc, argv);
    switch (options.action) {
    case ACTION_FILE:
        return run_file(&options);
    case ACTION_COMMAND:
        return run(&options, "<string>", options.subject, strlen(options.subject), NULL);
    case ACTION_INPUT:
        return run_input(&options);
    case ACTION_PROMPT:
        return repl_run(new_interpreter(&options), &(ReplOptions){.quiet = options.quiet});
    case ACTION_VERSION:
        puts("thr " THR_VERSION);
        return 0;
    case ACTION_HELP:
        options_print_help();
        return 0;
    case ACTION_WRONG:
        return refuse_option(options.subject);
    }
    return STATUS_USAGE;
}
