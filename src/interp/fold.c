/* An operator between two constants is a constant: 2 ** 64, "-" * 40, 60 * 60. Only where nothing is raised and the result
   is not much larger than the text that asks for it. */
#include "interp/fast.h"
#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str.h"

enum { MOST_BITS = 128, MOST_TEXT = 4096 };

static Value constant_of(const Expr *node) {
    return node->kind == EXPR_CONSTANT ? ((const ConstantExpr *)node)->value : UNBOUND;
}

static bool is_number(Value value) {
    return value_is_small_int(value) || value_is_float(value) || value_has_type(value, &int_type);
}

static bool is_small_between(Value value, int64_t least, int64_t most) {
    return value_is_small_int(value) && value_small_int(value) >= least && value_small_int(value) <= most;
}

/* What is certain to be quick and to take little room. */
static bool is_worth_folding(BinaryOp op, Value left, Value right) {
    bool is_text = value_has_type(left, &str_type);
    if (op == BINARY_MULTIPLY && is_text) {
        size_t bytes = value_str_object(left)->bytes;
        return is_small_between(right, 0, bytes == 0 ? 0 : (int64_t)(MOST_TEXT / bytes));
    }
    if (!is_number(left) || !is_number(right)) return false;
    if (op == BINARY_POWER || op == BINARY_LEFT_SHIFT)
        return value_is_float(right) || is_small_between(right, 0, MOST_BITS);
    return true;
}

static bool is_result(Value value) {
    if (value_has_type(value, &int_type)) return int_bits(value) <= MOST_BITS;
    return is_number(value) || value_has_type(value, &str_type);
}

bool fold_binary(Preparer *preparer, BinaryExpr *node) {
    _Static_assert(sizeof(ConstantExpr) <= sizeof(BinaryExpr), "a constant takes the place of the operator");
    Value left = constant_of(node->left), right = constant_of(node->right);
    if (left == UNBOUND || right == UNBOUND || !is_worth_folding(node->op, left, right)) return false;
    Value value = operate_binary(preparer->thread, node->op, left, right);
    if (value == RAISED) return error_take(preparer->thread), false;
    if (!is_result(value)) return false;
    ConstantExpr *constant = (ConstantExpr *)node;
    constant->expr.kind = EXPR_CONSTANT;
    constant->expr.eval = eval_constant;
    constant->constant = CONSTANT_FOLDED;
    constant->value = value;
    return true;
}
