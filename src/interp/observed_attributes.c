/* object.name and object[index], as values and as targets; augmented assignment, which is a read and a write with
   whatever other threads do in between; and del. */
#include "interp/attributes.h"
#include "interp/fast_attributes.h"
#include "interp/fast_subscripts.h"
#include "interp/names.h"
#include "interp/observed.h"
#include "interp/subscripts.h"
#include "interp/traceback.h"
#include "object/module.h"
#include "object/names.h"
#include "object/operators.h"

/* ---- Attributes ---- */

static bool has_shared_attributes(Value object) {
    if (!value_is_object(object)) return false;
    const Type *type = object_type(value_object(object));
    if ((type->flags & (TYPE_IS_CLASS | TYPE_IS_MODULE)) == TYPE_IS_CLASS) return true;
    if (type == &type_type) return (((Type *)value_object(object))->flags & TYPE_IS_CLASS) != 0;
    if (type->flags & TYPE_IS_MODULE)
        return dict_get_str(((Module *)value_object(object))->names, dunder_file) != UNBOUND;
    return (type->flags & TYPE_HAS_ATTRIBUTES) != 0 || type == &function_type;
}

void tell_attribute(Frame *frame, const AttributeExpr *node, ThrAction action, Value object) {
    if (has_shared_attributes(object))
        tell(frame, &node->target.expr, action, value_object(object), (const void *)node->string);
}

static Value load_attribute(AttributeExpr *node, Frame *frame, Value object) {
    if (object == RAISED) return RAISED;
    tell_attribute(frame, node, THR_ACTION_READ, object);
    return attribute_load_fast(node, frame, object);
}

static bool store_attribute(AttributeExpr *node, Frame *frame, Value object, Value value) {
    if (object == RAISED || value == RAISED) return false;
    tell_attribute(frame, node, THR_ACTION_WRITE, object);
    return attribute_store_fast(node, frame, object, value);
}

static Value eval_attribute_observed(Expr *expr, Frame *frame) {
    AttributeExpr *node = (AttributeExpr *)expr;
    return load_attribute(node, frame, node->object->eval(node->object, frame));
}

static bool assign_attribute_observed(Target *target, Frame *frame, Value value) {
    AttributeExpr *node = (AttributeExpr *)target;
    return store_attribute(node, frame, node->object->eval(node->object, frame), value);
}

void observe_attribute(Preparer *preparer, Expr *node) {
    observed_at(preparer, node);
    node->eval = eval_attribute_observed;
    node->test = test_observed;
    ((Target *)node)->assign = assign_attribute_observed;
}

/* ---- Items ---- */

static void tell_item(Frame *frame, const SubscriptExpr *node, ThrAction action, Value object, Value index) {
    if (!is_container(object) || (action == THR_ACTION_READ && thr_read_untold(frame->thread->task))) return;
    tell(frame, &node->target.expr, action, container_identity(object), container_part(object, index));
}

static Value load_item(SubscriptExpr *node, Frame *frame, Value object, Value index) {
    if (index == RAISED) return RAISED;
    tell_item(frame, node, THR_ACTION_READ, object, index);
    return subscript_load_fast(node, frame, object, index);
}

static bool store_item(SubscriptExpr *node, Frame *frame, Value object, Value index, Value value) {
    if (index == RAISED || value == RAISED) return false;
    tell_item(frame, node, THR_ACTION_WRITE, object, index);
    return subscript_store_fast(node, frame, object, index, value);
}

/* The operands, evaluated; the index is RAISED if either raised. */
static Value eval_operands(SubscriptExpr *node, Frame *frame, Value *index) {
    Value object = node->object->eval(node->object, frame);
    *index = object == RAISED ? RAISED : node->index->eval(node->index, frame);
    return object;
}

static Value eval_subscript_observed(Expr *expr, Frame *frame) {
    Value index, object = eval_operands((SubscriptExpr *)expr, frame, &index);
    return load_item((SubscriptExpr *)expr, frame, object, index);
}

static bool assign_subscript_observed(Target *target, Frame *frame, Value value) {
    Value index, object = eval_operands((SubscriptExpr *)target, frame, &index);
    return store_item((SubscriptExpr *)target, frame, object, index, value);
}

void observe_subscript(Preparer *preparer, Expr *node) {
    observed_at(preparer, node);
    node->eval = eval_subscript_observed;
    node->test = test_observed;
    ((Target *)node)->assign = assign_subscript_observed;
}

/* ---- target op= value ---- */

