/* From expressions to targets: names, attributes, subscripts, and lists of them with at most one starred. */
#include "syntax/target.h"

static const char *constant_title(const Expr *expr) {
    switch (((const ConstantExpr *)expr)->constant) {
    case CONSTANT_NONE:
        return "None";
    case CONSTANT_TRUE:
        return "True";
    case CONSTANT_FALSE:
        return "False";
    case CONSTANT_ELLIPSIS:
        return "ellipsis";
    default:
        return "literal";
    }
}

const char *expr_title(const Expr *expr) {
    switch (expr->kind) {
    case EXPR_CONSTANT:
        return constant_title(expr);
    case EXPR_NAME:
        return "name";
    case EXPR_ATTRIBUTE:
        return "attribute";
    case EXPR_SUBSCRIPT:
        return "subscript";
    case EXPR_CALL:
        return "function call";
    case EXPR_COMPARE:
        return "comparison";
    case EXPR_CONDITIONAL:
        return "conditional expression";
    case EXPR_LAMBDA:
        return "lambda";
    case EXPR_TUPLE:
        return "tuple";
    case EXPR_LIST:
        return "list";
    case EXPR_SET:
        return "set display";
    case EXPR_DICT:
        return "dict literal";
    case EXPR_STARRED:
        return "starred";
    case EXPR_NAMED:
        return "named expression";
    case EXPR_LIST_COMPREHENSION:
        return "list comprehension";
    case EXPR_SET_COMPREHENSION:
        return "set comprehension";
    case EXPR_DICT_COMPREHENSION:
        return "dict comprehension";
    case EXPR_GENERATOR:
        return "generator expression";
    case EXPR_FSTRING:
        return "f-string expression";
    case EXPR_YIELD:
    case EXPR_YIELD_FROM:
        return "yield expression";
    default:
        return "expression";
    }
}

/* Whether `expr = …` might have been meant as `expr == …`: it binds as tightly as an operand of a comparison. */
static bool may_be_comparison(const Expr *expr) {
    switch (expr->kind) {
    case EXPR_CONSTANT:
        return constant_title(expr)[0] >= 'a';
    case EXPR_COMPARE:
    case EXPR_LOGICAL:
    case EXPR_CONDITIONAL:
    case EXPR_LAMBDA:
        return expr->parens;
    case EXPR_UNARY:
        return expr->parens || ((const UnaryExpr *)expr)->op != UNARY_NOT;
    default:
        return expr->kind != EXPR_GENERATOR;
    }
}

static Target *refuse(Building *b, const Expr *expr, TargetUse use) {
    bool is_yield = expr->kind == EXPR_YIELD || expr->kind == EXPR_YIELD_FROM;
    if (use <= TARGET_ASSIGN && is_yield && !expr->parens) {
        fail(b->failure, expr->span, "assignment to yield expression not possible");
    } else {
        fail(b->failure, expr->span, "cannot %s %s%s", use == TARGET_DELETE ? "delete" : "assign to", expr_title(expr),
             use == TARGET_ONLY && may_be_comparison(expr) ? " here. Maybe you meant '==' instead of '='?" : "");
    }
    return NULL;
}

static bool items_are_targets(Building *b, SequenceExpr *sequence, TargetUse use) {
    int32_t stars = 0;
    for (uint32_t i = 0; i < sequence->items.count; i++) {
        Expr *item = sequence->items.at[i];
        if (item->kind == EXPR_STARRED && use != TARGET_DELETE) {
            if (++stars > 1) sequence->star = -2;
            item = ((StarredExpr *)item)->value;
        }
        bool is_last =
            !sequence->target.expr.parens && sequence->target.expr.kind == EXPR_TUPLE && i + 1 == sequence->items.count;
        if (!target_of(b, item, use == TARGET_ONLY && !is_last ? TARGET_ASSIGN : use)) return false;
    }
    if (sequence->star != -2) return true;
    return fail(b->failure, sequence->target.expr.span, "multiple starred expressions in assignment");
}

Target *target_of(Building *b, Expr *expr, TargetUse use) {
    switch (expr->kind) {
    case EXPR_NAME:
    case EXPR_ATTRIBUTE:
    case EXPR_SUBSCRIPT:
        return (Target *)expr;
    case EXPR_TUPLE:
    case EXPR_LIST:
        return items_are_targets(b, (SequenceExpr *)expr, use) ? (Target *)expr : NULL;
    case EXPR_STARRED:
        if (use == TARGET_DELETE) return refuse(b, expr, use);
        if (!target_of(b, ((StarredExpr *)expr)->value, use)) return NULL;
        fail(b->failure, expr->span, "starred assignment target must be in a list or tuple");
        return NULL;
    default:
        return refuse(b, expr, use);
    }
}

Target *target_of_augmented(Building *b, Expr *expr) {
    if (expr->kind == EXPR_NAME || expr->kind == EXPR_ATTRIBUTE || expr->kind == EXPR_SUBSCRIPT) return (Target *)expr;
    fail(b->failure, expr->span, "'%s' is an illegal expression for augmented assignment", expr_title(expr));
    return NULL;
}
