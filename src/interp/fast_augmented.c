/* target op= value, the operator known: numbers in line. Reading and writing stay two steps, so that updates of shared
   variables without a lock are really lost. */
#include "interp/fast_augmented.h"
#include "interp/fast_attributes.h"
#include "interp/fast_numbers.h"
#include "interp/fast_operands.h"
#include "interp/formula.h"
#include "interp/traceback.h"
#include "object/operators.h"

/* A result, or RAISED. */
static __attribute__((noinline)) Value apply_slowly(AugmentedStmt *node, Frame *frame, Value old, Value value) {
    if (old == UNBOUND || value == UNBOUND) return raise_unbound_operand(&node->operands, frame, old);
    Value result = RAISED;
    if (node->op == BINARY_ADD && (result = strings_sum(old, value)) != RAISED) return result;
    switch (node->op) {
#define CASE(name, NAME)                                                                                               \
    case BINARY_##NAME:                                                                                                \
        if (name##_mixed(old, value, &result)) return result;                                                          \
        break;
        NUMBER_OPERATORS(CASE)
#undef CASE
    default:
        break;
    }
    result = operate_inplace(frame->thread, node->op, old, value);
    return result == RAISED ? raised_at(frame, node->stmt.span, (Span){0, 0}) : result;
}

Value augmented_apply(AugmentedStmt *node, Frame *frame, Value old, Value value) {
    Value result = RAISED;
    switch (node->op) {
#define CASE(name, NAME)                                                                                               \
    case BINARY_##NAME:                                                                                                \
        return LIKELY(name##_numbers(old, value, &result)) ? result : apply_slowly(node, frame, old, value);
        NUMBER_OPERATORS(CASE)
        BIT_OPERATORS(CASE)
#undef CASE
    default:
        return apply_slowly(node, frame, old, value);
    }
}

/* ---- Names ---- */

static __attribute__((noinline)) Flow augment_slowly(AugmentedStmt *node, Frame *frame, Value old, Value value) {
    Value result = node->op == BINARY_ADD ? strings_sum(old, value) : RAISED;
    if (result == RAISED) result = apply_slowly(node, frame, old, value);
    if (result == RAISED) return FLOW_RAISE;
    frame->slots[node->operands.left_slot] = result;
    return FLOW_NEXT;
}

#define AUGMENT_LOCAL(name, left_kind, right_kind)                                                                     \
    static Flow augment_##name##_##right_kind(Stmt *stmt, Frame *frame) {                                              \
        AugmentedStmt *node = (AugmentedStmt *)stmt;                                                                   \
        const Operands *operands = &node->operands;                                                                    \
        FETCH_##left_kind(left, FLOW_RAISE);                                                                           \
        FETCH_##right_kind(right, FLOW_RAISE);                                                                         \
        Value result = RAISED;                                                                                         \
        if (UNLIKELY(!name##_numbers(left, right, &result))) return augment_slowly(node, frame, left, right);          \
        frame->slots[operands->left_slot] = result;                                                                    \
        return FLOW_NEXT;                                                                                              \
    }
#define AUGMENT_FAMILY(name, NAME)                                                                                     \
    AUGMENT_LOCAL(name, checked, other)                                                                                \
    AUGMENT_LOCAL(name, local, local)                                                                                  \
    AUGMENT_LOCAL(name, local, constant)                                                                               \
    AUGMENT_LOCAL(name, checked, attribute)
NUMBER_OPERATORS(AUGMENT_FAMILY)
BIT_OPERATORS(AUGMENT_FAMILY)

#define AUGMENT_ROW(name, NAME)                                                                                        \
    [BINARY_##NAME] = {augment_##name##_other, augment_##name##_local, augment_##name##_constant,                      \
                       augment_##name##_attribute},

static Flow (*const local_evaluators[BINARY_OP_COUNT][OPERAND_COUNT])(Stmt *, Frame *) = {
    NUMBER_OPERATORS(AUGMENT_ROW) BIT_OPERATORS(AUGMENT_ROW)};

static Flow run_augmented_name(Stmt *stmt, Frame *frame) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    Target *target = node->target;
    Value old = target->expr.eval(&target->expr, frame);
    Value value = old == RAISED ? RAISED : node->value->eval(node->value, frame);
    Value result = value == RAISED ? RAISED : augmented_apply(node, frame, old, value);
    return result != RAISED && target->assign(target, frame, result) ? FLOW_NEXT : FLOW_RAISE;
}

/* ---- Attributes ---- */

static Flow run_augmented_attribute(Stmt *stmt, Frame *frame) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    AttributeExpr *target = (AttributeExpr *)node->target;
    Value object = operand_value(target->object, frame);
    Value old = object == RAISED ? RAISED : attribute_load_inline(target, frame, object);
    if (UNLIKELY(old == RAISED)) return FLOW_RAISE;
    Value value = operand_value(node->value, frame);
    Value result = value == RAISED ? RAISED : augmented_apply(node, frame, old, value);
    return LIKELY(result != RAISED) && attribute_store_inline(target, frame, object, result) ? FLOW_NEXT : FLOW_RAISE;
}

static void fast_augmented_name(AugmentedStmt *node) {
    operands_find(&node->operands, &node->target->expr, node->value);
    bool is_local = operand_of(&node->target->expr) == OPERAND_LOCAL;
    Flow (*run)(Stmt *, Frame *) = is_local ? local_evaluators[node->op][operand_of(node->value)] : NULL;
    node->stmt.run = run != NULL ? run : run_augmented_name;
}

static void fast_augmented_target(AugmentedStmt *node) {
    switch (node->target->expr.kind) {
    case EXPR_ATTRIBUTE:
        node->stmt.run = run_augmented_attribute;
        return;
    case EXPR_SUBSCRIPT:
        fast_augmented_subscript(node);
        return;
    default:
        fast_augmented_name(node);
    }
}

void fast_augmented(AugmentedStmt *node) {
    fast_augmented_target(node);
    formula_for_augmented(node);
}
