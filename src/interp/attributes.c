/* object.name, as a value and as a target. */
#include "interp/attributes.h"

#include "interp/traceback.h"
#include "object/attribute.h"

void prepare_attribute(Preparer *preparer, Expr *node) {
    AttributeExpr *attribute = (AttributeExpr *)node;
    attribute->string = prepare_string(attribute->name);
    prepare_expr(preparer, attribute->object);
}

Value attribute_load(AttributeExpr *node, Frame *frame, Value object) {
    Value value = value_get_attribute(frame->thread, object, value_str_object(node->string));
    return value == RAISED ? raised_at_expr(frame, &node->target.expr) : value;
}

bool attribute_store(AttributeExpr *node, Frame *frame, Value object, Value value) {
    if (value_set_attribute(frame->thread, object, value_str_object(node->string), value)) return true;
    raised_at_expr(frame, &node->target.expr);
    return false;
}

bool attribute_delete(AttributeExpr *node, Frame *frame, Value object) {
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
