/* Binary operators on numbers: an evaluator for each operator and kind of operands, made from one macro. */
#include "interp/fast.h"
#include "interp/fast_numbers.h"
#include "interp/names.h"
#include "interp/operators.h"

Operand operand_of(const Expr *node) {
    if (node->kind == EXPR_NAME && ((const NameExpr *)node)->place == PLACE_LOCAL) return OPERAND_LOCAL;
    if (node->kind == EXPR_CONSTANT && value_is_small_int(((const ConstantExpr *)node)->value)) return OPERAND_CONSTANT;
    return OPERAND_OTHER;
}

static bool is_int64(Value value, int64_t *number) {
    if (value_is_small_int(value)) {
        *number = value_small_int(value);
        return true;
    }
    return value_has_type(value, &int_type) && int_to_int64(value, number);
}

/* Ints of the boxed tier (products in the middle of a computation, mostly). RAISED: ask the types. */
static Value int64_binary(BinaryOp op, Value left, Value right) {
    int64_t a, b, result;
    if (!is_int64(left, &a) || !is_int64(right, &b)) return RAISED;
    switch (op) {
    case BINARY_ADD:
        return __builtin_add_overflow(a, b, &result) ? RAISED : int_from_int64(result);
    case BINARY_SUBTRACT:
        return __builtin_sub_overflow(a, b, &result) ? RAISED : int_from_int64(result);
    case BINARY_MULTIPLY:
        return __builtin_mul_overflow(a, b, &result) ? RAISED : int_from_int64(result);
    case BINARY_MODULO:
        return b > 0 ? int_from_int64(a % b < 0 ? a % b + b : a % b) : RAISED;
    case BINARY_AND:
        return int_from_int64(a & b);
    case BINARY_XOR:
        return int_from_int64(a ^ b);
    case BINARY_RIGHT_SHIFT:
        return b >= 0 && b < 63 ? int_from_int64(a >> b) : RAISED;
    default:
        return RAISED;
    }
}

/* Operands that are no numbers, among them a local name without a value, or numbers that need more care. */
static __attribute__((noinline)) Value binary_slowly(BinaryExpr *node, Frame *frame, Value left, Value right) {
    if (left == UNBOUND) return raise_unbound((NameExpr *)node->left, frame);
    if (right == UNBOUND) return raise_unbound((NameExpr *)node->right, frame);
    Value result = int64_binary(node->op, left, right);
    return result != RAISED ? result : binary_apply(node, frame, left, right);
}

#define FETCH_LEFT_OTHER                                                                                               \
    Value left = node->left->eval(node->left, frame);                                                                  \
    if (UNLIKELY(left == RAISED)) return RAISED;
#define FETCH_LEFT_LOCAL Value left = operand_local(node->left, frame);
/* A name without a value raises before the other operand is evaluated. */
#define FETCH_LEFT_CHECKED                                                                                             \
    Value left = operand_local(node->left, frame);                                                                     \
    if (UNLIKELY(left == UNBOUND)) return raise_unbound((NameExpr *)node->left, frame);
#define FETCH_RIGHT_OTHER                                                                                              \
    Value right = node->right->eval(node->right, frame);                                                               \
    if (UNLIKELY(right == RAISED)) return RAISED;
#define FETCH_RIGHT_LOCAL Value right = operand_local(node->right, frame);
#define FETCH_RIGHT_CONSTANT Value right = operand_constant(node->right);

#define BINARY_EVALUATOR(name, suffix, fetch_left, fetch_right)                                                        \
    static Value eval_##name##_##suffix(Expr *expr, Frame *frame) {                                                    \
        BinaryExpr *node = (BinaryExpr *)expr;                                                                         \
        fetch_left fetch_right Value result = name##_numbers(left, right);                                             \
        return LIKELY(result != RAISED) ? result : binary_slowly(node, frame, left, right);                            \
    }

#define BINARY_FAMILY(name, NAME)                                                                                      \
    BINARY_EVALUATOR(name, others, FETCH_LEFT_OTHER, FETCH_RIGHT_OTHER)                                                \
    BINARY_EVALUATOR(name, other_local, FETCH_LEFT_OTHER, FETCH_RIGHT_LOCAL)                                           \
    BINARY_EVALUATOR(name, other_constant, FETCH_LEFT_OTHER, FETCH_RIGHT_CONSTANT)                                     \
    BINARY_EVALUATOR(name, local_other, FETCH_LEFT_CHECKED, FETCH_RIGHT_OTHER)                                         \
    BINARY_EVALUATOR(name, locals, FETCH_LEFT_LOCAL, FETCH_RIGHT_LOCAL)                                                \
    BINARY_EVALUATOR(name, local_constant, FETCH_LEFT_LOCAL, FETCH_RIGHT_CONSTANT)
NUMBER_OPERATORS(BINARY_FAMILY)
BIT_OPERATORS(BINARY_FAMILY)

#define BINARY_ROW(name, NAME)                                                                                         \
    [BINARY_##NAME] = {                                                                                                \
        {eval_##name##_others, eval_##name##_other_local, eval_##name##_other_constant},                               \
        {eval_##name##_local_other, eval_##name##_locals, eval_##name##_local_constant},                               \
    },

/* [operator][left: other, local][right: other, local, constant] */
static Value (*const evaluators[BINARY_OP_COUNT][2][OPERAND_COUNT])(Expr *, Frame *) = {NUMBER_OPERATORS(BINARY_ROW)
                                                                                            BIT_OPERATORS(BINARY_ROW)};

void fast_binary(BinaryExpr *node) {
    bool is_local = operand_of(node->left) == OPERAND_LOCAL;
    Value (*eval)(Expr *, Frame *) = evaluators[node->op][is_local][operand_of(node->right)];
    if (eval != NULL) node->expr.eval = eval;
}
