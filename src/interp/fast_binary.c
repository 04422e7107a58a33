/* Binary operators on numbers: for each operator and pair of kinds of operands an evaluator, and one that also assigns the
   result to a local variable, all made from one macro. */
#include "interp/fast_numbers.h"
#include "interp/fast_operands.h"
#include "interp/formula.h"
#include "interp/operators.h"
#include "interp/traceback.h"

/* Operands that are no numbers, among them a local name without a value, or numbers that need more care. */
static __attribute__((noinline)) Value binary_slowly(BinaryExpr *node, Frame *frame, Value left, Value right) {
    if (left == UNBOUND || right == UNBOUND) return raise_unbound_operand(&node->operands, frame, left);
    Value result = RAISED;
    if (value_is_plain_int(left) && value_is_plain_int(right)) {
        result = int_binary(frame->thread, node->op, left, right);
        return result == RAISED ? raised_at_expr(frame, &node->expr) : result;
    }
    if (node->op == BINARY_ADD) result = strings_sum(left, right);
    return result != RAISED ? result : binary_apply(node, frame, left, right);
}

#define MIXED_OPERANDS(name, NAME)                                                                                     \
    static __attribute__((noinline)) Value name##_slowly(BinaryExpr *node, Frame *frame, Value left, Value right) {    \
        Value result = RAISED;                                                                                         \
        return name##_mixed(left, right, &result) ? result : binary_slowly(node, frame, left, right);                  \
    }                                                                                                                  \
    static __attribute__((noinline))                                                                                   \
    Flow assign_##name##_slowly(AssignStmt *node, Frame *frame, Value left, Value right) {                             \
        Value value = name##_slowly((BinaryExpr *)node->value, frame, left, right);                                    \
        if (value == RAISED) return FLOW_RAISE;                                                                        \
        frame->slots[node->slot] = value;                                                                              \
        return FLOW_NEXT;                                                                                              \
    }
NUMBER_OPERATORS(MIXED_OPERANDS)
BIT_OPERATORS(MIXED_OPERANDS)

#define BINARY_EVALUATORS(name, NAME, left_kind, right_kind)                                                           \
    static Value eval_##name##_##left_kind##_##right_kind(Expr *expr, Frame *frame) {                                  \
        BinaryExpr *node = (BinaryExpr *)expr;                                                                         \
        const Operands *operands = &node->operands;                                                                    \
        FETCH_##left_kind(left, RAISED);                                                                               \
        FETCH_##right_kind(right, RAISED);                                                                             \
        Value result = RAISED;                                                                                         \
        return LIKELY(name##_numbers(left, right, &result)) ? result : name##_slowly(node, frame, left, right);        \
    }                                                                                                                  \
    static Flow assign_##name##_##left_kind##_##right_kind(Stmt *stmt, Frame *frame) {                                 \
        AssignStmt *assignment = (AssignStmt *)stmt;                                                                   \
        const Operands *operands = &((BinaryExpr *)assignment->value)->operands;                                       \
        FETCH_##left_kind(left, FLOW_RAISE);                                                                           \
        FETCH_##right_kind(right, FLOW_RAISE);                                                                         \
        Value result = RAISED;                                                                                         \
        if (UNLIKELY(!name##_numbers(left, right, &result)))                                                           \
            return assign_##name##_slowly(assignment, frame, left, right);                                             \
        frame->slots[assignment->slot] = result;                                                                       \
        return FLOW_NEXT;                                                                                              \
    }
#define BINARY_FAMILY(name, NAME) OPERAND_PAIRS(BINARY_EVALUATORS, name, NAME)
NUMBER_OPERATORS(BINARY_FAMILY)
BIT_OPERATORS(BINARY_FAMILY)

typedef struct BinaryEvaluators {
    Value (*eval)(Expr *, Frame *);
    Flow (*assign)(Stmt *, Frame *); /* local = … */
} BinaryEvaluators;

#define BINARY_ENTRY(name, NAME, left_kind, right_kind)                                                                \
    [BINARY_##NAME][KIND_##left_kind][KIND_##right_kind] = {eval_##name##_##left_kind##_##right_kind,                  \
                                                            assign_##name##_##left_kind##_##right_kind},
#define BINARY_ROW(name, NAME) OPERAND_PAIRS(BINARY_ENTRY, name, NAME)

static const BinaryEvaluators evaluators[BINARY_OP_COUNT][OPERAND_COUNT][OPERAND_COUNT] = {
    NUMBER_OPERATORS(BINARY_ROW) BIT_OPERATORS(BINARY_ROW)};

static const BinaryEvaluators *evaluators_of(const BinaryExpr *node) {
    return &evaluators[node->op][operand_of(node->left)][operand_of(node->right)];
}

void fast_binary(BinaryExpr *node) {
    operands_find(&node->operands, node->left, node->right);
    if (evaluators_of(node)->eval == NULL) return;
    node->expr.eval = evaluators_of(node)->eval;
    formula_for_binary(node);
}

bool fast_assign_binary(AssignStmt *node) {
    if (node->value->kind != EXPR_BINARY) return false;
    const BinaryEvaluators *found = evaluators_of((BinaryExpr *)node->value);
    if (found->assign == NULL) return false;
    node->stmt.run = found->assign;
    return true;
}
