/* Run after run: the model drops the threads of the last one, the interpreter goes back to its beginning, the next seed decides. */
#include "cli/sample/sample.h"

#include "cli/program.h"
#include "cli/sample/report.h"
#include "explore/model.h"
#include "interp/deadlock.h"
#include "interp/output.h"
#include "interp/rerun.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { STATUS_SEVERAL = 1, STATUS_INTERRUPTED_SAMPLE = 130, PROGRESS_EVERY = 64 };

typedef struct Sample {
    OutputSink sink; /* first: what the script writes */
    const Options *options;
    Model *model;
    Rerun *rerun;
    InterpreterOptions program;
    ProgramOutcome outcome;
    RunResult result; /* of the run that goes on; its buffers are used again */
    Tally tally;
    bool shows_progress;
    double started, told;
} Sample;

/* A signal is for the process: the one sample that it makes. */
static _Atomic(Rerun *) interruptible;
static volatile sig_atomic_t was_interrupted;

static void on_interrupt(int number) {
    Rerun *rerun = atomic_load(&interruptible);
    if (was_interrupted || !rerun) {
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    was_interrupted = 1;
    rerun_interrupt(rerun);
}

static bool take_output(OutputSink *sink, int descriptor, const char *text, size_t length) {
    Sample *sample = (Sample *)sink;
    RunResult *result = &sample->result;
    Buffer *to = descriptor == STDOUT_FILENO    ? &result->output
                 : sample->outcome.is_reporting ? &result->report
                                                : &result->errors;
    buffer_add(to, text, length);
    return true;
}

static void leave(void *model, int status) {
    model_leave(model, status);
}

static void on_livelock(Model *model, void *argument) {
    (void)model;
    livelock_report(rerun_interpreter(((Sample *)argument)->rerun));
}

static int run_once(void *argument) {
    return rerun_once(((Sample *)argument)->rerun);
}

static int by_text(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Whose exception came first is left open: that shows in the output, if anywhere. */
static void add_exceptions(Buffer *out, ProgramOutcome *outcome) {
    if (outcome->errors.count > 1) qsort(outcome->errors.at, outcome->errors.count, sizeof(char *), by_text);
    for (size_t i = 0; i < outcome->errors.count; i++) buffer_addf(out, "%s\n", outcome->errors.at[i]);
}

static void empty(Buffer *buffer) {
    buffer->length = 0;
    if (buffer->text) buffer->text[0] = '\0';
}

static void begin_result(Sample *sample, uint64_t seed) {
    RunResult *result = &sample->result;
    result->seed = seed;
    empty(&result->output);
    empty(&result->errors);
    empty(&result->raised);
    empty(&result->report);
    sample->outcome.ending = ENDING_NORMAL;
    sample->outcome.circle = sample->outcome.errors.count = 0;
    sample->outcome.is_reporting = false;
}

static void run_seed(Sample *sample, uint64_t seed) {
    const Options *options = sample->options;
    begin_result(sample, seed);
    sample->program.seed = seed;
    model_begin(sample->model, &(ModelOptions){.seed = seed,
                                               .strategy = options->strategy,
                                               .depth = options->depth,
                                               .livelock = on_livelock,
                                               .argument = sample});
    sample->result.status = model_run(sample->model, run_once, sample);
    rerun_clear(sample->rerun);
    sample->result.ending = sample->outcome.ending;
    sample->result.circle = sample->outcome.circle;
    add_exceptions(&sample->result.raised, &sample->outcome);
}

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void show_progress(Sample *sample) {
    double now = seconds_now();
    if (now - sample->told < 0.2) return;
    sample->told = now;
    fprintf(stderr, "\r%llu of %llu schedules, %zu outcome%s ", (unsigned long long)sample->tally.runs,
            (unsigned long long)sample->options->count, sample->tally.entries.count,
            sample->tally.entries.count == 1 ? "" : "s");
}

static void run_all(Sample *sample) {
    const Options *options = sample->options;
    for (uint64_t i = 0; i < options->count && !was_interrupted; i++) {
        run_seed(sample, options->seed + i);
        if (was_interrupted) break; /* the run that Ctrl-C hit */
        tally_add(&sample->tally, &sample->result);
        if (sample->shows_progress && i % PROGRESS_EVERY == 0) show_progress(sample);
    }
    if (sample->shows_progress && sample->told > sample->started) fputs("\r\033[K", stderr);
}

static void print_report(const Sample *sample) {
    Buffer out = {0};
    const Strategy *strategy = sample->options->strategy ? sample->options->strategy : &strategies[0];
    const SampleFacts facts = {sample->options, strategy->name, was_interrupted};
    (sample->options->json ? report_json : report_table)(&out, &sample->tally, &facts);
    fwrite(buffer_text(&out), 1, out.length, stdout);
    fflush(stdout);
}

static Sample *sample_new(const Options *options, const Script *script) {
    Sample *sample = memory_new_permanent(sizeof *sample);
    sample->sink = (OutputSink){.write = take_output, .takes = {[STDOUT_FILENO] = true, [STDERR_FILENO] = true}};
    sample->options = options;
    sample->model = model_new();
    sample->program = program_options_modelled(options, sample->model, leave);
    sample->program.is_deaf = true;
    sample->program.sink = &sample->sink;
    sample->program.outcome = &sample->outcome;
    sample->rerun = rerun_new(&sample->program, script->source, script->path);
    sample->shows_progress = isatty(STDERR_FILENO);
    sample->started = sample->told = seconds_now();
    return sample;
}

int sample_run(const Options *options, const Script *script) {
    Sample *sample = sample_new(options, script);
    atomic_store(&interruptible, sample->rerun);
    sigaction(SIGINT, &(struct sigaction){.sa_handler = on_interrupt}, NULL);
    run_all(sample);
    tally_sort(&sample->tally);
    print_report(sample);
    if (was_interrupted) return STATUS_INTERRUPTED_SAMPLE;
    return sample->tally.entries.count > 1 ? STATUS_SEVERAL : 0;
}
