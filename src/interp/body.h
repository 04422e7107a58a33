/* The nodes that bodies of functions are made of (body.c). */
#ifndef INTERP_BODY_H
#define INTERP_BODY_H

#include "interp/prepare.h"

typedef struct BodyExpr { /* statements, then `last` (null: None) */
    Expr expr;
    Block block;
    Expr *last;
} BodyExpr;

typedef struct ChoiceExpr {
    Expr expr;
    Expr *condition;
    Expr *then;
    Expr *otherwise;
} ChoiceExpr;

/* Chooses a faster evaluator for a choice. (specialize.c) */
void specialize_choice(ChoiceExpr *node);

#endif
