/* not, and, or, `is`, conditions over single values: as conditions, without a call more than needed. */
#include "interp/fast.h"
#include "interp/fast_numbers.h"
#include "interp/formula.h"
#include "interp/operators.h"
#include "interp/traceback.h"
#include "object/operators.h"

/* ---- not, - ---- */

static int test_not(Expr *expr, Frame *frame) {
    Expr *operand = ((UnaryExpr *)expr)->operand;
    int truth = operand->test(operand, frame);
    return truth < 0 ? -1 : !truth;
}

static Value eval_not_fast(Expr *expr, Frame *frame) {
    int truth = test_not(expr, frame);
    return truth < 0 ? RAISED : value_from_bool(truth);
}

static __attribute__((noinline)) Value negate_slowly(UnaryExpr *node, Frame *frame, Value operand) {
    if (operand == RAISED) return RAISED;
    Value result = operate_unary(frame->thread, node->op, operand);
    return result == RAISED ? raised_at_expr(frame, &node->expr) : result;
}

static Value eval_negative(Expr *expr, Frame *frame) {
    UnaryExpr *node = (UnaryExpr *)expr;
    Value operand = operand_value(node->operand, frame), result;
    if (LIKELY(value_is_small_int(operand)) && subtract_ints(value_from_small_int(0), operand, &result)) return result;
    if (value_is_float(operand)) return value_from_float(-value_float(operand));
    return negate_slowly(node, frame, operand);
}

void fast_unary(UnaryExpr *node) {
    if (node->op == UNARY_NEGATIVE) node->expr.eval = eval_negative;
    if (node->op != UNARY_NOT) return;
    node->expr.eval = eval_not_fast;
    if (!fast_not_subscript(node)) node->expr.test = test_not;
}

/* ---- and, or ---- */

/* Of two operands: the second one's truth is the truth of the whole, if the first one does not decide. */
static int test_and(Expr *expr, Frame *frame) {
    Expr **operands = ((LogicalExpr *)expr)->operands.at;
    int truth = operands[0]->test(operands[0], frame);
    return truth <= 0 ? truth : operands[1]->test(operands[1], frame);
}

static int test_or(Expr *expr, Frame *frame) {
    Expr **operands = ((LogicalExpr *)expr)->operands.at;
    int truth = operands[0]->test(operands[0], frame);
    return truth != 0 ? truth : operands[1]->test(operands[1], frame);
}

/* Of more. */
int test_logical_fast(Expr *expr, Frame *frame) {
    LogicalExpr *node = (LogicalExpr *)expr;
    Expr **last = node->operands.at + node->operands.count - 1;
    for (Expr **operand = node->operands.at; operand < last; operand++) {
        int truth = (*operand)->test(*operand, frame);
        if (truth < 0 || truth == node->is_or) return truth;
    }
    return (*last)->test(*last, frame);
}

static Value eval_logical_fast(Expr *expr, Frame *frame) {
    LogicalExpr *node = (LogicalExpr *)expr;
    Expr **last = node->operands.at + node->operands.count - 1;
    for (Expr **operand = node->operands.at; operand < last; operand++) {
        Value value = operand_value(*operand, frame);
        int truth = truth_of(expr, frame, value);
        if (UNLIKELY(truth < 0)) return RAISED;
        if (truth == node->is_or) return value;
    }
    return operand_value(*last, frame);
}

void fast_logical(LogicalExpr *node) {
    node->expr.eval = eval_logical_fast;
    node->expr.test = node->operands.count > 2 ? test_logical_fast : node->is_or ? test_or : test_and;
    fast_logical_items(node);
    formula_for_logical(node);
}

/* ---- a < b < c ---- */

/* Both small ints or floats; -1: neither. */
static inline int order_numbers(CompareOp op, Value left, Value right) {
    switch (op) {
#define ORDER_CASE(name, NAME, sign)                                                                                   \
    case COMPARE_##NAME:                                                                                               \
        return name##_numbers(left, right);
        ORDERS(ORDER_CASE)
#undef ORDER_CASE
    default:
        return -1;
    }
}

/* Each operand once; the first comparison that does not hold decides. */
static int test_chain(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    Value left = operand_value(node->first, frame);
    if (UNLIKELY(left == RAISED)) return -1;
    for (uint32_t i = 0;; i++) {
        Value right = operand_value(node->operands[i], frame);
        if (UNLIKELY(right == RAISED)) return -1;
        int truth = order_numbers(node->ops[i], left, right);
        if (UNLIKELY(truth < 0)) truth = truth_of(expr, frame, compare_link(node, frame, i, left, right));
        if (truth <= 0 || i + 1 == node->count) return truth;
        left = right;
    }
}

void fast_chain(CompareExpr *node) {
    node->expr.test = test_chain;
    formula_for_chain(node);
}

/* ---- is ---- */

static int test_is(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    Value left = operand_value(node->fast.left, frame);
    if (UNLIKELY(left == RAISED)) return -1;
    Value right = operand_value(node->fast.right, frame);
    return UNLIKELY(right == RAISED) ? -1 : (left == right) == (node->ops[0] == COMPARE_IS);
}

static int test_is_constant(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    Value left = operand_value(node->fast.left, frame);
    return UNLIKELY(left == RAISED) ? -1 : left == node->fast.constant;
}

static int test_is_not_constant(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    Value left = operand_value(node->fast.left, frame);
    return UNLIKELY(left == RAISED) ? -1 : left != node->fast.constant;
}

static Value eval_is(Expr *expr, Frame *frame) {
    int truth = test_is(expr, frame);
    return truth < 0 ? RAISED : value_from_bool(truth);
}

void fast_identity(CompareExpr *node) {
    node->expr.eval = eval_is;
    node->expr.test = test_is;
    if (node->fast.right->kind != EXPR_CONSTANT) return;
    node->fast.constant = ((ConstantExpr *)node->fast.right)->value;
    node->expr.test = node->ops[0] == COMPARE_IS ? test_is_constant : test_is_not_constant;
}
