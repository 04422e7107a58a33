/* The one place where faster evaluators are chosen. */
#include "interp/prepare.h"

void specialize_expr(Preparer *preparer, Expr *node) {
    (void)preparer;
    (void)node;
}

void specialize_target(Preparer *preparer, Target *node) {
    (void)preparer;
    (void)node;
}

void specialize_stmt(Preparer *preparer, Stmt *node) {
    if (node->kind == STMT_FOR)
        specialize_for(preparer, node);
    else if (node->kind == STMT_WHILE)
        specialize_while(preparer, node);
}
