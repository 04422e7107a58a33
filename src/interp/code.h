/* A prepared piece of code: the immutable description shared by all functions made from one `def`.

   A tree serves one module: the places of its globals are remembered in its nodes. To run the same text on other
   globals, parse it again. */
#ifndef INTERP_CODE_H
#define INTERP_CODE_H

#include "base/vector.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/str.h"
#include "syntax/scope.h"

typedef struct Code {
    Object object; /* f.__code__ */
    FunctionNode *node;
    Str *name;
    Str *qualified_name;
    const Source *source;
    const TracebackCode *traced; /* as tracebacks know it, longer than it lives */
    int32_t slot_count;
    int32_t cell_count;      /* slots that hold a cell from the start */
    int32_t parameter_slots; /* the slots that arguments fill, stars included */
    Str **slot_names;        /* slot_count interned names, parameters first */
    Expr *body;              /* prepared: its value is the value of the call */
    uint32_t depth;          /* of the deepest node: how much C stack running it may take */
    uint32_t yield_count;    /* of a generator */
    Stmt *resumable;         /* the body of one that needs no C stack of its own (resumable.h), but */
    int32_t place_count;     /* so many words behind its slots; else null */
    bool has_cleanup;        /* try or with: a generator left in the middle must be closed */

    /* Of observed code (observed.h). */
    bool is_observed;
    VECTOR(Site *) sites;             /* places of the operations that are told of */
    struct GlobalNames *global_names; /* of a module */
} Code;

#define CODE_SIMPLE_DEPTH 40 /* nodes no deeper than this run in the reserve of every C stack */

extern Type code_type;

/* Prepares a module, inner functions and classes included: fills in evaluators and constants. Nothing is run. Never fails. */
Code *code_prepare(Thread *thread, FunctionNode *node);

/* The same for the script's own text, all of it: what it does not say about its globals, nobody does. */
Code *code_prepare_main(Thread *thread, FunctionNode *node);

/* The same for text typed at a prompt: the value of an expression statement goes to sys.displayhook. */
Code *code_prepare_shown(Thread *thread, FunctionNode *node);

/* Runs the code of a module, or of exec, on its names: NONE or RAISED. code_evaluate: of a text parsed as PARSE_EXPRESSION.
   `names`: for a text parsed PARSE_WITHIN; else null. */
Value code_execute(Thread *thread, Code *code, Dict *globals, Dict *names);
Value code_evaluate(Thread *thread, Code *code, Dict *globals, Dict *names);

/* The description of a node, its body not yet prepared. (for prepare.c) */
Code *code_new(FunctionNode *node);

#endif
