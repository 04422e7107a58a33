/* What is known of operands before running. */
#include "interp/fast.h"
#include "interp/traceback.h"
#include "object/operators.h"
#include "object/str.h"

static bool is_local(const Expr *node) {
    return node->kind == EXPR_NAME && ((const NameExpr *)node)->place == PLACE_LOCAL;
}

static bool is_number(Value value) {
    return value_is_small_int(value) || value_is_float(value);
}

Operand operand_of(const Expr *node) {
    if (is_local(node)) return OPERAND_LOCAL;
    if (node->kind == EXPR_CONSTANT && is_number(((const ConstantExpr *)node)->value)) return OPERAND_CONSTANT;
    if (node->kind == EXPR_ATTRIBUTE && is_local(((const AttributeExpr *)node)->object)) return OPERAND_ATTRIBUTE;
    return OPERAND_OTHER;
}

static int32_t slot_of(const Expr *node) {
    const Expr *name = node->kind == EXPR_ATTRIBUTE ? ((const AttributeExpr *)node)->object : node;
    return is_local(name) ? ((const NameExpr *)name)->index : -1;
}

void operands_find(Operands *operands, Expr *left, Expr *right) {
    *operands = (Operands){.left = left, .right = right, .left_slot = slot_of(left), .right_slot = slot_of(right)};
    const Expr *constant = operand_of(right) == OPERAND_CONSTANT ? right : left;
    operands->constant = operand_of(constant) == OPERAND_CONSTANT ? ((const ConstantExpr *)constant)->value : UNBOUND;
}

Value strings_sum(Value left, Value right) {
    if (!value_has_type(left, &str_type) || !value_has_type(right, &str_type)) return RAISED;
    Str *first = value_str_object(left), *second = value_str_object(right);
    return first->bytes != 0 && second->bytes != 0 ? value_from_object(str_concat(first, second)) : RAISED;
}

int truth_slowly(Expr *node, Frame *frame, Value value) {
    if (value == RAISED) return -1;
    int truth = value_truth(frame->thread, value);
    if (truth < 0) raised_at_expr(frame, node);
    return truth;
}
