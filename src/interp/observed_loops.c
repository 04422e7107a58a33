/* Loops, unpacking, and the comparisons that look into containers. A `for` or comprehension over a container takes its
   items one by one, each a step; a `while` says that it goes round, in case nothing else in it is a step. */
#include "interp/assign.h"
#include "interp/loops.h"
#include "interp/observed.h"
#include "interp/operators.h"
#include "interp/traceback.h"
#include "object/list.h"

/* ---- for ---- */

static Flow run_for_observed(Stmt *stmt, Frame *frame) {
    ForStmt *node = (ForStmt *)stmt;
    Value iterable = node->iterable->eval(node->iterable, frame);
    if (iterable == RAISED) return FLOW_RAISE;
    Value observed = observed_iterable(frame, node->iterable, iterable);
    if (observed != RAISED) return run_for_over(node, frame, observed);
    raised_at_expr(frame, node->iterable);
    return FLOW_RAISE;
}

/* A name bound in each round, or unbound again, is not settled. */
static void bind_again(Preparer *preparer, Target *target) {
    if (target == NULL) return;
    if (target->expr.kind == EXPR_NAME) global_names_bind(preparer, (NameExpr *)target, true);
    if (target->expr.kind != EXPR_TUPLE && target->expr.kind != EXPR_LIST) return;
    ExprList items = ((SequenceExpr *)target)->items;
    for (uint32_t i = 0; i < items.count; i++) {
        Expr *item = items.at[i];
        bind_again(preparer, (Target *)(item->kind == EXPR_STARRED ? ((StarredExpr *)item)->value : item));
    }
}

void observe_for(Preparer *preparer, Stmt *stmt) {
    ForStmt *node = (ForStmt *)stmt;
    bind_again(preparer, node->target);
    if (stmt->run != run_for) return; /* over a range */
    observed_at(preparer, node->iterable);
    stmt->run = run_for_observed;
}

void observe_try(Preparer *preparer, Stmt *stmt) {
    TryStmt *node = (TryStmt *)stmt;
    for (uint32_t i = 0; i < node->clause_count; i++) bind_again(preparer, node->clauses[i].target);
}

/* ---- Comprehensions: their iterables are wrapped ---- */

typedef struct ObservedIterable {
    Expr expr;
    Expr *inner;
} ObservedIterable;

static Value eval_observed_iterable(Expr *expr, Frame *frame) {
    Expr *inner = ((ObservedIterable *)expr)->inner;
    Value iterable = inner->eval(inner, frame);
    if (iterable == RAISED) return RAISED;
    Value observed = observed_iterable(frame, expr, iterable);
    return observed != RAISED ? observed : raised_at_expr(frame, inner);
}

void observe_comprehension(Preparer *preparer, Expr *expr) {
    ComprehensionExpr *node = (ComprehensionExpr *)expr;
    for (uint32_t i = 0; i < node->loop_count; i++) {
        ObservedIterable *wrapper = memory_new(sizeof *wrapper);
        wrapper->inner = node->loops[i].iterable;
        wrapper->expr = (Expr){.eval = eval_observed_iterable, .test = test_value, .span = wrapper->inner->span};
        observed_at(preparer, &wrapper->expr);
        node->loops[i].iterable = &wrapper->expr;
    }
}

/* ---- while: a statement in front of the body ---- */

enum { ROUNDS_A_TURN = 16 };

typedef struct TurnStmt {
    Stmt stmt;
    const Stmt *loop;
} TurnStmt;

/* What only this thread can change: its local variables. */
static uint64_t hash_of_locals(const Frame *frame) {
    uint64_t hash = 0;
    for (int32_t i = 0; i < frame->function->code->slot_count; i++)
        hash = (hash ^ value_bits(frame->slots[i])) * UINT64_C(0x9E3779B97F4A7C15);
    return hash;
}

static Flow run_turn(Stmt *stmt, Frame *frame) {
    Thread *thread = frame->thread;
    if (++thread->rounds % ROUNDS_A_TURN != 0) return FLOW_NEXT;
    thr_task_set_site(thread->task, frame->function->code->sites.at[stmt->site]);
    thr_step(thread->task, THR_ACTION_TURN, THR_KIND_NONE, ((TurnStmt *)stmt)->loop,
             (const void *)(uintptr_t)hash_of_locals(frame));
    return FLOW_NEXT;
}

void observe_while(Preparer *preparer, Stmt *stmt) {
    WhileStmt *node = (WhileStmt *)stmt;
    TurnStmt *turn = memory_new(sizeof *turn);
    turn->stmt = (Stmt){.run = run_turn, .span = node->condition->span, .kind = STMT_PASS};
    turn->loop = stmt;
    observed_stmt_at(preparer, &turn->stmt);
    Block body = {memory_new((node->body.count + 1) * sizeof(Stmt *)), node->body.count + 1};
    body.at[0] = &turn->stmt;
    memcpy(body.at + 1, node->body.at, node->body.count * sizeof(Stmt *));
    node->body = body;
}

/* ---- a, b = container ---- */

static bool assign_sequence_observed(Target *target, Frame *frame, Value value) {
    tell_container(frame, &target->expr, THR_ACTION_READ, value);
    return assign_sequence(target, frame, value);
}

void observe_sequence_target(Preparer *preparer, Target *node) {
    observed_at(preparer, &node->expr);
    node->assign = assign_sequence_observed;
}

/* ---- in, and == of containers ---- */

static int test_compare_observed(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    Value left = node->first->eval(node->first, frame);
    Value right = left == RAISED ? RAISED : node->operands[0]->eval(node->operands[0], frame);
    if (right == RAISED) return -1;
    bool looks_for = node->ops[0] == COMPARE_IN || node->ops[0] == COMPARE_NOT_IN;
    if (is_container(right)) {
        bool has_parts = looks_for && !value_has_type(right, &list_type);
        tell(frame, expr, THR_ACTION_READ, container_identity(right), has_parts ? container_part(right, left) : NULL);
    }
    if (!looks_for) tell_container(frame, expr, THR_ACTION_READ, left);
    return compare_apply(node, frame, left, right);
}

static Value eval_compare_observed(Expr *expr, Frame *frame) {
    int truth = test_compare_observed(expr, frame);
    return truth < 0 ? RAISED : value_from_bool(truth);
}

/* == and != have other answers than a bool only where a class says so. */
static Value eval_equal_observed(Expr *expr, Frame *frame) {
    CompareExpr *node = (CompareExpr *)expr;
    Value left = node->first->eval(node->first, frame);
    Value right = left == RAISED ? RAISED : node->operands[0]->eval(node->operands[0], frame);
    if (right == RAISED) return RAISED;
    tell_container(frame, expr, THR_ACTION_READ, left);
    tell_container(frame, expr, THR_ACTION_READ, right);
    return compare_apply_value(node, frame, left, right);
}

void observe_compare(Preparer *preparer, Expr *expr) {
    CompareExpr *node = (CompareExpr *)expr;
    bool is_equality = node->ops[0] == COMPARE_EQUAL || node->ops[0] == COMPARE_NOT_EQUAL;
    bool is_membership = node->ops[0] == COMPARE_IN || node->ops[0] == COMPARE_NOT_IN;
    if (node->count != 1 || !(is_equality || is_membership)) return;
    if (is_equality && (node->operands[0]->kind == EXPR_CONSTANT || node->first->kind == EXPR_CONSTANT)) return;
    observed_at(preparer, expr);
    expr->test = test_compare_observed;
    expr->eval = is_membership ? eval_compare_observed : eval_equal_observed;
}
