/* yield, yield from, and generator expressions. */
#include "base/stack_core.h"
#include "interp/fast.h"
#include "interp/function.h"
#include "interp/iteration.h"
#include "interp/generator_core.h"
#include "interp/prepare.h"
#include "interp/traceback.h"
#include "interp/yield.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/names.h"
#include "object/operators.h"

static const Span no_anchor = {0, 0};

/* ---- Generator expressions ---- */

void prepare_generator(Preparer *preparer, Expr *expr) {
    GeneratorExpr *node = (GeneratorExpr *)expr;
    prepare_expr(preparer, node->first_iterable);
    prepare_function_node(preparer, node->function);
}

/* A call of the function, which no script can see. */
static Value start_over(GeneratorExpr *node, Frame *frame, Value iterator) {
    const Function *around = frame->function;
    Function *function = function_for(node->function->code, around->globals, around->builtins, NULL);
    function_capture(function, frame);
    return generator_of(function, iterator);
}

Value eval_generator(Expr *expr, Frame *frame) {
    GeneratorExpr *node = (GeneratorExpr *)expr;
    Value iterable = node->first_iterable->eval(node->first_iterable, frame);
    if (iterable == RAISED) return RAISED;
    Value iterator = value_iter(frame->thread, iterable);
    if (iterator == RAISED) return raised_at_expr(frame, node->first_iterable);
    return start_over(node, frame, iterator);
}

/* Without an iterator for what its loop goes over without one. */
static Value eval_generator_fast(Expr *expr, Frame *frame) {
    GeneratorExpr *node = (GeneratorExpr *)expr;
    Value iterable = operand_value(node->first_iterable, frame);
    if (UNLIKELY(iterable == RAISED)) return RAISED;
    if (!iterable_needs_iterator(iterable)) return start_over(node, frame, iterable);
    Value iterator = value_iter(frame->thread, iterable);
    if (UNLIKELY(iterator == RAISED)) return raised_at_expr(frame, node->first_iterable);
    return start_over(node, frame, iterator);
}

void fast_generator(GeneratorExpr *node) {
    node->expr.eval = eval_generator_fast;
}

/* ---- yield ---- */

void prepare_yield(Preparer *preparer, Expr *expr) {
    preparer->code->yield_count++;
    prepare_expr(preparer, ((YieldExpr *)expr)->value);
}

/* Hands the value out; what comes in next, or RAISED. In line for the sake of the switch (stack_core.h). */
static inline __attribute__((always_inline)) Value hand_out(Frame *frame, Value value) {
    Generator *generator = frame_generator(frame);
    generator->message = value;
    stack_suspend_here(generator->stack);
    return generator_take_message(generator);
}

Value eval_yield(Expr *expr, Frame *frame) {
    YieldExpr *node = (YieldExpr *)expr;
    Value value = node->value ? node->value->eval(node->value, frame) : NONE;
    if (value == RAISED) return RAISED;
    Value message = hand_out(frame, value);
    return message == RAISED ? raised_at(frame, expr->span, no_anchor) : message;
}

/* A yield whose value nobody asks for. */
static Flow run_yield(Stmt *stmt, Frame *frame) {
    Expr *expr = ((ExpressionStmt *)stmt)->expr, *given = ((YieldExpr *)expr)->value;
    Value value = given ? operand_value(given, frame) : NONE;
    if (UNLIKELY(value == RAISED)) return FLOW_RAISE;
    if (LIKELY(hand_out(frame, value) != RAISED)) return FLOW_NEXT;
    raised_at(frame, expr->span, no_anchor);
    return FLOW_RAISE;
}

void specialize_yield(ExpressionStmt *node) {
    node->stmt.run = run_yield;
}

/* ---- yield from ---- */

void prepare_yield_from(Preparer *preparer, Expr *expr) {
    prepare_yield(preparer, expr);
}

