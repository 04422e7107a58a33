/* while and for. How a `for` goes over what: over.h; but generators are gone on with here, in line. */
#include "interp/loops.h"

#include "interp/generator_switch.h"
#include "interp/over.h"
#include "interp/traceback.h"

static const Span no_anchor = {0, 0};

bool loop_poll_slowly(Frame *frame, Span span) {
    return thread_poll(frame->thread) || raised_at(frame, span, no_anchor) != RAISED;
}

/* ---- while ---- */

void prepare_while(Preparer *preparer, Stmt *stmt) {
    WhileStmt *node = (WhileStmt *)stmt;
    prepare_expr(preparer, node->condition);
    prepare_block(preparer, node->body);
    prepare_block(preparer, node->otherwise);
}

Flow run_while(Stmt *stmt, Frame *frame) {
    WhileStmt *node = (WhileStmt *)stmt;
    for (;;) {
        int truth = node->condition->test(node->condition, frame);
        if (truth < 0) return FLOW_RAISE;
        if (truth == 0) return run_block(node->otherwise, frame);
        Flow flow = run_block(node->body, frame);
        if (flow == FLOW_BREAK) return FLOW_NEXT;
        if (flow > FLOW_CONTINUE) return flow;
        if (!loop_poll(frame, node->condition->span)) return FLOW_RAISE;
    }
}

/* ---- for ---- */

void prepare_for(Preparer *preparer, Stmt *stmt) {
    ForStmt *node = (ForStmt *)stmt;
    prepare_expr(preparer, node->iterable);
    prepare_target(preparer, node->target);
    prepare_block(preparer, node->body);
    prepare_block(preparer, node->otherwise);
}

static Flow end_loop(const ForRound *round, Ending ending, Frame *frame) {
    if (ending == ENDING_REACHED) return run_block(round->node->otherwise, frame);
    if (ending == ENDING_LEFT) return leave_loop(round);
    raised_at_expr(frame, round->node->iterable);
    return FLOW_RAISE;
}

static Flow run_for_generator(ForStmt *node, Frame *frame, Generator *generator) {
    ForRound round = for_round(node);
    for (;;) {
        Value item;
        Outcome outcome = generator_resume_inline(frame->thread, generator, NONE, false, &item);
        if (UNLIKELY(outcome == OUTCOME_RETURNED)) return end_loop(&round, ENDING_REACHED, frame);
        if (UNLIKELY(outcome == OUTCOME_RAISED)) return end_loop(&round, ENDING_FAILED, frame);
        if (UNLIKELY(!target_assign(node->target, frame, item) || !run_round(&round, frame))) return leave_loop(&round);
    }
}

Flow run_for_over(ForStmt *node, Frame *frame, Value iterable) {
    if (value_has_type(iterable, &generator_type)) return run_for_generator(node, frame, value_generator(iterable));
    ForRound round = for_round(node);
    return end_loop(&round, over(iterable, node->target, frame, run_round, &round), frame);
}

Flow run_for(Stmt *stmt, Frame *frame) {
    ForStmt *node = (ForStmt *)stmt;
    Value iterable = node->iterable->eval(node->iterable, frame);
    return iterable == RAISED ? FLOW_RAISE : run_for_over(node, frame, iterable);
}
