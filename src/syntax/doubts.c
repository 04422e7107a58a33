/* Which literals stand where only the value of a variable makes sense. */
#include "syntax/doubts.h"

static const char *constant_type(const ConstantExpr *constant) {
    static const char *const names[] = {
        [CONSTANT_NONE] = "NoneType",     [CONSTANT_TRUE] = "bool",   [CONSTANT_FALSE] = "bool",
        [CONSTANT_ELLIPSIS] = "ellipsis", [CONSTANT_INT] = "int",     [CONSTANT_FLOAT] = "float",
        [CONSTANT_STR] = "str",           [CONSTANT_BYTES] = "bytes",
    };
    return names[constant->constant];
}

/* The type of what a literal or display makes; null: not known. */
static const char *literal_type(const Expr *expr) {
    switch (expr->kind) {
    case EXPR_CONSTANT:
        return constant_type((const ConstantExpr *)expr);
    case EXPR_UNARY: /* -1 */
        return literal_type(((const UnaryExpr *)expr)->operand);
    case EXPR_TUPLE:
        return "tuple";
    case EXPR_LIST:
    case EXPR_LIST_COMPREHENSION:
        return "list";
    case EXPR_DICT:
    case EXPR_DICT_COMPREHENSION:
        return "dict";
    case EXPR_SET:
    case EXPR_SET_COMPREHENSION:
        return "set";
    case EXPR_GENERATOR:
        return "generator";
    case EXPR_LAMBDA:
        return "function";
    case EXPR_FSTRING:
        return "str";
    default:
        return NULL;
    }
}

static bool is_singleton(const Expr *expr) {
    return expr->kind == EXPR_CONSTANT && ((const ConstantExpr *)expr)->constant <= CONSTANT_ELLIPSIS;
}

static bool is_negative_number(const Expr *expr) {
    if (expr->kind != EXPR_UNARY || ((const UnaryExpr *)expr)->op != UNARY_NEGATIVE) return false;
    const Expr *operand = ((const UnaryExpr *)expr)->operand;
    return operand->kind == EXPR_CONSTANT && !is_singleton(operand);
}

static bool is_constant(const Expr *expr) {
    if (is_negative_number(expr)) return true;
    if (expr->kind != EXPR_TUPLE) return expr->kind == EXPR_CONSTANT;
    const SequenceExpr *tuple = (const SequenceExpr *)expr;
    for (uint32_t i = 0; i < tuple->items.count; i++)
        if (!is_constant(tuple->items.at[i])) return false;
    return true;
}

/* A constant that may be made anew each time: `is` says nothing about it. */
static bool has_no_identity(const Expr *expr) {
    return is_constant(expr) && !is_singleton(expr);
}

void doubt_compare(Failure *failure, const CompareExpr *compare) {
    const Expr *left = compare->first;
    for (uint32_t i = 0; i < compare->count; left = compare->operands[i++]) {
        bool is_not = compare->ops[i] == COMPARE_IS_NOT;
        const Expr *literal = has_no_identity(left) ? left : compare->operands[i];
        if ((compare->ops[i] != COMPARE_IS && !is_not) || !has_no_identity(literal)) continue;
        doubt(failure, compare->expr.span, "\"%s\" with '%s' literal. Did you mean \"%s\"?", is_not ? "is not" : "is",
              literal_type(literal), is_not ? "!=" : "==");
        return;
    }
}

void doubt_call(Failure *failure, const CallExpr *call) {
    ExprKind kind = call->callee->kind;
    const char *type = kind == EXPR_LAMBDA || kind == EXPR_UNARY ? NULL : literal_type(call->callee);
    if (type) doubt(failure, call->expr.span, "'%s' object is not callable; perhaps you missed a comma?", type);
}

static bool has_no_items(const Expr *expr) {
    if (expr->kind == EXPR_CONSTANT) {
        ConstantKind kind = ((const ConstantExpr *)expr)->constant;
        return kind == CONSTANT_NONE || kind == CONSTANT_ELLIPSIS || kind == CONSTANT_INT || kind == CONSTANT_FLOAT;
    }
    return expr->kind == EXPR_SET || expr->kind == EXPR_SET_COMPREHENSION || expr->kind == EXPR_GENERATOR ||
           expr->kind == EXPR_LAMBDA;
}

static bool is_indexed(const Expr *expr) {
    if (expr->kind == EXPR_CONSTANT) {
        ConstantKind kind = ((const ConstantExpr *)expr)->constant;
        return kind == CONSTANT_STR || kind == CONSTANT_BYTES;
    }
    return expr->kind == EXPR_TUPLE || expr->kind == EXPR_LIST || expr->kind == EXPR_LIST_COMPREHENSION ||
           expr->kind == EXPR_FSTRING;
}

static bool is_integer(const Expr *expr) {
    if (expr->kind == EXPR_UNARY) return is_integer(((const UnaryExpr *)expr)->operand);
    if (expr->kind != EXPR_CONSTANT) return false;
    ConstantKind kind = ((const ConstantExpr *)expr)->constant;
    return kind == CONSTANT_INT || kind == CONSTANT_TRUE || kind == CONSTANT_FALSE;
}

void doubt_subscript(Failure *failure, const SubscriptExpr *subscript) {
    Span span = subscript->target.expr.span;
    const char *type = literal_type(subscript->object), *index = literal_type(subscript->index);
    if (has_no_items(subscript->object))
        doubt(failure, span, "'%s' object is not subscriptable; perhaps you missed a comma?", type);
    else if (is_indexed(subscript->object) && index && !is_integer(subscript->index))
        doubt(failure, span, "%s indices must be integers or slices, not %s; perhaps you missed a comma?", type, index);
}

void doubt_assert(Failure *failure, const AssertStmt *statement) {
    const Expr *condition = statement->condition;
    if (condition->kind == EXPR_TUPLE && ((const SequenceExpr *)condition)->items.count > 0)
        doubt(failure, statement->stmt.span, "assertion is always true, perhaps remove parentheses?");
}
