/* A script that is run again and again in one process, each time as if it were the first. It is parsed and prepared once, and the
   built-in modules are made once; what a run has changed is put back before the next. */
#ifndef INTERP_RERUN_H
#define INTERP_RERUN_H

#include "interp/interpreter.h"
#include "interp/outcome.h"

typedef struct Rerun Rerun;

/* `options` must live as long as the result; their seed and outcome are those of the next run. The program takes no
   signals: rerun_interrupt stands for Ctrl-C. */
Rerun *rerun_new(const InterpreterOptions *options, const Source *source, const char *path);

/* One run; the exit status. */
int rerun_once(Rerun *rerun);

/* After a run that was dropped in the middle, when none of its threads is there any more. */
void rerun_clear(Rerun *rerun);

/* Null before the first run. */
Interpreter *rerun_interpreter(const Rerun *rerun);

/* In a signal handler: KeyboardInterrupt in the main thread of the run that goes on. */
void rerun_interrupt(Rerun *rerun);

#endif
