/* Operators, comparisons, `and`/`or`/`not`, conditional expressions, as they read in the language's definition. */
#include "interp/operators.h"

#include "interp/traceback.h"
#include "object/operators.h"

/* ---- Unary ---- */

void prepare_unary(Preparer *preparer, Expr *node) {
    prepare_expr(preparer, ((UnaryExpr *)node)->operand);
}

static Value eval_not(UnaryExpr *node, Frame *frame) {
    int truth = node->operand->test(node->operand, frame);
    return truth < 0 ? RAISED : value_from_bool(!truth);
}

Value eval_unary(Expr *expr, Frame *frame) {
    UnaryExpr *node = (UnaryExpr *)expr;
    if (node->op == UNARY_NOT) return eval_not(node, frame);
    Value operand = node->operand->eval(node->operand, frame);
    if (operand == RAISED) return RAISED;
    Value result = operate_unary(frame->thread, node->op, operand);
    return result == RAISED ? raised_at_expr(frame, expr) : result;
}

int test_unary(Expr *expr, Frame *frame) {
    UnaryExpr *node = (UnaryExpr *)expr;
    if (node->op != UNARY_NOT) return test_value(expr, frame);
    int truth = node->operand->test(node->operand, frame);
    return truth < 0 ? -1 : !truth;
}

/* ---- Binary ---- */

void prepare_binary(Preparer *preparer, Expr *node) {
    prepare_expr(preparer, ((BinaryExpr *)node)->left);
    prepare_expr(preparer, ((BinaryExpr *)node)->right);
}

Value binary_apply(BinaryExpr *node, Frame *frame, Value left, Value right) {
    Value result = operate_binary(frame->thread, node->op, left, right);
    return result == RAISED ? raised_at_expr(frame, &node->expr) : result;
}

Value eval_binary(Expr *expr, Frame *frame) {
    BinaryExpr *node = (BinaryExpr *)expr;
    Value left = node->left->eval(node->left, frame);
    if (left == RAISED) return RAISED;
    Value right = node->right->eval(node->right, frame);
    if (right == RAISED) return RAISED;
    return binary_apply(node, frame, left, right);
}

/* ---- Comparison ---- */

void prepare_compare(Preparer *preparer, Expr *node) {
    CompareExpr *compare = (CompareExpr *)node;
    prepare_expr(preparer, compare->first);
    for (uint32_t i = 0; i < compare->count; i++) prepare_expr(preparer, compare->operands[i]);
}

Value compare_link(CompareExpr *node, Frame *frame, uint32_t index, Value left, Value right) {
    Value result = operate_compare(frame->thread, node->ops[index], left, right);
    return result != RAISED ? result : raised_at_expr(frame, &node->expr);
}

Value compare_apply_value(CompareExpr *node, Frame *frame, Value left, Value right) {
    return compare_link(node, frame, 0, left, right);
}

int compare_apply(CompareExpr *node, Frame *frame, Value left, Value right) {
    int truth = operate_compare_truth(frame->thread, node->ops[0], left, right);
    if (truth < 0) raised_at_expr(frame, &node->expr);
    return truth;
}

/* a < b < c: each operand once; the first comparison that is not true is the value. */
Value eval_compare(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    Value left = node->first->eval(node->first, frame);
    if (left == RAISED) return RAISED;
    for (uint32_t i = 0;; i++) {
        Value right = node->operands[i]->eval(node->operands[i], frame);
        if (right == RAISED) return RAISED;
        Value result = compare_link(node, frame, i, left, right);
        if (result == RAISED || i + 1 == node->count) return result;
        int truth = value_truth(frame->thread, result);
        if (truth <= 0) return truth < 0 ? raised_at_expr(frame, expr) : result;
        left = right;
    }
}

int test_compare(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    if (node->count != 1) return test_value(expr, frame);
    Value left = node->first->eval(node->first, frame);
    if (left == RAISED) return -1;
    Value right = node->operands[0]->eval(node->operands[0], frame);
    if (right == RAISED) return -1;
    return compare_apply(node, frame, left, right);
}

/* ---- and, or, if … else ---- */

void prepare_logical(Preparer *preparer, Expr *node) {
    LogicalExpr *logical = (LogicalExpr *)node;
    for (uint32_t i = 0; i < logical->operands.count; i++) prepare_expr(preparer, logical->operands.at[i]);
}

Value eval_logical(Expr *expr, Frame *frame) {
    LogicalExpr *node = (LogicalExpr *)expr;
    uint32_t last = node->operands.count - 1;
    for (uint32_t i = 0; i < last; i++) {
        Expr *operand = node->operands.at[i];
        Value value = operand->eval(operand, frame);
        if (value == RAISED) return RAISED;
        int truth = value_truth(frame->thread, value);
        if (truth < 0) return raised_at_expr(frame, expr);
        if (truth == node->is_or) return value;
    }
    return node->operands.at[last]->eval(node->operands.at[last], frame);
}

/* The truth of an operand is the truth of the whole, once it decides. */
int test_logical(Expr *expr, Frame *frame) {
    LogicalExpr *node = (LogicalExpr *)expr;
    int truth = 0;
    for (uint32_t i = 0; i < node->operands.count; i++) {
        truth = node->operands.at[i]->test(node->operands.at[i], frame);
        if (truth < 0 || truth == node->is_or) return truth;
    }
    return truth;
}

void prepare_conditional(Preparer *preparer, Expr *node) {
    prepare_expr(preparer, ((ConditionalExpr *)node)->condition);
    prepare_expr(preparer, ((ConditionalExpr *)node)->then);
    prepare_expr(preparer, ((ConditionalExpr *)node)->otherwise);
}

Value eval_conditional(Expr *expr, Frame *frame) {
    ConditionalExpr *node = (ConditionalExpr *)expr;
    int truth = node->condition->test(node->condition, frame);
    if (truth < 0) return RAISED;
    return truth ? node->then->eval(node->then, frame) : node->otherwise->eval(node->otherwise, frame);
}
