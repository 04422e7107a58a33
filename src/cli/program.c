/* The modules, arguments and colours of the programs that the command line runs. */
#include "cli/program.h"

#include "cli/colour.h"
#include "modules/embedded.h"
#include "modules/registry.h"

#include <unistd.h>

InterpreterOptions program_options(const Options *options) {
    return (InterpreterOptions){
        .modules = native_modules,
        .embedded = embedded_modules,
        .argc = options->argc,
        .argv = options->argv,
        .no_specialize = options->no_specialize,
    };
}

InterpreterOptions program_options_modelled(const Options *options, Model *model,
                                            void (*leave)(void *model, int status)) {
    InterpreterOptions program = program_options(options);
    program.scheduler = &model_scheduler;
    program.scheduler_state = model;
    program.leave = leave;
    program.observed = true;
    return program;
}

Interpreter *program_new(const Options *options, const InterpreterOptions *program) {
    Interpreter *interpreter = interpreter_new(program);
    interpreter->output_palette = colour_palette(options->colour, STDOUT_FILENO);
    interpreter->error_palette = colour_palette(options->colour, STDERR_FILENO);
    return interpreter;
}
