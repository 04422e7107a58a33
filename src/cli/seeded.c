/* One seeded run, perhaps recorded or by a recorded schedule. The whole program, its interpreter included, lives on a stack of
   the model, which drops it when it ends. */
#include "cli/seeded.h"

#include "cli/program.h"
#include "cli/repeat.h"
#include "cli/schedule.h"
#include "cli/story_report.h"
#include "explore/model.h"
#include "interp/deadlock.h"

#include <stdio.h>

enum { STATUS_CANNOT = 2, STATUS_HANGS = 3 };

typedef struct SeededRun {
    Replay *replay; /* first, as replay_strategy wants it; null: none */
    Recorder recorder;
    const Options *options;
    const Script *script;
    Model *model;
    Interpreter *interpreter;
    uint64_t seed;
} SeededRun;

static void tell_story(const Model *model) {
    Buffer out = {0};
    story_report(&out, model);
    fflush(stdout);
    fputs(buffer_text(&out), stderr);
}

static void leave(void *model, int status) {
    if (status == STATUS_HANGS) tell_story(model);
    model_leave(model, status);
}

static void on_livelock(Model *model, void *argument) {
    (void)model;
    livelock_report(((SeededRun *)argument)->interpreter);
}

static void on_operation(Model *model, const Fiber *fiber, void *argument) {
    SeededRun *run = argument;
    if (run->recorder.file) recorder_note(&run->recorder, fiber);
    if (run->replay && !replay_check(run->replay, fiber)) model_leave(model, STATUS_CANNOT);
}

static int run_script(void *argument) {
    SeededRun *run = argument;
    const Options *options = run->options;
    InterpreterOptions program = program_options_modelled(options, run->model, leave);
    program.seed = run->seed;
    run->interpreter = program_new(options, &program);
    return interpreter_run_main(run->interpreter, run->script->source, run->script->path);
}

static void tell_how_to_repeat(const Options *options) {
    Buffer out = {0};
    repeat_command(&out, options, options->seed);
    fflush(stdout);
    fprintf(stderr, "Repeat this run: %s\n", buffer_text(&out));
}

/* False: told why. */
static bool open_schedules(SeededRun *run) {
    const Options *options = run->options;
    if (options->replay && !(run->replay = replay_open(options->replay))) return false;
    if (run->replay) run->seed = replay_seed(run->replay);
    return !options->record || recorder_open(&run->recorder, options->record, run->seed);
}

static int run_model(SeededRun *run) {
    const Options *options = run->options;
    bool is_told = run->replay || run->recorder.file;
    model_begin(run->model, &(ModelOptions){.seed = run->seed,
                                            .strategy = run->replay ? &replay_strategy : options->strategy,
                                            .depth = options->depth,
                                            .livelock = on_livelock,
                                            .tell = is_told ? on_operation : NULL,
                                            .argument = run});
    int status = model_run(run->model, run_script, run);
    if (run->recorder.file && !recorder_close(&run->recorder)) return STATUS_CANNOT;
    return run->replay && !replay_finish(run->replay) ? STATUS_CANNOT : status;
}

int seeded_run(const Options *options, const Script *script) {
    SeededRun *run = memory_new_permanent(sizeof *run);
    *run = (SeededRun){.options = options, .script = script, .model = model_new(), .seed = options->seed};
    if (!open_schedules(run)) return STATUS_CANNOT;
    int status = run_model(run);
    if (status != 0 && !run->replay) tell_how_to_repeat(options);
    return status;
}