/* What a sub-iterator answered, in terms of a generator. A StopIteration is its end. */
static Outcome outcome_of(Thread *thread, Value answer, Value *result) {
    *result = answer;
    if (answer != RAISED) return OUTCOME_YIELDED;
    if (!error_is(thread, &stop_iteration)) return OUTCOME_RAISED;
    Value value = value_get_attribute(thread, error_take(thread), name_value);
    *result = value;
    return value == RAISED ? OUTCOME_RAISED : OUTCOME_RETURNED;
}

static Outcome ask_next(Thread *thread, Value iterator, Value *result) {
    Value method = value_special(thread, iterator, dunder_next);
    if (value_type(iterator)->flags & TYPE_IS_CLASS && method != UNBOUND)
        return outcome_of(thread, value_call0(thread, method), result);
    *result = value_next(thread, iterator);
    if (*result == RAISED) return OUTCOME_RAISED;
    if (*result != UNBOUND) return OUTCOME_YIELDED;
    *result = NONE;
    return OUTCOME_RETURNED;
}

static Outcome pass_value(Thread *thread, Value iterator, Value message, Value *result) {
    if (value_has_type(iterator, &generator_type))
        return generator_resume(thread, value_generator(iterator), message, false, result);
    if (message == NONE) return ask_next(thread, iterator, result);
    return outcome_of(
        thread, value_call_method(thread, iterator, name_send, &(Arguments){.items = &message, .count = 1}), result);
}

/* GeneratorExit closes the sub-iterator, if it knows how, and goes on its own way. */
static Outcome pass_exit(Thread *thread, Value iterator, Value error, Value *result) {
    *result = RAISED;
    Value method = value_find_attribute(thread, iterator, name_close);
    if (method == RAISED || (method != UNBOUND && value_call0(thread, method) == RAISED)) return OUTCOME_RAISED;
    thread->raised = error;
    thread->raised_frame = NULL;
    return OUTCOME_RAISED;
}

static Outcome pass_error(Thread *thread, Value iterator, Value *result) {
    Value error = error_take(thread);
    if (value_is_instance(error, &generator_exit)) return pass_exit(thread, iterator, error, result);
    if (value_has_type(iterator, &generator_type))
        return generator_resume(thread, value_generator(iterator), error, true, result);
    Value method = value_find_attribute(thread, iterator, name_throw);
    *result = RAISED;
    if (method == RAISED) return OUTCOME_RAISED;
    if (method != UNBOUND) return outcome_of(thread, value_call1(thread, method, error), result);
    thread->raised = error;
    thread->raised_frame = NULL;
    return OUTCOME_RAISED;
}

bool delegate_start(Generator *generator, Expr *iterable) {
    Frame *frame = &generator->frame;
    Value value = iterable->eval(iterable, frame);
    if (value == RAISED) return false;
    Value iterator = value_iter(frame->thread, value);
    if (iterator == RAISED) return raised_at_expr(frame, iterable) != RAISED;
    word_store(&generator->delegate, iterator);
    return true;
}

Outcome delegate_resume(Generator *generator, Value message, Value *result) {
    Thread *thread = generator->frame.thread;
    Value iterator = word_load(&generator->delegate);
    return message == RAISED ? pass_error(thread, iterator, result) : pass_value(thread, iterator, message, result);
}

Value delegate_end(Generator *generator, Outcome outcome, Value result) {
    word_store(&generator->delegate, NONE);
    return outcome == OUTCOME_RETURNED ? result : RAISED;
}

Value eval_yield_from(Expr *expr, Frame *frame) {
    Generator *generator = frame_generator(frame);
    if (!delegate_start(generator, ((YieldExpr *)expr)->value)) return RAISED;
    Value result;
    Outcome outcome = delegate_resume(generator, NONE, &result);
    while (outcome == OUTCOME_YIELDED) outcome = delegate_resume(generator, hand_out(frame, result), &result);
    Value value = delegate_end(generator, outcome, result);
    return value != RAISED ? value : raised_at(frame, expr->span, no_anchor);
}
