/* Functions of the script. */
#ifndef INTERP_FUNCTION_H
#define INTERP_FUNCTION_H

#include "interp/code.h"
#include "object/callable.h"
#include "object/dict.h"
#include "object/tuple.h"

typedef struct Function {
    Object object; /* `extent` of the head: the number of positional parameters when calling with exactly that many is all there is
                      to it (no stars, defaults, keyword-only ones or generators), else FUNCTION_NOT_SIMPLE */
    Code *code;
    Dict *globals;
    Dict *builtins;
    Cell **cells;       /* one for each capture of the scope */
    Word defaults;      /* Tuple for the last positional parameters, or NONE */
    Word keyword_defaults; /* Dict or NONE */
    Word name, qualified_name, doc, module, annotations; /* annotations: Dict, made on demand */
    Word attributes;    /* Dict or null: f.x = … */
} Function;

#define FUNCTION_NOT_SIMPLE UINT16_MAX

extern Type function_type;

Value function_new(Frame *frame, FunctionNode *node, Tuple *defaults, Dict *keyword_defaults, Dict *annotations);

/* Calls it with any arguments, as value_call does. */
Value function_call(Thread *thread, Value function, const Arguments *args);

#endif
