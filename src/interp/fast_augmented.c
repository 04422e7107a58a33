/* target op= value, the operator known: numbers in line. Reading and writing stay two steps, so that updates of shared
   variables without a lock are really lost. */
#include "interp/fast.h"
#include "interp/fast_attributes.h"
#include "interp/fast_numbers.h"
#include "interp/fast_subscripts.h"
#include "interp/names.h"
#include "interp/traceback.h"
#include "object/operators.h"

static __attribute__((noinline)) Value apply_slowly(AugmentedStmt *node, Frame *frame, Value old, Value value) {
    Value result = operate_inplace(frame->thread, node->op, old, value);
    return result == RAISED ? raised_at(frame, node->stmt.span, (Span){0, 0}) : result;
}

static Value apply_op(AugmentedStmt *node, Frame *frame, Value old, Value value) {
    switch (node->op) {
#define CASE(name, NAME)                                                                                               \
    case BINARY_##NAME: {                                                                                              \
        Value result = name##_numbers(old, value);                                                                     \
        return LIKELY(result != RAISED) ? result : apply_slowly(node, frame, old, value);                              \
    }
        NUMBER_OPERATORS(CASE)
        BIT_OPERATORS(CASE)
#undef CASE
    default:
        return apply_slowly(node, frame, old, value);
    }
}

/* ---- Names ---- */

#define AUGMENT_LOCAL(name)                                                                                            \
    static Flow run_##name##_local(Stmt *stmt, Frame *frame) {                                                         \
        AugmentedStmt *node = (AugmentedStmt *)stmt;                                                                   \
        Value old = operand_local(&node->target->expr, frame);                                                         \
        if (UNLIKELY(old == UNBOUND)) return raise_unbound((NameExpr *)node->target, frame), FLOW_RAISE;               \
        Value value = node->value->eval(node->value, frame);                                                           \
        if (UNLIKELY(value == RAISED)) return FLOW_RAISE;                                                              \
        Value result = name##_numbers(old, value);                                                                     \
        if (UNLIKELY(result == RAISED)) result = apply_slowly(node, frame, old, value);                                \
        if (UNLIKELY(result == RAISED)) return FLOW_RAISE;                                                             \
        frame->slots[((NameExpr *)node->target)->index] = result;                                                      \
        return FLOW_NEXT;                                                                                              \
    }
AUGMENT_LOCAL(add)
AUGMENT_LOCAL(subtract)
AUGMENT_LOCAL(multiply)

static Flow run_add_constant_to_local(Stmt *stmt, Frame *frame) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    Value *slot = &frame->slots[((NameExpr *)node->target)->index];
    Value value = operand_constant(node->value);
    if (UNLIKELY(!both_small_ints(*slot, value))) return run_add_local(stmt, frame);
    *slot = add_ints(value_small_int(*slot), value_small_int(value));
    return FLOW_NEXT;
}

static Flow run_augmented_name(Stmt *stmt, Frame *frame) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    Target *target = node->target;
    Value old = target->expr.eval(&target->expr, frame);
    Value value = old == RAISED ? RAISED : node->value->eval(node->value, frame);
    Value result = value == RAISED ? RAISED : apply_op(node, frame, old, value);
    return result != RAISED && target->assign(target, frame, result) ? FLOW_NEXT : FLOW_RAISE;
}

/* ---- Attributes and subscripts ---- */

static Flow run_augmented_attribute(Stmt *stmt, Frame *frame) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    AttributeExpr *target = (AttributeExpr *)node->target;
    Value object = target->object->eval(target->object, frame);
    Value old = object == RAISED ? RAISED : attribute_load_fast(target, frame, object);
    Value value = old == RAISED ? RAISED : node->value->eval(node->value, frame);
    Value result = value == RAISED ? RAISED : apply_op(node, frame, old, value);
    return result != RAISED && attribute_store_fast(target, frame, object, result) ? FLOW_NEXT : FLOW_RAISE;
}

static Flow run_augmented_subscript(Stmt *stmt, Frame *frame) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    SubscriptExpr *target = (SubscriptExpr *)node->target;
    Value object = target->object->eval(target->object, frame);
    Value index = object == RAISED ? RAISED : target->index->eval(target->index, frame);
    Value old = index == RAISED ? RAISED : subscript_load_fast(target, frame, object, index);
    Value value = old == RAISED ? RAISED : node->value->eval(node->value, frame);
    Value result = value == RAISED ? RAISED : apply_op(node, frame, old, value);
    return result != RAISED && subscript_store_fast(target, frame, object, index, result) ? FLOW_NEXT : FLOW_RAISE;
}

static Flow (*for_local(const AugmentedStmt *node))(Stmt *, Frame *) {
    if (node->op == BINARY_ADD)
        return operand_of(node->value) == OPERAND_CONSTANT ? run_add_constant_to_local : run_add_local;
    if (node->op == BINARY_SUBTRACT) return run_subtract_local;
    return node->op == BINARY_MULTIPLY ? run_multiply_local : run_augmented_name;
}

void fast_augmented(AugmentedStmt *node) {
    switch (node->target->expr.kind) {
    case EXPR_ATTRIBUTE:
        node->stmt.run = run_augmented_attribute;
        return;
    case EXPR_SUBSCRIPT:
        node->stmt.run = run_augmented_subscript;
        return;
    default:
        node->stmt.run = operand_of(&node->target->expr) == OPERAND_LOCAL ? for_local(node) : run_augmented_name;
    }
}
