/* compile() and what it makes. */
#ifndef MODULES_BUILTINS_COMPILE_H
#define MODULES_BUILTINS_COMPILE_H

#include "base/source.h"
#include "object/thread.h"
#include "object/type.h"
#include "syntax/parser.h"

/* Statements; an expression, which has a value; statements as at a prompt, which show the values of expressions. */
typedef enum CompiledMode { COMPILED_STATEMENTS, COMPILED_EXPRESSION, COMPILED_SHOWN } CompiledMode;

typedef struct Compiled {
    Object object;
    const Source *source;
    CompiledMode mode;
} Compiled;

extern Type compiled_type; /* code */

static inline ParseMode compiled_parse_mode(CompiledMode mode) {
    return mode == COMPILED_EXPRESSION ? PARSE_EXPRESSION : PARSE_MODULE;
}

Value call_compile(Thread *thread, Value self, const Arguments *args);

/* The text of an argument as a source of that name; null: raised. strip: blanks before an expression. (execute.c) */
const Source *source_argument(Thread *thread, const char *function, Value value, bool strip, const char *name);

#endif
