/* Functions of the script. */
#ifndef INTERP_FUNCTION_H
#define INTERP_FUNCTION_H

#include "interp/code.h"
#include "object/callable.h"
#include "object/dict.h"
#include "object/shape.h"
#include "object/tuple.h"

typedef struct Function {
    Object
        object; /* `extent` of the head: the number of positional parameters when calling with exactly that many is all
                      there is to it (no stars, defaults, keyword-only ones or generators), else FUNCTION_NOT_SIMPLE. `shape`:
                      says the same, if also a SmallFrame is enough, and no slot starts as a cell (function_shape) */
    Code *code;
    Expr *body;         /* the code's, and */
    int32_t slot_count; /* the code's: for calls */
    Dict *globals;      /* names of the module the code was written in */
    Dict *builtins;
    Dict *names;                                         /* of what runs a class body: its namespace; else null */
    Word defaults;                                       /* Tuple for the last positional parameters, or NONE */
    Word keyword_defaults;                               /* Dict or NONE */
    Word name, qualified_name, doc, module, annotations; /* annotations: Dict, made on demand */
    Word attributes;                                     /* Dict or null: f.x = … */
    Cell *cells[];                                       /* one for each capture of the scope */
} Function;

#define FUNCTION_NOT_SIMPLE UINT8_MAX

extern Type function_type;

/* One compare tells whether an object is a function of the simplest kind that takes `count` arguments. */
static inline uint32_t function_shape(uint32_t count) {
    return SHAPE_OF_FUNCTIONS + count;
}

/* A function over the variables that `frame` now has. The last three may be null. */
Function *function_new(Frame *frame, FunctionNode *node, Tuple *defaults, Dict *keyword_defaults, Dict *annotations);

/* What runs a code that is no function's, on these names; the cells stay empty. */
Function *function_for(Code *code, Dict *globals, Dict *builtins, Dict *names);

/* Fills in the cells that it takes from the frame around it. */
void function_capture(Function *function, Frame *frame);

/* Calls it with any arguments, as value_call does. */
Value function_call(Thread *thread, Value function, const Arguments *args);

/* The same with the arguments `first` (unless UNBOUND) and then `args`, without a list of them all. */
Value function_call_method(Thread *thread, Function *function, Value first, const Arguments *args);

static inline Function *value_function(Value value) {
    return (Function *)(void *)value;
}

#endif
