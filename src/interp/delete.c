/* del: of names, attributes, items and sequences of them. */
#include "interp/attributes.h"
#include "interp/names.h"
#include "interp/subscripts.h"

void prepare_delete(Preparer *preparer, Stmt *stmt) {
    DeleteStmt *node = (DeleteStmt *)stmt;
    for (uint32_t i = 0; i < node->count; i++) prepare_target(preparer, node->targets[i]);
}

static bool delete_attribute(AttributeExpr *node, Frame *frame) {
    Value object = node->object->eval(node->object, frame);
    return object != RAISED && attribute_delete(node, frame, object);
}

static bool delete_item(SubscriptExpr *node, Frame *frame) {
    Value object = node->object->eval(node->object, frame);
    if (object == RAISED) return false;
    Value index = node->index->eval(node->index, frame);
    return index != RAISED && subscript_delete(node, frame, object, index);
}

static bool delete_target(Expr *target, Frame *frame) {
    switch (target->kind) {
    case EXPR_NAME:
        return name_delete((NameExpr *)target, frame);
    case EXPR_ATTRIBUTE:
        return delete_attribute((AttributeExpr *)target, frame);
    case EXPR_SUBSCRIPT:
        return delete_item((SubscriptExpr *)target, frame);
    default:
        break;
    }
    ExprList items = ((SequenceExpr *)target)->items;
    for (uint32_t i = 0; i < items.count; i++)
        if (!delete_target(items.at[i], frame)) return false;
    return true;
}

Flow run_delete(Stmt *stmt, Frame *frame) {
    DeleteStmt *node = (DeleteStmt *)stmt;
    for (uint32_t i = 0; i < node->count; i++)
        if (!delete_target(&node->targets[i]->expr, frame)) return FLOW_RAISE;
    return FLOW_NEXT;
}
