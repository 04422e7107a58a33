/* Comparisons of numbers, strings and identities, and membership: as a value and as a condition. */
#include "interp/body.h"
#include "interp/fast_numbers.h"
#include "interp/fast_operands.h"
#include "interp/formula.h"
#include "interp/loops.h"
#include "interp/operators.h"
#include "interp/traceback.h"
#include "object/operators.h"
#include "object/str.h"

static int order_numbers(CompareOp op, double left, double right) {
    switch (op) {
#define ORDER_CASE(name, NAME, sign)                                                                                   \
    case COMPARE_##NAME:                                                                                               \
        return left sign right;
        ORDERS(ORDER_CASE)
#undef ORDER_CASE
    default:
        return -1;
    }
}

static __attribute__((noinline)) int test_slowly(CompareExpr *node, Frame *frame, Value left, Value right) {
    if (left == UNBOUND || right == UNBOUND) return raise_unbound_operand(&node->fast, frame, left) == RAISED ? -1 : 0;
    if (is_small_number(left) && is_small_number(right))
        return order_numbers(node->ops[0], small_number(left), small_number(right));
    if (node->ops[0] <= COMPARE_NOT_EQUAL && value_has_type(left, &str_type) && value_has_type(right, &str_type))
        return str_equal(value_str_object(left), value_str_object(right)) == (node->ops[0] == COMPARE_EQUAL);
    return compare_apply(node, frame, left, right);
}

static __attribute__((noinline)) Value compare_slowly(CompareExpr *node, Frame *frame, Value left, Value right) {
    return left == UNBOUND || right == UNBOUND ? raise_unbound_operand(&node->fast, frame, left)
                                               : compare_apply_value(node, frame, left, right);
}

/* ---- Orders: as a value, as a condition, and as the condition of an `if`, the choice of a body and a `while` ---- */

static __attribute__((noinline)) Flow if_slowly(IfStmt *node, Frame *frame, Value left, Value right) {
    int truth = test_slowly((CompareExpr *)node->condition, frame, left, right);
    if (truth < 0) return FLOW_RAISE;
    return run_block(truth ? node->then : node->otherwise, frame);
}

static __attribute__((noinline)) Value choose_slowly(ChoiceExpr *node, Frame *frame, Value left, Value right) {
    int truth = test_slowly((CompareExpr *)node->condition, frame, left, right);
    if (truth < 0) return RAISED;
    Expr *chosen = truth ? node->then : node->otherwise;
    return chosen->eval(chosen, frame);
}

#define ORDER_EVALUATORS(name, NAME, left_kind, right_kind)                                                            \
    static int test_##name##_##left_kind##_##right_kind(Expr *expr, Frame *frame) {                                    \
        CompareExpr *node = (CompareExpr *)expr;                                                                       \
        const Operands *operands = &node->fast;                                                                        \
        FETCH_##left_kind(left, -1);                                                                                   \
        FETCH_##right_kind(right, -1);                                                                                 \
        int truth = name##_numbers(left, right);                                                                       \
        return LIKELY(truth >= 0) ? truth : test_slowly(node, frame, left, right);                                     \
    }                                                                                                                  \
    static Value eval_##name##_##left_kind##_##right_kind(Expr *expr, Frame *frame) {                                  \
        CompareExpr *node = (CompareExpr *)expr;                                                                       \
        const Operands *operands = &node->fast;                                                                        \
        FETCH_##left_kind(left, RAISED);                                                                               \
        FETCH_##right_kind(right, RAISED);                                                                             \
        int truth = name##_numbers(left, right);                                                                       \
        return LIKELY(truth >= 0) ? value_from_bool(truth) : compare_slowly(node, frame, left, right);                 \
    }                                                                                                                  \
    static Flow if_##name##_##left_kind##_##right_kind(Stmt *stmt, Frame *frame) {                                     \
        IfStmt *node = (IfStmt *)stmt;                                                                                 \
        const Operands *operands = &((CompareExpr *)node->condition)->fast;                                            \
        FETCH_##left_kind(left, FLOW_RAISE);                                                                           \
        FETCH_##right_kind(right, FLOW_RAISE);                                                                         \
        int truth = name##_numbers(left, right);                                                                       \
        if (truth > 0) return block_run(node->then, frame);                                                            \
        return LIKELY(truth == 0) ? block_run(node->otherwise, frame) : if_slowly(node, frame, left, right);           \
    }                                                                                                                  \
    static Value choose_##name##_##left_kind##_##right_kind(Expr *expr, Frame *frame) {                                \
        ChoiceExpr *node = (ChoiceExpr *)expr;                                                                         \
        const Operands *operands = &((CompareExpr *)node->condition)->fast;                                            \
        FETCH_##left_kind(left, RAISED);                                                                               \
        FETCH_##right_kind(right, RAISED);                                                                             \
        int truth = name##_numbers(left, right);                                                                       \
        if (truth > 0) return node->then->eval(node->then, frame);                                                     \
        if (LIKELY(truth == 0)) return node->otherwise->eval(node->otherwise, frame);                                  \
        return choose_slowly(node, frame, left, right);                                                                \
    }                                                                                                                  \
    static Flow while_##name##_##left_kind##_##right_kind(Stmt *stmt, Frame *frame) {                                  \
        WhileStmt *node = (WhileStmt *)stmt;                                                                           \
        const Operands *operands = &((CompareExpr *)node->condition)->fast;                                            \
        for (;;) {                                                                                                     \
            FETCH_##left_kind(left, FLOW_RAISE);                                                                       \
            FETCH_##right_kind(right, FLOW_RAISE);                                                                     \
            int truth = name##_numbers(left, right);                                                                   \
            if (UNLIKELY(truth < 0)) truth = test_slowly((CompareExpr *)node->condition, frame, left, right);          \
            if (UNLIKELY(truth <= 0)) return truth == 0 ? run_block(node->otherwise, frame) : FLOW_RAISE;              \
            Flow flow = while_round(node, frame);                                                                      \
            if (UNLIKELY(flow != FLOW_NEXT)) return flow == FLOW_BREAK ? FLOW_NEXT : flow;                             \
        }                                                                                                              \
    }
