/* The prompt: reads an input, runs it as part of __main__, shows the values of its expressions, and again. The threads
   that an input starts live on. */
#ifndef CLI_REPL_REPL_H
#define CLI_REPL_REPL_H

#include "interp/interpreter.h"

typedef struct ReplOptions {
    const Source *script; /* run first, in the same names; null: the file $THR_STARTUP is */
    const char *path;     /* of the script, for imports beside it */
    bool quiet;           /* no banner */
} ReplOptions;

/* Until Ctrl-D or SystemExit, and the end of the program after that; its exit status. */
int repl_run(Interpreter *interpreter, const ReplOptions *options);

#endif
