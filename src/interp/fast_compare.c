/* Comparisons of numbers, strings and identities, and membership: as a value and as a condition. */
#include "interp/fast.h"
#include "interp/fast_numbers.h"
#include "interp/names.h"
#include "interp/operators.h"
#include "interp/traceback.h"
#include "object/operators.h"
#include "object/str.h"

static bool is_unbound(Value left, Value right) {
    return left == UNBOUND || right == UNBOUND;
}

static Value raise_unbound_operand(CompareExpr *node, Frame *frame, Value left) {
    return raise_unbound((NameExpr *)(left == UNBOUND ? node->first : node->operands[0]), frame);
}

static __attribute__((noinline)) int test_slowly(CompareExpr *node, Frame *frame, Value left, Value right) {
    if (is_unbound(left, right)) return raise_unbound_operand(node, frame, left) == RAISED ? -1 : 0;
    if (node->ops[0] <= COMPARE_NOT_EQUAL && value_has_type(left, &str_type) && value_has_type(right, &str_type))
        return str_equal(value_str_object(left), value_str_object(right)) == (node->ops[0] == COMPARE_EQUAL);
    return compare_apply(node, frame, left, right);
}

static __attribute__((noinline)) Value compare_slowly(CompareExpr *node, Frame *frame, Value left, Value right) {
    return is_unbound(left, right) ? raise_unbound_operand(node, frame, left)
                                   : compare_apply_value(node, frame, left, right);
}

#define FETCH_LEFT_OTHER(failure)                                                                                      \
    Value left = node->first->eval(node->first, frame);                                                                \
    if (UNLIKELY(left == RAISED)) return failure;
#define FETCH_LEFT_LOCAL(failure) Value left = operand_local(node->first, frame);
/* A name without a value raises before the other operand is evaluated. */
#define FETCH_LEFT_CHECKED(failure)                                                                                    \
    Value left = operand_local(node->first, frame);                                                                    \
    if (UNLIKELY(left == UNBOUND)) return raise_unbound((NameExpr *)node->first, frame), failure;
#define FETCH_RIGHT_OTHER(failure)                                                                                     \
    Value right = node->operands[0]->eval(node->operands[0], frame);                                                   \
    if (UNLIKELY(right == RAISED)) return failure;
#define FETCH_RIGHT_LOCAL(failure) Value right = operand_local(node->operands[0], frame);
#define FETCH_RIGHT_CONSTANT(failure) Value right = operand_constant(node->operands[0]);

#define COMPARE_EVALUATORS(name, suffix, fetch_left, fetch_right)                                                      \
    static int test_##name##_##suffix(Expr *expr, Frame *frame) {                                                      \
        CompareExpr *node = (CompareExpr *)expr;                                                                       \
        fetch_left(-1) fetch_right(-1) int truth = name##_numbers(left, right);                                        \
        return LIKELY(truth >= 0) ? truth : test_slowly(node, frame, left, right);                                     \
    }                                                                                                                  \
    static Value eval_##name##_##suffix(Expr *expr, Frame *frame) {                                                    \
        CompareExpr *node = (CompareExpr *)expr;                                                                       \
        fetch_left(RAISED) fetch_right(RAISED) int truth = name##_numbers(left, right);                                \
        return LIKELY(truth >= 0) ? value_from_bool(truth) : compare_slowly(node, frame, left, right);                 \
    }

#define COMPARE_FAMILY(name, NAME, sign)                                                                               \
    COMPARE_EVALUATORS(name, others, FETCH_LEFT_OTHER, FETCH_RIGHT_OTHER)                                              \
    COMPARE_EVALUATORS(name, other_local, FETCH_LEFT_OTHER, FETCH_RIGHT_LOCAL)                                         \
    COMPARE_EVALUATORS(name, other_constant, FETCH_LEFT_OTHER, FETCH_RIGHT_CONSTANT)                                   \
    COMPARE_EVALUATORS(name, local_other, FETCH_LEFT_CHECKED, FETCH_RIGHT_OTHER)                                       \
    COMPARE_EVALUATORS(name, locals, FETCH_LEFT_LOCAL, FETCH_RIGHT_LOCAL)                                              \
    COMPARE_EVALUATORS(name, local_constant, FETCH_LEFT_LOCAL, FETCH_RIGHT_CONSTANT)
ORDERS(COMPARE_FAMILY)

typedef struct CompareEvaluators {
    int (*test)(Expr *, Frame *);
    Value (*eval)(Expr *, Frame *);
} CompareEvaluators;

#define COMPARE_PAIR(name, suffix)                                                                                     \
    { test_##name##_##suffix, eval_##name##_##suffix }
#define COMPARE_ROW(name, NAME, sign)                                                                                  \
    [COMPARE_##NAME] = {                                                                                               \
        {COMPARE_PAIR(name, others), COMPARE_PAIR(name, other_local), COMPARE_PAIR(name, other_constant)},             \
        {COMPARE_PAIR(name, local_other), COMPARE_PAIR(name, locals), COMPARE_PAIR(name, local_constant)},             \
    },

/* [operator][left: other, local][right: other, local, constant] */
static const CompareEvaluators orders[COMPARE_GREATER_EQUAL + 1][2][OPERAND_COUNT] = {ORDERS(COMPARE_ROW)};

/* ---- is, is not ---- */

static int test_is(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    Value left = node->first->eval(node->first, frame);
    if (left == RAISED) return -1;
    Value right = node->operands[0]->eval(node->operands[0], frame);
    return right == RAISED ? -1 : (left == right) == (node->ops[0] == COMPARE_IS);
}

static Value eval_is(Expr *expr, Frame *frame) {
    int truth = test_is(expr, frame);
    return truth < 0 ? RAISED : value_from_bool(truth);
}

/* ---- in, not in ---- */

static int test_in(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    Value left = node->first->eval(node->first, frame);
    if (UNLIKELY(left == RAISED)) return -1;
    Value right = node->operands[0]->eval(node->operands[0], frame);
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

void fast_compare(CompareExpr *node) {
    if (node->count != 1) return;
    bool is_identity = node->ops[0] == COMPARE_IS || node->ops[0] == COMPARE_IS_NOT;
    CompareEvaluators found =
        is_identity ? (CompareEvaluators){test_is, eval_is} : (CompareEvaluators){test_in, eval_in};
    if (node->ops[0] <= COMPARE_GREATER_EQUAL)
        found = orders[node->ops[0]][operand_of(node->first) == OPERAND_LOCAL][operand_of(node->operands[0])];
    node->expr.test = found.test;
    node->expr.eval = found.eval;
}