#define ORDER_FAMILY(name, NAME, sign) OPERAND_PAIRS(ORDER_EVALUATORS, name, NAME)
ORDERS(ORDER_FAMILY)

typedef struct CompareEvaluators {
    int (*test)(Expr *, Frame *);
    Value (*eval)(Expr *, Frame *);
    Flow (*run_if)(Stmt *, Frame *);
    Value (*choose)(Expr *, Frame *);
    Flow (*run_while)(Stmt *, Frame *);
} CompareEvaluators;

#define ORDER_ENTRY(name, NAME, left_kind, right_kind)                                                                 \
    [COMPARE_##NAME][KIND_##left_kind][KIND_##right_kind] = {                                                          \
        test_##name##_##left_kind##_##right_kind, eval_##name##_##left_kind##_##right_kind,                            \
        if_##name##_##left_kind##_##right_kind, choose_##name##_##left_kind##_##right_kind,                            \
        while_##name##_##left_kind##_##right_kind},
#define ORDER_ROW(name, NAME, sign) OPERAND_PAIRS(ORDER_ENTRY, name, NAME)

static const CompareEvaluators orders[COMPARE_GREATER_EQUAL + 1][OPERAND_COUNT][OPERAND_COUNT] = {ORDERS(ORDER_ROW)};

/* The evaluators for a comparison of two numbers; null: it is none. */
static const CompareEvaluators *order_of(const Expr *condition) {
    const CompareExpr *node = (const CompareExpr *)condition;
    if (condition->kind != EXPR_COMPARE || node->count != 1 || node->ops[0] > COMPARE_GREATER_EQUAL) return NULL;
    const CompareEvaluators *found = &orders[node->ops[0]][operand_of(node->first)][operand_of(node->operands[0])];
    return found->eval != NULL ? found : NULL;
}

/* ---- in, not in ---- */

static int test_in(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    Value left = operand_value(node->first, frame);
    if (UNLIKELY(left == RAISED)) return -1;
    Value right = operand_value(node->operands[0], frame);
    if (UNLIKELY(right == RAISED)) return -1;
    int found = value_contains(frame->thread, right, left);
    if (LIKELY(found >= 0)) return found == (node->ops[0] == COMPARE_IN);
    raised_at_expr(frame, expr);
    return -1;
}

static Value eval_in(Expr *expr, Frame *frame) {
    int truth = test_in(expr, frame);
    return truth < 0 ? RAISED : value_from_bool(truth);
}

static void fast_membership(CompareExpr *node) {
    node->expr.test = test_in;
    node->expr.eval = eval_in;
}

void fast_compare(CompareExpr *node) {
    if (node->count != 1) {
        fast_chain(node);
        return;
    }
    operands_find(&node->fast, node->first, node->operands[0]);
    const CompareEvaluators *order = order_of(&node->expr);
    if (order != NULL) {
        node->expr.test = order->test;
        node->expr.eval = order->eval;
        formula_for_compare(node);
    } else if (node->ops[0] == COMPARE_IS || node->ops[0] == COMPARE_IS_NOT) fast_identity(node);
    else if (node->ops[0] > COMPARE_GREATER_EQUAL) fast_membership(node);
}

/* ---- Who asks conditions ---- */

static Flow run_if_fast(Stmt *stmt, Frame *frame) {
    IfStmt *node = (IfStmt *)stmt;
    int truth = node->condition->test(node->condition, frame);
    if (truth > 0) return block_run(node->then, frame);
    return LIKELY(truth == 0) ? block_run(node->otherwise, frame) : FLOW_RAISE;
}

/* Those of a condition that is tested by them, and not by a formula. */
static const CompareEvaluators *tested_order_of(const Expr *condition) {
    const CompareEvaluators *order = order_of(condition);
    return order != NULL && condition->test == order->test ? order : NULL;
}

void fast_if(IfStmt *node) {
    const CompareEvaluators *order = tested_order_of(node->condition);
    node->stmt.run = order != NULL ? order->run_if : run_if_fast;
}

static Flow run_while_fast(Stmt *stmt, Frame *frame) {
    WhileStmt *node = (WhileStmt *)stmt;
    for (;;) {
        int truth = node->condition->test(node->condition, frame);
        if (UNLIKELY(truth <= 0)) return truth == 0 ? run_block(node->otherwise, frame) : FLOW_RAISE;
        Flow flow = while_round(node, frame);
        if (UNLIKELY(flow != FLOW_NEXT)) return flow == FLOW_BREAK ? FLOW_NEXT : flow;
    }
}

void fast_while(WhileStmt *node) {
    const CompareEvaluators *order = tested_order_of(node->condition);
    node->stmt.run = order != NULL ? order->run_while : run_while_fast;
}

void fast_choice(ChoiceExpr *node) {
    const CompareEvaluators *order = tested_order_of(node->condition);
    if (order != NULL) node->expr.eval = order->choose;
}
