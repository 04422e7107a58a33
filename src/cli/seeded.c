/* One seeded run. The whole program, its interpreter included, lives on a stack of the model, which drops it when it ends. */
#include "cli/seeded.h"

#include "cli/repeat.h"
#include "explore/model.h"
#include "interp/deadlock.h"
#include "modules/embedded.h"
#include "modules/registry.h"

#include <stdio.h>

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

static void tell_how_to_repeat(const Options *options) {
    Buffer out = {0};
    repeat_command(&out, options, options->seed);
    fflush(stdout);
    fprintf(stderr, "Repeat this run: %s\n", buffer_text(&out));
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