/* old op value; RAISED also when `old` is. */
static Value apply(AugmentedStmt *node, Frame *frame, Value old) {
    Value value = old == RAISED ? RAISED : node->value->eval(node->value, frame);
    if (value == RAISED) return RAISED;
    Value number;
    if (numbers_operate(node->op, old, value, &number)) return number;
    if (is_container(old)) tell_at(frame, node->stmt.site, THR_ACTION_WRITE, container_identity(old), NULL);
    Value result = operate_inplace(frame->thread, node->op, old, value);
    return result == RAISED ? raised_at(frame, node->stmt.span, (Span){0, 0}) : result;
}

static Flow run_augmented_name_observed(Stmt *stmt, Frame *frame) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    Target *target = node->target;
    Value result = apply(node, frame, target->expr.eval(&target->expr, frame));
    return result != RAISED && target->assign(target, frame, result) ? FLOW_NEXT : FLOW_RAISE;
}

static Flow run_augmented_attribute_observed(Stmt *stmt, Frame *frame) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    AttributeExpr *target = (AttributeExpr *)node->target;
    Value object = target->object->eval(target->object, frame);
    Value result = apply(node, frame, load_attribute(target, frame, object));
    return store_attribute(target, frame, object, result) ? FLOW_NEXT : FLOW_RAISE;
}

static Flow run_augmented_subscript_observed(Stmt *stmt, Frame *frame) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    SubscriptExpr *target = (SubscriptExpr *)node->target;
    Value index, object = eval_operands(target, frame, &index);
    Value result = apply(node, frame, load_item(target, frame, object, index));
    return store_item(target, frame, object, index, result) ? FLOW_NEXT : FLOW_RAISE;
}

/* A local that may be a container: then something else than a number is added. */
static bool may_change_in_place(const AugmentedStmt *node) {
    switch (node->value->kind) {
    case EXPR_LIST:
    case EXPR_TUPLE:
    case EXPR_SET:
    case EXPR_DICT:
    case EXPR_LIST_COMPREHENSION:
    case EXPR_SET_COMPREHENSION:
    case EXPR_DICT_COMPREHENSION:
    case EXPR_GENERATOR:
    case EXPR_CALL:
        return true;
    default:
        return false;
    }
}

void observe_augmented(Preparer *preparer, Stmt *stmt) {
    AugmentedStmt *node = (AugmentedStmt *)stmt;
    const Expr *target = &node->target->expr;
    bool is_local = target->kind == EXPR_NAME && ((const NameExpr *)target)->place == PLACE_LOCAL;
    if (is_local && !may_change_in_place(node)) return;
    observed_stmt_at(preparer, stmt);
    stmt->run = target->kind == EXPR_ATTRIBUTE   ? run_augmented_attribute_observed
                : target->kind == EXPR_SUBSCRIPT ? run_augmented_subscript_observed
                                                 : run_augmented_name_observed;
}

/* ---- del ---- */

static bool delete_name(NameExpr *node, Frame *frame) {
    if (node->place == PLACE_GLOBAL) tell_global(frame, node, THR_ACTION_WRITE);
    return name_delete(node, frame);
}

static bool delete_attribute(AttributeExpr *node, Frame *frame) {
    Value object = node->object->eval(node->object, frame);
    if (object == RAISED) return false;
    tell_attribute(frame, node, THR_ACTION_WRITE, object);
    return attribute_delete(node, frame, object);
}

static bool delete_item(SubscriptExpr *node, Frame *frame) {
    Value index, object = eval_operands(node, frame, &index);
    if (index == RAISED) return false;
    tell_container(frame, &node->target.expr, THR_ACTION_WRITE, object);
    return subscript_delete(node, frame, object, index);
}

static bool delete_target(Expr *target, Frame *frame) {
    if (target->kind == EXPR_NAME) return delete_name((NameExpr *)target, frame);
    if (target->kind == EXPR_ATTRIBUTE) return delete_attribute((AttributeExpr *)target, frame);
    if (target->kind == EXPR_SUBSCRIPT) return delete_item((SubscriptExpr *)target, frame);
    ExprList items = ((SequenceExpr *)target)->items;
    for (uint32_t i = 0; i < items.count; i++)
        if (!delete_target(items.at[i], frame)) return false;
    return true;
}

static Flow run_delete_observed(Stmt *stmt, Frame *frame) {
    DeleteStmt *node = (DeleteStmt *)stmt;
    for (uint32_t i = 0; i < node->count; i++)
        if (!delete_target(&node->targets[i]->expr, frame)) return FLOW_RAISE;
    return FLOW_NEXT;
}

void observe_delete(Preparer *preparer, Stmt *node) {
    (void)preparer;
    node->run = run_delete_observed;
}
