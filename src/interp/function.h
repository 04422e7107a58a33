/* Functions of the script. */
#ifndef INTERP_FUNCTION_H
#define INTERP_FUNCTION_H

#include "interp/code.h"
#include "object/callable.h"
#include "object/dict.h"
#include "object/tuple.h"

typedef struct Function {
    Object
        object; /* `extent` of the head: the number of positional parameters when calling with exactly that many is all there is
                      to it (no stars, defaults, keyword-only ones or generators), else FUNCTION_NOT_SIMPLE. `flags`: the same,
                      if also a SmallFrame is enough, and no slot starts as a cell */
    Code *code;
    Dict *globals;
    Dict *builtins;
    Cell **cells;                                        /* one for each capture of the scope */
    Expr *body;                                          /* the code's, and */
    int32_t slot_count;                                  /* the code's: for calls */
    Word defaults;                                       /* Tuple for the last positional parameters, or NONE */
    Word keyword_defaults;                               /* Dict or NONE */
    Word name, qualified_name, doc, module, annotations; /* annotations: Dict, made on demand */
    Word attributes;                                     /* Dict or null: f.x = … */
} Function;

#define FUNCTION_NOT_SIMPLE UINT8_MAX

extern Type function_type;

/* A function over the variables that `frame` now has. The last three may be null. */
Function *function_new(Frame *frame, FunctionNode *node, Tuple *defaults, Dict *keyword_defaults, Dict *annotations);

/* The cells that code of this scope takes from the frame around it. */
Cell **cells_capture(Frame *frame, const Scope *scope);

/* Calls it with any arguments, as value_call does. */
Value function_call(Thread *thread, Value function, const Arguments *args);

/* The same with the arguments `first` (unless UNBOUND) and then `args`, without a list of them all. */
Value function_call_method(Thread *thread, Function *function, Value first, const Arguments *args);

static inline Function *value_function(Value value) {
    return (Function *)(void *)value;
}

#endif
