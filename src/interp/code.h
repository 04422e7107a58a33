/* A prepared piece of code: the immutable description shared by all functions made from one `def`. */
#ifndef INTERP_CODE_H
#define INTERP_CODE_H

#include "object/str.h"
#include "syntax/scope.h"

typedef struct Code {
    FunctionNode *node;
    Str *name;
    Str *qualified_name;
    const Source *source;
    int32_t slot_count;
    Str **slot_names; /* slot_count interned names, parameters first */
    Block body;       /* prepared */
} Code;

/* Prepares a module, function or class body: fills in evaluators and constants, recursively on first use of inner functions.
   Nothing is run. Never fails. */
Code *code_prepare(Thread *thread, FunctionNode *node);

#endif
