/* Faster loops of the same meaning: `for i in range(…)` over a local variable counts in C, without a range object,
   when the name means the built-in and the bounds are small; `while True` tests nothing. */
#include "interp/fast.h"
#include "interp/loops.h"
#include "interp/over.h"
#include "interp/traceback.h"

#include <string.h>

/* ---- for i in range(…) ---- */

enum { BOUNDS_MOST = 3 };

static int64_t count_of(int64_t start, int64_t stop, int64_t step) {
    if (step > 0) return start < stop ? (stop - start - 1) / step + 1 : 0;
    return start > stop ? (start - stop - 1) / -step + 1 : 0;
}

static Flow count_up(ForStmt *node, Frame *frame, int64_t start, int64_t stop, int64_t step) {
    ForRound round = for_round(node);
    Ending ending = over_small_count(start, step, count_of(start, stop, step), node->target, frame, run_round, &round);
    return ending == ENDING_REACHED ? run_block(node->otherwise, frame) : leave_loop(&round);
}

static bool are_small(const Value *bounds, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (!value_is_small_int(bounds[i])) return false;
    return count < BOUNDS_MOST || value_small_int(bounds[2]) != 0;
}

static Flow run_called(ForStmt *node, Frame *frame, Value callee, const Value *items, uint32_t count) {
    Value iterable = value_call(frame->thread, callee, &(Arguments){.items = items, .count = count});
    if (iterable != RAISED) return run_for_over(node, frame, iterable);
    raised_at_expr(frame, node->iterable);
    return FLOW_RAISE;
}

static Flow run_for_counting(Stmt *stmt, Frame *frame) {
    ForStmt *node = (ForStmt *)stmt;
    CallExpr *call = (CallExpr *)node->iterable;
    Value callee = call->callee->eval(call->callee, frame), bounds[BOUNDS_MOST];
    if (callee == RAISED) return FLOW_RAISE;
    for (uint32_t i = 0; i < call->count; i++) {
        Expr *bound = call->arguments[i].value;
        if ((bounds[i] = operand_value(bound, frame)) == RAISED) return FLOW_RAISE;
    }
    if (callee != value_from_object(&range_type) || !are_small(bounds, call->count))
        return run_called(node, frame, callee, bounds, call->count);
    if (call->count == 1) return count_up(node, frame, 0, value_small_int(bounds[0]), 1);
    int64_t step = call->count == BOUNDS_MOST ? value_small_int(bounds[2]) : 1;
    return count_up(node, frame, value_small_int(bounds[0]), value_small_int(bounds[1]), step);
}

static bool is_range_call(const Expr *expr) {
    if (expr->kind != EXPR_CALL) return false;
    const CallExpr *call = (const CallExpr *)expr;
    if (call->has_stars || call->keyword_count > 0 || call->count < 1 || call->count > BOUNDS_MOST) return false;
    const NameExpr *name = (const NameExpr *)call->callee;
    return call->callee->kind == EXPR_NAME && name->place == PLACE_GLOBAL && strcmp(name->name, "range") == 0;
}

void specialize_for(Preparer *preparer, Stmt *stmt) {
    (void)preparer;
    ForStmt *node = (ForStmt *)stmt;
    bool is_local = node->target->expr.kind == EXPR_NAME && ((NameExpr *)node->target)->place == PLACE_LOCAL;
    if (is_local && is_range_call(node->iterable)) stmt->run = run_for_counting;
}

/* ---- while True ---- */

static Flow run_while_true(Stmt *stmt, Frame *frame) {
    WhileStmt *node = (WhileStmt *)stmt;
    for (;;) {
        Flow flow = while_round(node, frame);
        if (flow != FLOW_NEXT) return flow == FLOW_BREAK ? FLOW_NEXT : flow;
    }
}

static bool is_true(const Expr *expr) {
    return expr->kind == EXPR_CONSTANT && ((const ConstantExpr *)expr)->constant == CONSTANT_TRUE;
}

void specialize_while(Preparer *preparer, Stmt *stmt) {
    (void)preparer;
    WhileStmt *node = (WhileStmt *)stmt;
    if (is_true(node->condition)) stmt->run = run_while_true;
    else fast_while(node);
}
