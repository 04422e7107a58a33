/* The walk over a tree that prepares it: tables from nodes.def choose the functions, this file owns the order of things. */
#include "interp/prepare.h"

#include "base/vector.h"
#include "interp/assign.h"
#include "interp/attributes.h"
#include "interp/fast.h"
#include "interp/names.h"
#include "interp/observed.h"
#include "interp/operators.h"
#include "interp/resumable.h"
#include "interp/subscripts.h"
#include "interp/traceback.h"

#include "object/operators.h"
#include "object/str.h"

/* The plain way to run trees. */
typedef struct Evaluators {
    Value (*eval[EXPR_KIND_COUNT])(Expr *node, Frame *frame);
    int (*test[EXPR_KIND_COUNT])(Expr *node, Frame *frame);                   /* null: the truth of the value */
    bool (*assign[EXPR_KIND_COUNT])(Target *node, Frame *frame, Value value); /* null: not a target */
    Flow (*run[STMT_KIND_COUNT])(Stmt *node, Frame *frame);
} Evaluators;

static const Evaluators evaluators_plain = {
    .eval =
        {
#define EXPR(KIND, Name, name) [EXPR_##KIND] = eval_##name,
#include "syntax/nodes.def"
        },
    .test =
        {
            [EXPR_COMPARE] = test_compare,
            [EXPR_LOGICAL] = test_logical,
            [EXPR_UNARY] = test_unary,
        },
    .assign =
        {
            [EXPR_NAME] = assign_name,
            [EXPR_ATTRIBUTE] = assign_attribute,
            [EXPR_SUBSCRIPT] = assign_subscript,
            [EXPR_TUPLE] = assign_sequence,
            [EXPR_LIST] = assign_sequence,
        },
    .run =
        {
#define STMT(KIND, Name, name) [STMT_##KIND] = run_##name,
#include "syntax/nodes.def"
        },
};

static void (*const expr_preparers[EXPR_KIND_COUNT])(Preparer *, Expr *) = {
#define EXPR(KIND, Name, name) [EXPR_##KIND] = prepare_##name,
#include "syntax/nodes.def"
};

static void (*const stmt_preparers[STMT_KIND_COUNT])(Preparer *, Stmt *) = {
#define STMT(KIND, Name, name) [STMT_##KIND] = prepare_##name,
#include "syntax/nodes.def"
};

int test_value(Expr *node, Frame *frame) {
    return truth_of(node, frame, node->eval(node, frame));
}

static void go_deeper(Preparer *preparer) {
    if (++preparer->depth > preparer->code->depth) preparer->code->depth = preparer->depth;
}

/* Faster evaluators may reach through a node to those below it: only where nothing there is observed. */
static uint32_t observed_nodes(const Preparer *preparer) {
    return preparer->observation ? preparer->observation->nodes : 0;
}

void prepare_expr(Preparer *preparer, Expr *node) {
    if (node == NULL) return;
    go_deeper(preparer);
    node->eval = evaluators_plain.eval[node->kind];
    node->test = evaluators_plain.test[node->kind] ? evaluators_plain.test[node->kind] : test_value;
    uint32_t before = observed_nodes(preparer);
    expr_preparers[node->kind](preparer, node);
    if (preparer->specialize && observed_nodes(preparer) == before) specialize_expr(preparer, node);
    if (preparer->observation) observe_expr(preparer, node);
    preparer->depth--;
}

void prepare_target(Preparer *preparer, Target *node) {
    if (node == NULL) return;
    node->assign = evaluators_plain.assign[node->expr.kind];
    if (node->expr.kind == EXPR_TUPLE || node->expr.kind == EXPR_LIST) prepare_sequence_target(preparer, node);
    else prepare_expr(preparer, &node->expr);
    if (preparer->observation) observe_target(preparer, node);
}

void prepare_stmt(Preparer *preparer, Stmt *node) {
    go_deeper(preparer);
    node->run = evaluators_plain.run[node->kind];
    uint32_t before = observed_nodes(preparer);
    stmt_preparers[node->kind](preparer, node);
    if (preparer->specialize && observed_nodes(preparer) == before) specialize_stmt(preparer, node);
    if (preparer->observation) observe_stmt(preparer, node);
    if (preparer->shows && node->kind == STMT_EXPRESSION) node->run = run_shown_expression;
    preparer->depth--;
}

void prepare_block(Preparer *preparer, Block block) {
    for (uint32_t i = 0; i < block.count; i++) prepare_stmt(preparer, block.at[i]);
}

Site *prepare_site(Preparer *preparer, Span span) {
    Site *site = memory_new(sizeof *site);
    *site = (Site){preparer->code->source, preparer->code->node->qualified_name, span};
    return site;
}

Value prepare_string(const char *name) {
    return value_from_object(str_intern_text(name));
}

static void prepare_body(Preparer *preparer, FunctionNode *node) {
    Code *code = preparer->code;
    bool is_fast = preparer->specialize && !preparer->shows;
    code->body = is_fast ? body_tail(preparer, node->body) : body_plain(preparer, node->body);
    if (is_fast && node->is_generator && preparer->observation == NULL)
        code->resumable = resumable_body(preparer, node->body);
}

static void prepare_tree(Preparer *preparer, FunctionNode *node) {
    Preparer inner = *preparer;
    inner.code = code_new(node);
    inner.code->is_observed = preparer->observation != NULL;
    inner.depth = 0;
    inner.shows = preparer->shows && preparer->code == NULL;
    prepare_block(&inner, node->body);
    prepare_body(&inner, node);
    node->code = inner.code;
}

void prepare_function_node(Preparer *preparer, FunctionNode *node) {
    for (uint32_t i = 0; i < node->parameter_count; i++) {
        prepare_expr(preparer, node->parameters[i].annotation);
        prepare_expr(preparer, node->parameters[i].default_value);
    }
    prepare_expr(preparer, node->returns);
    prepare_tree(preparer, node);
}

typedef enum ModuleUse { USE_ANY, USE_MAIN, USE_SHOWN } ModuleUse;

static Code *prepare_module(Thread *thread, FunctionNode *node, ModuleUse use) {
    Preparer preparer = {
        .thread = thread,
        .specialize = thread->interpreter->specialize,
        .shows = use == USE_SHOWN,
        .observation = observation_begin(thread, node, use == USE_MAIN),
    };
    prepare_tree(&preparer, node);
    observation_end(&preparer);
    return node->code;
}

Code *code_prepare(Thread *thread, FunctionNode *node) {
    return prepare_module(thread, node, USE_ANY);
}

Code *code_prepare_main(Thread *thread, FunctionNode *node) {
    return prepare_module(thread, node, USE_MAIN);
}

Code *code_prepare_shown(Thread *thread, FunctionNode *node) {
    return prepare_module(thread, node, USE_SHOWN);
}
