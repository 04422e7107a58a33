/* try: each way a block can end is a value, so that every combination of clauses is two small functions. */
#include "interp/fast.h"
#include "interp/loops.h"
#include "interp/names.h"
#include "interp/prepare.h"
#include "interp/raise.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/tuple.h"

void prepare_try(Preparer *preparer, Stmt *stmt) {
    TryStmt *node = (TryStmt *)stmt;
    preparer->code->has_cleanup = true;
    prepare_block(preparer, node->body);
    for (uint32_t i = 0; i < node->clause_count; i++) {
        ExceptClause *clause = &node->clauses[i];
        prepare_expr(preparer, clause->type);
        prepare_target(preparer, clause->target);
        prepare_block(preparer, clause->body);
    }
    prepare_block(preparer, node->otherwise);
    prepare_block(preparer, node->final);
}

/* ---- except ---- */

static bool is_exception_class(Value value) {
    return value_is_type(value) && (((Type *)value_object(value))->flags & TYPE_IS_EXCEPTION) != 0;
}

static int refuse_class(Thread *thread) {
    raise_type(thread, "catching classes that do not inherit from BaseException is not allowed");
    return -1;
}

/* 1, 0, or -1: raised. */
static int matches_any(Thread *thread, Value error, const Tuple *classes) {
    int found = 0;
    for (size_t i = 0; i < classes->count; i++) {
        if (!is_exception_class(classes->items[i])) return refuse_class(thread);
        found |= value_is_instance(error, (Type *)value_object(classes->items[i]));
    }
    return found;
}

static __attribute__((noinline)) int matches_slowly(Thread *thread, Value error, Value pattern) {
    if (is_exception_class(pattern)) return value_is_instance(error, (Type *)value_object(pattern));
    return value_is_tuple(pattern) ? matches_any(thread, error, value_tuple(pattern)) : refuse_class(thread);
}

static inline int matches(Thread *thread, Value error, Value pattern) {
    return value_has_type(error, (Type *)value_object(pattern)) ? 1 : matches_slowly(thread, error, pattern);
}

static int clause_matches(ExceptClause *clause, Frame *frame, Value error) {
    if (!clause->type) return 1;
    Value pattern = operand_value(clause->type, frame);
    if (pattern == RAISED) return -1;
    int found = matches(frame->thread, error, pattern);
    if (found < 0) raised_at_expr(frame, clause->type);
    return found;
}

static Flow run_clause(ExceptClause *clause, Frame *frame, Value error) {
    if (!clause->target) return run_body(clause->body, frame);
    if (!clause->target->assign(clause->target, frame, error)) return FLOW_RAISE;
    Flow flow = run_body(clause->body, frame);
    name_clear((NameExpr *)clause->target, frame);
    return flow;
}

static Flow run_clauses(TryStmt *node, Frame *frame, Value error) {
    for (uint32_t i = 0; i < node->clause_count; i++) {
        int found = clause_matches(&node->clauses[i], frame, error);
        if (found < 0) return FLOW_RAISE;
        if (found) return run_clause(&node->clauses[i], frame, error);
    }
    reraise(frame, error);
    return FLOW_RAISE;
}

static __attribute__((noinline)) Flow handle(TryStmt *node, Frame *frame) {
    if (node->clause_count == 0 || is_stopping(frame)) return FLOW_RAISE;
    Value error = error_take(frame->thread);
    Value previous = handling_enter(frame, error);
    Flow flow = run_clauses(node, frame, error);
    handling_leave(frame, previous);
    return flow;
}

static inline Flow run_try_except(TryStmt *node, Frame *frame) {
    Flow flow = run_body(node->body, frame);
    if (LIKELY(flow == FLOW_NEXT)) return node->otherwise.count == 0 ? FLOW_NEXT : run_block(node->otherwise, frame);
    return flow == FLOW_RAISE ? handle(node, frame) : flow;
}

/* ---- finally ---- */

/* What was on its way waits while the block runs, and is forgotten if that ends in a way of its own. */
static Flow run_final_after_raise(TryStmt *node, Frame *frame) {
    if (is_stopping(frame)) return FLOW_RAISE;
    Value error = error_take(frame->thread);
    Value previous = handling_enter(frame, error);
    Flow flow = run_body(node->final, frame);
    handling_leave(frame, previous);
    if (flow != FLOW_NEXT) return flow;
    reraise(frame, error);
    return FLOW_RAISE;
}

static Flow run_final(TryStmt *node, Frame *frame, Flow flow) {
    if (flow == FLOW_RAISE) return run_final_after_raise(node, frame);
    Value result = frame->result;
    Flow final_flow = run_body(node->final, frame);
    if (final_flow != FLOW_NEXT) return final_flow;
    frame->result = result;
    return flow;
}

Flow run_try(Stmt *stmt, Frame *frame) {
    TryStmt *node = (TryStmt *)stmt;
    Flow flow = run_try_except(node, frame);
    return node->final.count == 0 ? flow : run_final(node, frame, flow);
}
