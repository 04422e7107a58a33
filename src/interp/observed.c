/* The one place where observed evaluators are chosen: by the kind of the node, after specialize.c has had its turn. */
#include "interp/observed.h"

#include "interp/interpreter.h"
#include "interp/traceback.h"
#include "object/operators.h"

static void (*const expr_observers[EXPR_KIND_COUNT])(Preparer *, Expr *) = {
    [EXPR_NAME] = observe_name,
    [EXPR_ATTRIBUTE] = observe_attribute,
    [EXPR_SUBSCRIPT] = observe_subscript,
    [EXPR_CALL] = observe_call,
    [EXPR_BINARY] = observe_binary,
    [EXPR_COMPARE] = observe_compare,
    [EXPR_LIST_COMPREHENSION] = observe_comprehension,
    [EXPR_SET_COMPREHENSION] = observe_comprehension,
    [EXPR_DICT_COMPREHENSION] = observe_comprehension,
};

static void (*const stmt_observers[STMT_KIND_COUNT])(Preparer *, Stmt *) = {
    [STMT_AUGMENTED] = observe_augmented, [STMT_DELETE] = observe_delete, [STMT_FOR] = observe_for,
    [STMT_WHILE] = observe_while,         [STMT_TRY] = observe_try,
};

void observe_expr(Preparer *preparer, Expr *node) {
    if (expr_observers[node->kind] != NULL) expr_observers[node->kind](preparer, node);
}

void observe_stmt(Preparer *preparer, Stmt *node) {
    if (stmt_observers[node->kind] != NULL) stmt_observers[node->kind](preparer, node);
}

void observe_target(Preparer *preparer, Target *node) {
    if (node->expr.kind == EXPR_TUPLE || node->expr.kind == EXPR_LIST) observe_sequence_target(preparer, node);
    else if (node->expr.kind == EXPR_NAME) global_names_bind(preparer, (NameExpr *)node, false);
}

static uint32_t new_site(Preparer *preparer, Span span) {
    vector_push(&preparer->code->sites, prepare_site(preparer, span));
    preparer->observation->nodes++;
    return (uint32_t)preparer->code->sites.count - 1;
}

void observed_at(Preparer *preparer, Expr *node) {
    node->site = new_site(preparer, node->span);
}

void observed_stmt_at(Preparer *preparer, Stmt *node) {
    node->site = new_site(preparer, node->span);
}

Observation *observation_begin(Thread *thread, FunctionNode *module, bool is_main) {
    if (!thread->interpreter->observed || module->source->is_library) return NULL;
    Observation *observation = memory_new(sizeof *observation);
    observation->module = module;
    if (is_main) observation->names = global_names_new();
    return observation;
}

void observation_end(Preparer *preparer) {
    Observation *observation = preparer->observation;
    if (observation == NULL || observation->names == NULL) return;
    ((Code *)observation->module->code)->global_names = observation->names;
    global_names_settle(observation->names);
}

int test_observed(Expr *node, Frame *frame) {
    Value value = node->eval(node, frame);
    if (value_is_bool(value)) return value == TRUE_VALUE;
    if (value == RAISED) return -1;
    tell_container(frame, node, THR_ACTION_READ, value);
    int truth = value_truth(frame->thread, value);
    if (truth < 0) raised_at_expr(frame, node);
    return truth;
}
