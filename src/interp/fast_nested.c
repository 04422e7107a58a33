/* a op b op c, of local variables and constants: the inner result goes to the outer operator as the number that it is, without
   becoming a value between. Reading the operands has no effect, so whatever is not all floats or all small ints is evaluated
   anew by the evaluator that the outer operator had before (node->unfused). */
#include "interp/fast_numbers.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))

/* What an operand of an inner operator is now. */
static ALWAYS_INLINE Value simple_value(int32_t slot, Value constant, Frame *frame) {
    return slot >= 0 ? frame->slots[slot] : constant;
}

static ALWAYS_INLINE bool compute_floats(BinaryOp op, double left, double right, double *result) {
    *result = op == BINARY_ADD ? left + right : op == BINARY_SUBTRACT ? left - right : left * right;
    return true;
}

static ALWAYS_INLINE bool compute_ints(BinaryOp op, Value left, Value right, Value *result) {
    if (op == BINARY_ADD) return add_ints(left, right, result);
    return op == BINARY_SUBTRACT ? subtract_ints(left, right, result) : multiply_ints(left, right, result);
}

/* An operand of the outer operator: a nested one, or a local variable or constant; as a float, as a small int. */
static ALWAYS_INLINE bool nested_float(const Expr *node, Frame *frame, double *result) {
    const BinaryExpr *inner = (const BinaryExpr *)node;
    Value left = simple_value(inner->operands.left_slot, inner->operands.constant, frame);
    Value right = simple_value(inner->operands.right_slot, inner->operands.constant, frame);
    return LIKELY(both_floats(left, right)) && compute_floats(inner->op, value_float(left), value_float(right), result);
}

static ALWAYS_INLINE bool nested_int(const Expr *node, Frame *frame, Value *result) {
    const BinaryExpr *inner = (const BinaryExpr *)node;
    Value left = simple_value(inner->operands.left_slot, inner->operands.constant, frame);
    Value right = simple_value(inner->operands.right_slot, inner->operands.constant, frame);
    return both_small_ints(left, right) && compute_ints(inner->op, left, right, result);
}

static ALWAYS_INLINE bool simple_float(Value value, double *result) {
    *result = value_float(value);
    return LIKELY(value_is_float(value));
}

/* How the outer operator's operands are had: both nested; the left one; the right one. */
#define nested_nested_FLOATS nested_float(node->left, frame, &left) && nested_float(node->right, frame, &right)
#define nested_simple_FLOATS                                                                                           \
    nested_float(node->left, frame, &left) &&                                                                          \
        simple_float(simple_value(operands->right_slot, operands->constant, frame), &right)
#define simple_nested_FLOATS                                                                                           \
    simple_float(simple_value(operands->left_slot, operands->constant, frame), &left) &&                               \
        nested_float(node->right, frame, &right)
#define nested_nested_INTS nested_int(node->left, frame, &a) && nested_int(node->right, frame, &b)
#define nested_simple_INTS                                                                                             \
    nested_int(node->left, frame, &a) &&                                                                               \
        value_is_small_int(b = simple_value(operands->right_slot, operands->constant, frame))
#define simple_nested_INTS                                                                                             \
    value_is_small_int(a = simple_value(operands->left_slot, operands->constant, frame)) &&                            \
        nested_int(node->right, frame, &b)

