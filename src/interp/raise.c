/* raise and assert. */
#include "interp/raise.h"

#include "interp/fast.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/tuple.h"
#include "object/type.h"

static const Span no_anchor = {0, 0};

Value reraise(Frame *frame, Value error) {
    frame->thread->raised = error;
    frame->thread->raised_frame = frame;
    return RAISED;
}

Value handling_enter(Frame *frame, Value error) {
    Value previous = frame->thread->handling;
    frame->thread->handling = error;
    return previous;
}

void handling_leave(Frame *frame, Value previous) {
    frame->thread->handling = previous;
}

bool is_stopping(Frame *frame) {
    return atomic_load_explicit(&frame->thread->wants, memory_order_relaxed) & WANTS_STOP;
}

/* ---- raise ---- */

void prepare_raise(Preparer *preparer, Stmt *stmt) {
    RaiseStmt *node = (RaiseStmt *)stmt;
    prepare_expr(preparer, node->exception);
    prepare_expr(preparer, node->cause);
}

/* The exception of `from value`, NONE for None. */
static Value cause_from(Thread *thread, Value value) {
    if (value == NONE || value_is_exception(value)) return value;
    if (value_is_type(value) && type_is_subtype((Type *)value_object(value), &base_exception))
        return exception_from(thread, value);
    return raise_type(thread, "exception causes must derive from BaseException");
}

static bool set_cause(Thread *thread, Value error, Value value) {
    Value cause = cause_from(thread, value);
    if (cause == RAISED) return false;
    word_store(&value_exception(error)->cause, cause);
    exception_hide_context(value_exception(error), true);
    return true;
}

static void raise_again(Frame *frame, Stmt *stmt) {
    Value error = thread_handling(frame->thread);
    if (error != NONE) {
        reraise(frame, error);
        return;
    }
    raise_error(frame->thread, &runtime_error, "No active exception to reraise");
    raised_at(frame, stmt->span, no_anchor);
}

Flow run_raise(Stmt *stmt, Frame *frame) {
    RaiseStmt *node = (RaiseStmt *)stmt;
    if (!node->exception) {
        raise_again(frame, stmt);
        return FLOW_RAISE;
    }
    Value value = node->exception->eval(node->exception, frame);
    if (value == RAISED) return FLOW_RAISE;
    Value cause = UNBOUND;
    if (node->cause && (cause = node->cause->eval(node->cause, frame)) == RAISED) return FLOW_RAISE;
    Thread *thread = frame->thread;
    Value error = exception_from(thread, value);
    if (error != RAISED && (cause == UNBOUND || set_cause(thread, error, cause))) raise_object(thread, error);
    raised_at(frame, stmt->span, no_anchor);
    return FLOW_RAISE;
}

/* raise Name(…), in one step if the name is that of a class whose exceptions have nothing to them but their arguments. */
static Flow run_raise_made(Stmt *stmt, Frame *frame) {
    const CallExpr *call = (const CallExpr *)((RaiseStmt *)stmt)->exception;
    Value callee = call->callee->eval(call->callee, frame);
    if (callee == RAISED) return FLOW_RAISE;
    if (!value_is_type(callee) || !type_makes_exceptions((Type *)value_object(callee))) return run_raise(stmt, frame);
    Tuple *args = tuple_new(call->count);
    for (uint32_t i = 0; i < call->count; i++)
        if ((args->items[i] = operand_value(call->arguments[i].value, frame)) == RAISED) return FLOW_RAISE;
    raise_object(frame->thread, exception_new((Type *)value_object(callee), args));
    raised_at(frame, stmt->span, no_anchor);
    return FLOW_RAISE;
}

void fast_raise(RaiseStmt *node) {
    if (!node->exception || node->exception->kind != EXPR_CALL || node->cause) return;
    const CallExpr *call = (const CallExpr *)node->exception;
    bool is_simple = !call->has_stars && call->keyword_count == 0 && call->callee->kind == EXPR_NAME;
    if (is_simple) node->stmt.run = run_raise_made;
}

/* ---- assert ---- */

void prepare_assert(Preparer *preparer, Stmt *stmt) {
    AssertStmt *node = (AssertStmt *)stmt;
    prepare_expr(preparer, node->condition);
    prepare_expr(preparer, node->message);
}

Flow run_assert(Stmt *stmt, Frame *frame) {
    AssertStmt *node = (AssertStmt *)stmt;
    int truth = node->condition->test(node->condition, frame);
    if (truth != 0) return truth > 0 ? FLOW_NEXT : FLOW_RAISE;
    if (node->message) {
        Value message = node->message->eval(node->message, frame);
        if (message == RAISED) return FLOW_RAISE;
        raise_with(frame->thread, &assertion_error, message);
    } else {
        raise_object(frame->thread, exception_new(&assertion_error, tuple_new(0)));
    }
    raised_at_expr(frame, node->condition);
    return FLOW_RAISE;
}
