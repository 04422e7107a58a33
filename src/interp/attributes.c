/* object.name, as a value and as a target. */
#include "interp/attributes.h"

#include "interp/traceback.h"
#include "object/attribute.h"

void prepare_attribute(Preparer *preparer, Expr *node) {
    AttributeExpr *attribute = (AttributeExpr *)node;
    attribute->string = prepare_string(attribute->name);
    prepare_expr(preparer, attribute->object);
}

/* Properties and the like are code of the script. */
static void note(AttributeExpr *node, Frame *frame) {
    frame->site = atomic_load_explicit(&node->site, memory_order_acquire);
    if (frame->site != NULL) return;
    frame_note(frame, span_shown(frame->function->code->source, &node->target.expr));
    atomic_store_explicit(&node->site, frame->site, memory_order_release);
}

Value attribute_load(AttributeExpr *node, Frame *frame, Value object) {
    note(node, frame);
    Value value = value_get_attribute(frame->thread, object, value_str_object(node->string));
    return value == RAISED ? raised_at_expr(frame, &node->target.expr) : value;
}

bool attribute_store(AttributeExpr *node, Frame *frame, Value object, Value value) {
    note(node, frame);
    if (value_set_attribute(frame->thread, object, value_str_object(node->string), value)) return true;
    raised_at_expr(frame, &node->target.expr);
    return false;
}

bool attribute_delete(AttributeExpr *node, Frame *frame, Value object) {
    note(node, frame);
    if (value_delete_attribute(frame->thread, object, value_str_object(node->string))) return true;
    return raised_at_expr(frame, &node->target.expr) != RAISED;
}

Value eval_attribute(Expr *expr, Frame *frame) {
    AttributeExpr *node = (AttributeExpr *)expr;
    Value object = node->object->eval(node->object, frame);
    return object == RAISED ? RAISED : attribute_load(node, frame, object);
}

bool assign_attribute(Target *target, Frame *frame, Value value) {
    AttributeExpr *node = (AttributeExpr *)target;
    Value object = node->object->eval(node->object, frame);
    return object != RAISED && attribute_store(node, frame, object, value);
}
