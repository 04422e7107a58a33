/* Assignment statements, unpacking, expression statements and `return`. */
#include "interp/assign.h"

#include "interp/displays.h"
#include "interp/fast.h"
#include "interp/interpreter.h"
#include "interp/traceback.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/range.h"
#include "object/tuple.h"

/* ---- Unpacking ---- */

void prepare_sequence_target(Preparer *preparer, Target *target) {
    SequenceExpr *node = (SequenceExpr *)target;
    for (uint32_t i = 0; i < node->items.count; i++) {
        Expr *item = node->items.at[i];
        prepare_target(preparer, (Target *)(item->kind == EXPR_STARRED ? ((StarredExpr *)item)->value : item));
    }
    if (preparer->specialize && preparer->observation == NULL) specialize_target(target);
}

static bool assign_item(Expr *item, Frame *frame, Value value) {
    Target *target = (Target *)(item->kind == EXPR_STARRED ? ((StarredExpr *)item)->value : item);
    return target_assign(target, frame, value);
}

static bool assign_items(SequenceExpr *node, Frame *frame, const Value *values) {
    for (uint32_t i = 0; i < node->items.count; i++)
        if (!assign_item(node->items.at[i], frame, values[i])) return false;
    return true;
}

static bool fail_too_few(Thread *thread, const SequenceExpr *node, size_t count) {
    if (node->star < 0)
        return fail_value(thread, "not enough values to unpack (expected %u, got %zu)", node->items.count, count);
    return fail_value(thread, "not enough values to unpack (expected at least %u, got %zu)", node->items.count - 1,
                      count);
}

/* Exactly as many values as the pattern has items, and not one more asked of the iterator. */
static bool take_exactly(Thread *thread, const SequenceExpr *node, Value iterator, Value *values) {
    for (uint32_t i = 0;; i++) {
        Value value = value_next(thread, iterator);
        if (value == RAISED) return false;
        if (value == UNBOUND) return i == node->items.count || fail_too_few(thread, node, i);
        if (i == node->items.count)
            return fail_value(thread, "too many values to unpack (expected %u)", node->items.count);
        values[i] = value;
    }
}

/* Of a list that has so many items. */
static bool take_items(const SequenceExpr *node, List *list, Value *values) {
    if (node->star >= 0 || list_count(list) != node->items.count) return false;
    for (uint32_t i = 0; i < node->items.count; i++)
        if ((values[i] = list_get(list, i)) == UNBOUND) return false;
    return true;
}

/* Those between the ones before and behind the star become a list. */
static bool share_out(Thread *thread, const SequenceExpr *node, const Value *all, size_t count, Value *values) {
    size_t before = (size_t)node->star, behind = node->items.count - before - 1;
    if (count < before + behind) return fail_too_few(thread, node, count);
    memcpy(values, all, before * sizeof(Value));
    values[before] = value_from_object(list_from(all + before, count - before - behind));
    memcpy(values + before + 1, all + count - behind, behind * sizeof(Value));
    return true;
}

static bool take_starred(Thread *thread, const SequenceExpr *node, Value iterator, Value *values) {
    List *list = list_new(0);
    if (!list_extend(thread, list, iterator)) return false;
    size_t count;
    const Value *all = list_snapshot(list, &count);
    return share_out(thread, node, all, count, values);
}

static Value unpack_iterator(Thread *thread, Value value) {
    Value iterator = value_iter(thread, value);
    if (iterator == RAISED && !value_is_iterable(value) && error_catch(thread, &type_error))
        return raise_type(thread, "cannot unpack non-iterable %s object", type_name_of(value));
    return iterator;
}

static bool take_all(Thread *thread, const SequenceExpr *node, Value value, Value *values) {
    if (value_has_type(value, &list_type) && take_items(node, value_list(value), values)) return true;
    size_t count;
    const Value *all = node->star >= 0 ? sequence_items(value, &count) : NULL;
    if (all != NULL) return share_out(thread, node, all, count, values);
    Value iterator = unpack_iterator(thread, value);
    if (iterator == RAISED) return false;
    return node->star < 0 ? take_exactly(thread, node, iterator, values) : take_starred(thread, node, iterator, values);
}

static bool unpack(SequenceExpr *node, Frame *frame, Value value, Value *values) {
    if (take_all(frame->thread, node, value, values)) return assign_items(node, frame, values);
    raised_at_expr(frame, &node->target.expr);
    return false;
}

bool assign_sequence(Target *target, Frame *frame, Value value) {
    SequenceExpr *node = (SequenceExpr *)target;
    uint32_t count = node->items.count;
    if (value_has_type(value, &tuple_type) && node->star < 0 && value_tuple(value)->count == count)
        return assign_items(node, frame, value_tuple(value)->items);
    Value few[4];
    return unpack(node, frame, value, count <= 4 ? few : memory_new(count * sizeof(Value)));
}

