/* Preparation: what is done to a tree once, before it runs, so that running asks nothing twice.

   A node of kind K gets its entry points from a table of evaluators (eval_<k>, test_<k>, assign_<k>, run_<k>, named in
   syntax/nodes.def), and prepare_<k> fills in its constants, names and sites and prepares its children. After that, unless
   it is switched off, specialize.c may put a faster evaluator of the same meaning in the place of the plain one; nowhere else is
   one chosen. The whole tree of a module is prepared, inner functions included, before any other thread can see it. */
#ifndef INTERP_PREPARE_H
#define INTERP_PREPARE_H

#include "interp/frame.h"
#include "object/object.h"
#include "syntax/ast.h"

typedef struct Preparer {
    Thread *thread;
    bool specialize;
    bool shows;     /* expression statements hand their value to sys.displayhook: at a prompt, not in functions */
    Code *code;     /* the piece of code the nodes are in */
    uint32_t depth; /* of the node being prepared within others */
    struct Observation *observation; /* null: not observed (observed.h) */
} Preparer;

void prepare_expr(Preparer *preparer, Expr *node); /* null is fine: nothing */
void prepare_stmt(Preparer *preparer, Stmt *node);
void prepare_block(Preparer *preparer, Block block);

/* As prepare_expr, and for assignment. The children of a tuple or list are targets too. Null is fine. */
void prepare_target(Preparer *preparer, Target *node);

/* A `def`, `lambda`, class body or generator expression: its code, and its whole tree. */
void prepare_function_node(Preparer *preparer, FunctionNode *function);

/* The record of a place in the code that is being prepared. */
Site *prepare_site(Preparer *preparer, Span span);

/* The interned Str of an interned name. */
Value prepare_string(const char *name);

/* The per-node functions of all files: preparation of children, evaluators, runners. */
#define EXPR(KIND, Name, name)                                                                                         \
    void prepare_##name(Preparer *preparer, Expr *node);                                                               \
    Value eval_##name(Expr *node, Frame *frame);
#define STMT(KIND, Name, name)                                                                                         \
    void prepare_##name(Preparer *preparer, Stmt *node);                                                               \
    Flow run_##name(Stmt *node, Frame *frame);
#include "syntax/nodes.def"

/* An expression statement at a prompt. (assign.c) */
Flow run_shown_expression(Stmt *node, Frame *frame);

/* Statements one after another, until one does not end with FLOW_NEXT. (statements.c) */
Flow run_block(Block block, Frame *frame);

/* Truth by way of the value: what `test` is where nothing better is known. */
int test_value(Expr *node, Frame *frame);

/* The prepared body of a code as one expression: its value is the value of the call. body_plain runs the statements and
   takes what `return` left; body_tail (body.c) is the same with `return` in tail position evaluated in place. */
Expr *body_plain(Preparer *preparer, Block block);
Expr *body_tail(Preparer *preparer, Block block);

/* Chooses faster evaluators for a prepared node; its children have been treated before. (specialize.c) */
void specialize_expr(Preparer *preparer, Expr *node);
void specialize_stmt(Preparer *preparer, Stmt *node);
void specialize_target(Target *node); /* a tuple or list, nothing observed */

/* What specialize.c asks of the files that know better: the loops. (loops.c) */
void specialize_for(Preparer *preparer, Stmt *node);
void specialize_while(Preparer *preparer, Stmt *node);

#endif
