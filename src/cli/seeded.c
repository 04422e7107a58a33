/* One seeded run. The whole program, its interpreter included, lives on a stack of the model, which drops it when it ends. */
#include "cli/seeded.h"

#include "base/buffer.h"
#include "explore/model.h"
#include "interp/deadlock.h"
#include "modules/embedded.h"
#include "modules/registry.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct SeededRun {
    const Options *options;
    const Script *script;
    Model *model;
    Interpreter *interpreter;
} SeededRun;

static void leave(void *model, int status) {
    model_leave(model, status);
}

static void on_livelock(Model *model, void *argument) {
    (void)model;
    livelock_report(((SeededRun *)argument)->interpreter);
}

static int run_script(void *argument) {
    SeededRun *run = argument;
    const Options *options = run->options;
    run->interpreter = interpreter_new(&(InterpreterOptions){
        .modules = native_modules,
        .embedded = embedded_modules,
        .argc = options->argc,
        .argv = options->argv,
        .no_specialize = options->no_specialize,
        .scheduler = &model_scheduler,
        .scheduler_state = run->model,
        .leave = leave,
        .observed = true,
        .seed = options->seed,
    });
    return interpreter_run_main(run->interpreter, run->script->source, run->script->path);
}

/* As a shell takes it. */
static void add_quoted(Buffer *out, const char *word) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+=:,@%";
    buffer_add_byte(out, ' ');
    if (*word && word[strspn(word, plain)] == '\0') {
        buffer_add_text(out, word);
        return;
    }
    buffer_add_byte(out, '\'');
    for (; *word; word++) {
        if (*word == '\'') buffer_add_text(out, "'\\''");
        else buffer_add_byte(out, *word);
    }
    buffer_add_byte(out, '\'');
}

static void tell_how_to_repeat(const Options *options) {
    Buffer out = {0};
    buffer_addf(&out, "Repeat this run: thr --seed %" PRIu64, options->seed);
    if (options->strategy_text) buffer_addf(&out, " --strategy %s", options->strategy_text);
    if (options->no_specialize) buffer_add_text(&out, " --no-specialize");
    if (options->action == ACTION_COMMAND) {
        buffer_add_text(&out, " -c");
        add_quoted(&out, options->subject);
    }
    for (int i = options->action == ACTION_COMMAND; i < options->argc; i++) add_quoted(&out, options->argv[i]);
    fflush(stdout);
    fprintf(stderr, "%s\n", buffer_text(&out));
}

int seeded_run(const Options *options, const Script *script) {
    SeededRun run = {.options = options, .script = script, .model = model_new()};
    model_begin(run.model, &(ModelOptions){.seed = options->seed,
                                           .strategy = options->strategy,
                                           .depth = options->depth,
                                           .livelock = on_livelock,
                                           .argument = &run});
    int status = model_run(run.model, run_script, &run);
    if (status != 0) tell_how_to_repeat(options);
    return status;
}
