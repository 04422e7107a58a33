/* The one place where faster evaluators are chosen. */
#include "interp/body.h"
#include "interp/fast.h"
#include "interp/generator.h"
#include "interp/raise.h"

void specialize_expr(Preparer *preparer, Expr *node) {
    switch (node->kind) {
    case EXPR_NAME:
        fast_name((NameExpr *)node);
        return;
    case EXPR_ATTRIBUTE:
        fast_attribute((AttributeExpr *)node);
        return;
    case EXPR_SUBSCRIPT:
        fast_subscript((SubscriptExpr *)node);
        return;
    case EXPR_BINARY:
        if (!fold_binary(preparer, (BinaryExpr *)node)) fast_binary((BinaryExpr *)node);
        return;
    case EXPR_UNARY:
        fast_unary((UnaryExpr *)node);
        return;
    case EXPR_LOGICAL:
        fast_logical((LogicalExpr *)node);
        return;
    case EXPR_COMPARE:
        fast_compare((CompareExpr *)node);
        return;
    case EXPR_GENERATOR:
        fast_generator((GeneratorExpr *)node);
        return;
    case EXPR_CALL:
        fast_call((CallExpr *)node);
        return;
    }
}

void specialize_stmt(Preparer *preparer, Stmt *node) {
    switch (node->kind) {
    case STMT_EXPRESSION:
        if (((ExpressionStmt *)node)->expr->kind == EXPR_YIELD) specialize_yield((ExpressionStmt *)node);
        return;
    case STMT_ASSIGN:
        fast_assign((AssignStmt *)node);
        return;
    case STMT_AUGMENTED:
        fast_augmented((AugmentedStmt *)node);
        return;
    case STMT_IF:
        fast_if((IfStmt *)node);
        return;
    case STMT_RAISE:
        fast_raise((RaiseStmt *)node);
        return;
    case STMT_FOR:
        specialize_for(preparer, node);
        return;
    case STMT_WHILE:
        specialize_while(preparer, node);
        return;
    }
}

void specialize_target(Target *node) {
    fast_sequence((SequenceExpr *)node);
}

void specialize_choice(ChoiceExpr *node) {
    fast_choice(node);
}
