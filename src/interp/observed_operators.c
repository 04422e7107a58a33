/* Operators over observed operands: those are evaluated one after the other, since the fast evaluators of operators may
   reach through to what is below them; numbers are then treated in line. */
#include "interp/fast_numbers.h"
#include "interp/observed.h"
#include "interp/operators.h"

bool numbers_operate(BinaryOp op, Value left, Value right, Value *result) {
    switch (op) {
#define CASE(name, NAME)                                                                                               \
    case BINARY_##NAME:                                                                                                \
        return name##_numbers(left, right, result);
        NUMBER_OPERATORS(CASE)
        BIT_OPERATORS(CASE)
#undef CASE
    default:
        return false;
    }
}

static Value eval_binary_observed(Expr *expr, Frame *frame) {
    BinaryExpr *node = (BinaryExpr *)expr;
    Value left = node->left->eval(node->left, frame), result;
    if (left == RAISED) return RAISED;
    Value right = node->right->eval(node->right, frame);
    if (right == RAISED) return RAISED;
    return numbers_operate(node->op, left, right, &result) ? result : binary_apply(node, frame, left, right);
}

void observe_binary(Preparer *preparer, Expr *node) {
    (void)preparer;
    if (node->eval == eval_binary) node->eval = eval_binary_observed;
}
