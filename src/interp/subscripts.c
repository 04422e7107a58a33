/* object[index], as a value and as a target, and the slices in it. */
#include "interp/subscripts.h"

#include "interp/traceback.h"
#include "object/operators.h"
#include "object/range.h"

void prepare_subscript(Preparer *preparer, Expr *node) {
    prepare_expr(preparer, ((SubscriptExpr *)node)->object);
    prepare_expr(preparer, ((SubscriptExpr *)node)->index);
}

Value subscript_load(SubscriptExpr *node, Frame *frame, Value object, Value index) {
    Value value = value_get_item(frame->thread, object, index);
    return value == RAISED ? raised_at_expr(frame, &node->target.expr) : value;
}

bool subscript_store(SubscriptExpr *node, Frame *frame, Value object, Value index, Value value) {
    if (value_set_item(frame->thread, object, index, value)) return true;
    raised_at_expr(frame, &node->target.expr);
    return false;
}

bool subscript_delete(SubscriptExpr *node, Frame *frame, Value object, Value index) {
    if (value_delete_item(frame->thread, object, index)) return true;
    return raised_at_expr(frame, &node->target.expr) != RAISED;
}

Value eval_subscript(Expr *expr, Frame *frame) {
    SubscriptExpr *node = (SubscriptExpr *)expr;
    Value object = node->object->eval(node->object, frame);
    if (object == RAISED) return RAISED;
    Value index = node->index->eval(node->index, frame);
    return index == RAISED ? RAISED : subscript_load(node, frame, object, index);
}

bool assign_subscript(Target *target, Frame *frame, Value value) {
    SubscriptExpr *node = (SubscriptExpr *)target;
    Value object = node->object->eval(node->object, frame);
    if (object == RAISED) return false;
    Value index = node->index->eval(node->index, frame);
    return index != RAISED && subscript_store(node, frame, object, index, value);
}

/* ---- start:stop:step ---- */

void prepare_slice(Preparer *preparer, Expr *node) {
    prepare_expr(preparer, ((SliceExpr *)node)->start);
    prepare_expr(preparer, ((SliceExpr *)node)->stop);
    prepare_expr(preparer, ((SliceExpr *)node)->step);
}

static Value eval_bound(Expr *bound, Frame *frame) {
    return bound ? bound->eval(bound, frame) : NONE;
}

Value eval_slice(Expr *expr, Frame *frame) {
    SliceExpr *node = (SliceExpr *)expr;
    Value start = eval_bound(node->start, frame);
    if (start == RAISED) return RAISED;
    Value stop = eval_bound(node->stop, frame);
    if (stop == RAISED) return RAISED;
    Value step = eval_bound(node->step, frame);
    return step == RAISED ? RAISED : value_from_object(slice_new(start, stop, step));
}
