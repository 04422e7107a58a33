/* What every way of running a script takes from the command line: alone, at the prompt, seeded, sampled. */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

#include "cli/options.h"
#include "explore/model.h"
#include "interp/interpreter.h"

InterpreterOptions program_options(const Options *options);

/* The same under the model, observed; `leave` ends a program whose threads are dropped as they stand. */
InterpreterOptions program_options_modelled(const Options *options, Model *model,
                                            void (*leave)(void *model, int status));

/* With colours as asked for. */
Interpreter *program_new(const Options *options, const InterpreterOptions *program);

#endif
