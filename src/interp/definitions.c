/* `def` and `lambda`: what is evaluated when the definition is met, and the function made of it. */
#include "interp/definitions.h"

#include "interp/frame.h"
#include "interp/function.h"
#include "interp/traceback.h"
#include "object/operators.h"

/* Evaluated in the order of the parameters. Null: raised; no defaults give an empty tuple. */
static Tuple *eval_defaults(FunctionNode *node, Frame *frame) {
    uint32_t count = 0, next = 0;
    for (uint32_t i = 0; i < node->positional_count; i++) count += node->parameters[i].default_value != NULL;
    Tuple *defaults = tuple_new(count);
    for (uint32_t i = 0; i < node->positional_count; i++) {
        Expr *expr = node->parameters[i].default_value;
        if (expr == NULL) continue;
        Value value = expr->eval(expr, frame);
        if (value == RAISED) return NULL;
        defaults->items[next++] = value;
    }
    return defaults;
}

/* By name, into `out`; false: raised. */
static bool eval_by_name(const char *name, Expr *expr, Frame *frame, Dict *out) {
    if (expr == NULL) return true;
    Value value = expr->eval(expr, frame);
    if (value == RAISED) return false;
    dict_set_str(out, value_str_object(prepare_string(name)), value);
    return true;
}

static bool eval_keyword_defaults(FunctionNode *node, Frame *frame, Dict *out) {
    for (uint32_t i = 0; i < node->parameter_count; i++)
        if (node->parameters[i].kind == PARAMETER_KEYWORD_ONLY &&
            !eval_by_name(node->parameters[i].name, node->parameters[i].default_value, frame, out))
            return false;
    return true;
}

static bool eval_annotations(FunctionNode *node, Frame *frame, Dict *out) {
    for (uint32_t i = 0; i < node->parameter_count; i++)
        if (!eval_by_name(node->parameters[i].name, node->parameters[i].annotation, frame, out)) return false;
    return eval_by_name("return", node->returns, frame, out);
}

/* The function, or RAISED when a default or an annotation raised. */
static Value eval_definition(FunctionNode *node, Frame *frame) {
    Dict *keyword_defaults = dict_new(), *annotations = dict_new();
    Tuple *defaults = eval_defaults(node, frame);
    if (defaults == NULL || !eval_keyword_defaults(node, frame, keyword_defaults) ||
        !eval_annotations(node, frame, annotations))
        return RAISED;
    return value_from_object(function_new(frame, node, defaults->count ? defaults : NULL,
                                          dict_count(keyword_defaults) ? keyword_defaults : NULL,
                                          dict_count(annotations) ? annotations : NULL));
}

/* ---- Decorators ---- */

bool decorators_eval(const ExprList *decorators, Frame *frame, Value *values) {
    for (uint32_t i = 0; i < decorators->count; i++) {
        values[i] = decorators->at[i]->eval(decorators->at[i], frame);
        if (values[i] == RAISED) return false;
    }
    return true;
}

Value decorators_apply(const ExprList *decorators, Frame *frame, const Value *values, Value value) {
    for (uint32_t i = decorators->count; i-- > 0;) {
        frame_note(frame, decorators->at[i]->span);
        value = value_call1(frame->thread, values[i], value);
        if (value == RAISED) return raised_at(frame, decorators->at[i]->span, (Span){0, 0});
    }
    return value;
}

/* ---- Nodes ---- */

void prepare_function(Preparer *preparer, Stmt *stmt) {
    FunctionStmt *node = (FunctionStmt *)stmt;
    for (uint32_t i = 0; i < node->decorators.count; i++) prepare_expr(preparer, node->decorators.at[i]);
    prepare_function_node(preparer, node->function);
    prepare_target(preparer, node->target);
}

Flow run_function(Stmt *stmt, Frame *frame) {
    FunctionStmt *node = (FunctionStmt *)stmt;
    Value *decorators = memory_new((node->decorators.count + 1) * sizeof(Value));
    if (!decorators_eval(&node->decorators, frame, decorators)) return FLOW_RAISE;
    Value function = eval_definition(node->function, frame);
    if (function != RAISED) function = decorators_apply(&node->decorators, frame, decorators, function);
    bool is_bound = function != RAISED && node->target->assign(node->target, frame, function);
    return is_bound ? FLOW_NEXT : FLOW_RAISE;
}

void prepare_lambda(Preparer *preparer, Expr *node) {
    prepare_function_node(preparer, ((LambdaExpr *)node)->function);
}

Value eval_lambda(Expr *node, Frame *frame) {
    return eval_definition(((LambdaExpr *)node)->function, frame);
}
