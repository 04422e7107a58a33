/* Names of variables that closures share, and the truth of locals, which may be containers that others know. */
#include "interp/names.h"
#include "interp/observed.h"
#include "interp/traceback.h"
#include "object/callable.h"

static const Cell *cell_of(const NameExpr *node, Frame *frame) {
    return node->place == PLACE_CELL ? (const Cell *)(void *)frame->slots[node->index]
                                     : frame->function->cells[node->index];
}

static Value eval_cell_observed(Expr *expr, Frame *frame) {
    tell(frame, expr, THR_ACTION_READ, cell_of((NameExpr *)expr, frame), NULL);
    return eval_name(expr, frame);
}

static bool assign_cell_observed(Target *target, Frame *frame, Value value) {
    tell(frame, &target->expr, THR_ACTION_WRITE, cell_of((NameExpr *)target, frame), NULL);
    return assign_name(target, frame, value);
}

/* In a class body: what is not in its namespace is a captured variable or a global. */
static Value eval_class_name_observed(Expr *expr, Frame *frame) {
    NameExpr *node = (NameExpr *)expr;
    if (dict_get_str(frame->function->names, value_str_object(node->string)) != UNBOUND) return eval_name(expr, frame);
    if (node->index >= 0) tell(frame, expr, THR_ACTION_READ, frame->function->cells[node->index], NULL);
    else tell_global(frame, node, THR_ACTION_READ);
    return eval_name(expr, frame);
}

static int test_local_observed(Expr *expr, Frame *frame) {
    Value value = frame->slots[((NameExpr *)expr)->index];
    if (value_is_bool(value)) return value == TRUE_VALUE;
    if (value_is_small_int(value)) return value_small_int(value) != 0;
    return value == NONE ? 0 : test_observed(expr, frame);
}

void observe_name(Preparer *preparer, Expr *expr) {
    NameExpr *node = (NameExpr *)expr;
    uint32_t nodes = preparer->observation->nodes;
    observed_at(preparer, expr);
    expr->test = test_observed;
    switch (node->place) {
    case PLACE_LOCAL:
        expr->test = test_local_observed;
        preparer->observation->nodes = nodes; /* who reads or writes it may do so without a step */
        return;
    case PLACE_CELL:
    case PLACE_FREE:
        expr->eval = eval_cell_observed;
        node->target.assign = assign_cell_observed;
        return;
    case PLACE_GLOBAL:
        observe_global(preparer, node);
        return;
    case PLACE_CLASS:
        expr->eval = eval_class_name_observed;
        return;
    }
}