#define NESTED_EVALUATORS(name, NAME, kinds)                                                                           \
    static ALWAYS_INLINE bool name##_##kinds(BinaryExpr *node, Frame *frame, Value *result) {                          \
        const Operands *operands = &node->operands;                                                                    \
        (void)operands;                                                                                                \
        double left = 0, right = 0;                                                                                    \
        if (LIKELY(kinds##_FLOATS)) return name##_floats(left, right, result);                                         \
        Value a = RAISED, b = RAISED;                                                                                  \
        return kinds##_INTS && name##_ints(a, b, result);                                                              \
    }                                                                                                                  \
    static Value eval_##name##_##kinds(Expr *expr, Frame *frame) {                                                     \
        BinaryExpr *node = (BinaryExpr *)expr;                                                                         \
        Value result = RAISED;                                                                                         \
        return LIKELY(name##_##kinds(node, frame, &result)) ? result : node->unfused(expr, frame);                     \
    }                                                                                                                  \
    static Flow assign_##name##_##kinds(Stmt *stmt, Frame *frame) {                                                    \
        AssignStmt *assignment = (AssignStmt *)stmt;                                                                   \
        BinaryExpr *node = (BinaryExpr *)assignment->value;                                                            \
        Value result = RAISED;                                                                                         \
        if (UNLIKELY(!name##_##kinds(node, frame, &result))) return assign_unfused(assignment, frame);                 \
        frame->slots[assignment->slot] = result;                                                                       \
        return FLOW_NEXT;                                                                                              \
    }

static __attribute__((noinline)) Flow assign_unfused(AssignStmt *node, Frame *frame) {
    Value value = ((BinaryExpr *)node->value)->unfused(node->value, frame);
    if (UNLIKELY(value == RAISED)) return FLOW_RAISE;
    frame->slots[node->slot] = value;
    return FLOW_NEXT;
}

#define OUTER_OPERATORS(X)                                                                                             \
    X(add, ADD)                                                                                                        \
    X(subtract, SUBTRACT)                                                                                              \
    X(multiply, MULTIPLY)                                                                                              \
    X(divide, DIVIDE)
#define NESTED_FAMILY(name, NAME)                                                                                      \
    NESTED_EVALUATORS(name, NAME, nested_nested)                                                                       \
    NESTED_EVALUATORS(name, NAME, nested_simple)                                                                       \
    NESTED_EVALUATORS(name, NAME, simple_nested)
OUTER_OPERATORS(NESTED_FAMILY)

typedef struct NestedEvaluators {
    Value (*eval)(Expr *, Frame *);
    Flow (*assign)(Stmt *, Frame *); /* local = … */
} NestedEvaluators;

typedef enum Nesting { NESTED_BOTH, NESTED_LEFT, NESTED_RIGHT, NESTING_COUNT } Nesting;

#define NESTED_ROW(name, NAME)                                                                                         \
    [BINARY_##NAME] = {                                                                                                \
        [NESTED_BOTH] = {eval_##name##_nested_nested, assign_##name##_nested_nested},                                  \
        [NESTED_LEFT] = {eval_##name##_nested_simple, assign_##name##_nested_simple},                                  \
        [NESTED_RIGHT] = {eval_##name##_simple_nested, assign_##name##_simple_nested},                                 \
    },

static const NestedEvaluators evaluators[BINARY_OP_COUNT][NESTING_COUNT] = {OUTER_OPERATORS(NESTED_ROW)};

static bool is_simple(const Expr *node) {
    Operand kind = operand_of(node);
    return kind == OPERAND_LOCAL || kind == OPERAND_CONSTANT;
}

static bool is_nested(const Expr *node) {
    if (node->kind != EXPR_BINARY) return false;
    const BinaryExpr *inner = (const BinaryExpr *)node;
    bool is_common = inner->op == BINARY_ADD || inner->op == BINARY_SUBTRACT || inner->op == BINARY_MULTIPLY;
    bool has_local = operand_of(inner->left) == OPERAND_LOCAL || operand_of(inner->right) == OPERAND_LOCAL;
    return is_common && has_local && is_simple(inner->left) && is_simple(inner->right);
}

static const NestedEvaluators *evaluators_of(const BinaryExpr *node) {
    bool left = is_nested(node->left), right = is_nested(node->right);
    if (left && right) return &evaluators[node->op][NESTED_BOTH];
    if (left && is_simple(node->right)) return &evaluators[node->op][NESTED_LEFT];
    if (right && is_simple(node->left)) return &evaluators[node->op][NESTED_RIGHT];
    return NULL;
}

void fast_nested(BinaryExpr *node) {
    const NestedEvaluators *found = evaluators_of(node);
    if (found == NULL || found->eval == NULL) return;
    node->unfused = node->expr.eval;
    node->expr.eval = found->eval;
}

bool fast_assign_nested(AssignStmt *node) {
    if (node->value->kind != EXPR_BINARY || ((BinaryExpr *)node->value)->unfused == NULL) return false;
    node->stmt.run = evaluators_of((BinaryExpr *)node->value)->assign;
    return true;
}