/* ---- Statements ---- */

/* sys.displayhook(value), whatever the script has put there. */
static Value show(Thread *thread, Value value) {
    Value sys = dict_get_str(thread->interpreter->modules, name_sys);
    Value hook = sys == UNBOUND ? UNBOUND : value_find_attribute(thread, sys, str_intern_text("displayhook"));
    if (hook == UNBOUND) return raise_error(thread, &runtime_error, "lost sys.displayhook");
    return hook == RAISED ? RAISED : value_call1(thread, hook, value);
}

Flow run_shown_expression(Stmt *stmt, Frame *frame) {
    Expr *expr = ((ExpressionStmt *)stmt)->expr;
    Value value = expr->eval(expr, frame);
    if (value == RAISED) return FLOW_RAISE;
    if (show(frame->thread, value) != RAISED) return FLOW_NEXT;
    raised_at_expr(frame, expr);
    return FLOW_RAISE;
}

void prepare_expression(Preparer *preparer, Stmt *node) {
    prepare_expr(preparer, ((ExpressionStmt *)node)->expr);
}

Flow run_expression(Stmt *node, Frame *frame) {
    Expr *expr = ((ExpressionStmt *)node)->expr;
    return expr->eval(expr, frame) == RAISED ? FLOW_RAISE : FLOW_NEXT;
}

void prepare_assign(Preparer *preparer, Stmt *stmt) {
    AssignStmt *node = (AssignStmt *)stmt;
    prepare_expr(preparer, node->value);
    for (uint32_t i = 0; i < node->count; i++) prepare_target(preparer, node->targets[i]);
}

Flow run_assign(Stmt *stmt, Frame *frame) {
    AssignStmt *node = (AssignStmt *)stmt;
    Value value = node->value->eval(node->value, frame);
    if (value == RAISED) return FLOW_RAISE;
    for (uint32_t i = 0; i < node->count; i++)
        if (!node->targets[i]->assign(node->targets[i], frame, value)) return FLOW_RAISE;
    return FLOW_NEXT;
}

void prepare_return(Preparer *preparer, Stmt *node) {
    prepare_expr(preparer, ((ReturnStmt *)node)->value);
}

Flow run_return(Stmt *node, Frame *frame) {
    Expr *expr = ((ReturnStmt *)node)->value;
    Value value = expr ? expr->eval(expr, frame) : NONE;
    if (value == RAISED) return FLOW_RAISE;
    frame->result = value;
    return FLOW_RETURN;
}

/* ---- target: annotation = value ---- */

void prepare_annotated(Preparer *preparer, Stmt *stmt) {
    AnnotatedStmt *node = (AnnotatedStmt *)stmt;
    prepare_expr(preparer, node->annotation);
    prepare_expr(preparer, node->value);
    prepare_target(preparer, node->target);
}

static bool annotate(AnnotatedStmt *node, Frame *frame, Dict *names) {
    Value annotation = node->annotation->eval(node->annotation, frame);
    if (annotation == RAISED) return false;
    Value annotations = dict_get_str(names, dunder_annotations);
    if (annotations == UNBOUND) {
        annotations = value_from_object(dict_new());
        dict_set_str(names, dunder_annotations, annotations);
    }
    return value_set_item(frame->thread, annotations, prepare_string(((NameExpr *)node->target)->name), annotation);
}

/* Annotations of a function's variables are not evaluated; those of a module's or class's names are recorded. */
static bool is_recorded(const AnnotatedStmt *node) {
    return node->simple &&
           (((NameExpr *)node->target)->place == PLACE_GLOBAL || ((NameExpr *)node->target)->place == PLACE_CLASS);
}

static bool is_module_or_class(const Frame *frame) {
    return frame->function->code->node->scope->kind != SCOPE_FUNCTION;
}

Flow run_annotated(Stmt *stmt, Frame *frame) {
    AnnotatedStmt *node = (AnnotatedStmt *)stmt;
    if (node->value != NULL) {
        Value value = node->value->eval(node->value, frame);
        if (value == RAISED || !node->target->assign(node->target, frame, value)) return FLOW_RAISE;
    }
    if (!is_recorded(node) || !is_module_or_class(frame)) return FLOW_NEXT;
    if (annotate(node, frame, frame->function->names ? frame->function->names : frame->function->globals))
        return FLOW_NEXT;
    raised_at(frame, stmt->span, (Span){0, 0});
    return FLOW_RAISE;
}
