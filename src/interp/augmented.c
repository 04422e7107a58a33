/* target op= value: the target's parts are evaluated once; reading and writing stay two separate steps. */
#include "interp/attributes.h"
#include "interp/names.h"
#include "interp/subscripts.h"
#include "interp/traceback.h"

#include "object/operators.h"

void prepare_augmented(Preparer *preparer, Stmt *stmt) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    prepare_target(preparer, node->target);
    prepare_expr(preparer, node->value);
}

/* old op value; RAISED also when `old` is. */
static Value apply(AugmentedStmt *node, Frame *frame, Value old) {
    if (old == RAISED) return RAISED;
    Value value = node->value->eval(node->value, frame);
    if (value == RAISED) return RAISED;
    Value result = operate_inplace(frame->thread, node->op, old, value);
    return result == RAISED ? raised_at(frame, node->stmt.span, (Span){0, 0}) : result;
}

static bool augment_name(AugmentedStmt *node, Frame *frame) {
    Target *target = node->target;
    Value result = apply(node, frame, target->expr.eval(&target->expr, frame));
    return result != RAISED && target->assign(target, frame, result);
}

static bool augment_attribute(AugmentedStmt *node, Frame *frame) {
    AttributeExpr *target = (AttributeExpr *)node->target;
    Value object = target->object->eval(target->object, frame);
    if (object == RAISED) return false;
    Value result = apply(node, frame, attribute_load(target, frame, object));
    return result != RAISED && attribute_store(target, frame, object, result);
}

static bool augment_subscript(AugmentedStmt *node, Frame *frame) {
    SubscriptExpr *target = (SubscriptExpr *)node->target;
    Value object = target->object->eval(target->object, frame);
    if (object == RAISED) return false;
    Value index = target->index->eval(target->index, frame);
    if (index == RAISED) return false;
    Value result = apply(node, frame, subscript_load(target, frame, object, index));
    return result != RAISED && subscript_store(target, frame, object, index, result);
}

static bool augment(AugmentedStmt *node, Frame *frame) {
    switch (node->target->expr.kind) {
    case EXPR_ATTRIBUTE:
        return augment_attribute(node, frame);
    case EXPR_SUBSCRIPT:
        return augment_subscript(node, frame);
    default:
        return augment_name(node, frame);
    }
}

Flow run_augmented(Stmt *node, Frame *frame) {
    return augment((AugmentedStmt *)node, frame) ? FLOW_NEXT : FLOW_RAISE;
}
