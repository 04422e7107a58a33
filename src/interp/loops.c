/* while and for. What a `for` goes over decides how: ranges count in C, lists and tuples are indexed, the rest is
   iterated. */
#include "interp/loops.h"

#include "interp/assign.h"
#include "interp/generator_switch.h"
#include "interp/iteration.h"
#include "interp/prepare.h"
#include "interp/traceback.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/range.h"
#include "object/tuple.h"

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

/* One round with this item. */
static inline Round run_round_with(ForStmt *node, Frame *frame, Value item, Flow *flow) {
    *flow = FLOW_RAISE;
    return target_assign(node->target, frame, item) ? run_round(node, frame, flow) : ROUND_LEAVE;
}

static Flow run_for_range(ForStmt *node, Frame *frame, Range *range) {
    int64_t item = range->first;
    for (int64_t left = range->count; left > 0; left--) {
        Flow flow;
        Round round = run_round_with(node, frame, int_from_int64_inline(item), &flow);
        if (round != ROUND_NEXT) return leave_loop(round, flow);
        if (left > 1) item += range->stride;
    }
    return run_block(node->otherwise, frame);
}

static Flow run_for_list(ForStmt *node, Frame *frame, List *list) {
    Value item;
    for (size_t i = 0; (item = list_get(list, i)) != UNBOUND; i++) {
        Flow flow;
        Round round = run_round_with(node, frame, item, &flow);
        if (round != ROUND_NEXT) return leave_loop(round, flow);
    }
    return run_block(node->otherwise, frame);
}

static Flow run_for_tuple(ForStmt *node, Frame *frame, Tuple *tuple) {
    for (size_t i = 0; i < tuple->count; i++) {
        Flow flow;
        Round round = run_round_with(node, frame, tuple->items[i], &flow);
        if (round != ROUND_NEXT) return leave_loop(round, flow);
    }
    return run_block(node->otherwise, frame);
}

static Flow raise_in_iterable(ForStmt *node, Frame *frame) {
    raised_at_expr(frame, node->iterable);
    return FLOW_RAISE;
}

/* `for a, b in` what gives pairs: no tuple is made. */
static Flow run_for_pairs(ForStmt *node, Frame *frame, Value iterator, Value pair[2]) {
    Expr *const *targets = (Expr *const *)((SequenceExpr *)node->target)->items.at;
    Type *type = object_type(value_object(iterator));
    for (int found = 1;;) {
        Flow flow = FLOW_RAISE;
        bool assigned =
            target_assign((Target *)targets[0], frame, pair[0]) && target_assign((Target *)targets[1], frame, pair[1]);
        Round round = assigned ? run_round(node, frame, &flow) : ROUND_LEAVE;
        if (round != ROUND_NEXT) return leave_loop(round, flow);
        found = SLOT(type, next_pair)(frame->thread, iterator, pair);
        if (found == 0) return run_block(node->otherwise, frame);
        if (found < 0) return raise_in_iterable(node, frame);
    }
}

static bool wants_pairs(const ForStmt *node) {
    const SequenceExpr *target = (const SequenceExpr *)node->target;
    return node->target->assign == assign_sequence && target->items.count == 2 && target->star < 0;
}

/* The first pair: 1, 0 there is none, -1 raised, or PAIRS_NONE. */
static int first_pair(ForStmt *node, Frame *frame, Value iterator, Value pair[2]) {
    if (!wants_pairs(node) || !value_is_object(iterator)) return PAIRS_NONE;
    int (*next_pair)(Thread *, Value, Value[2]) = SLOT(object_type(value_object(iterator)), next_pair);
    return next_pair != NULL ? next_pair(frame->thread, iterator, pair) : PAIRS_NONE;
}

static Flow run_for_iterator(ForStmt *node, Frame *frame, Value iterable) {
    Value iterator = value_iter(frame->thread, iterable);
    if (iterator == RAISED) return raise_in_iterable(node, frame);
    Value pair[2];
    int first = first_pair(node, frame, iterator, pair);
    if (first == 1) return run_for_pairs(node, frame, iterator, pair);
    if (first < 0) return raise_in_iterable(node, frame);
    if (first == 0) return run_block(node->otherwise, frame);
    for (;;) {
        Value item = iterator_next(frame->thread, iterator);
        if (item == UNBOUND) return run_block(node->otherwise, frame);
        if (item == RAISED) return raise_in_iterable(node, frame);
        Flow flow;
        Round round = run_round_with(node, frame, item, &flow);
        if (round != ROUND_NEXT) return leave_loop(round, flow);
    }
}

static Flow run_for_generator(ForStmt *node, Frame *frame, Value iterable) {
    Generator *generator = (Generator *)value_object(iterable);
    for (;;) {
        Value item;
        Outcome outcome = generator_resume_inline(frame->thread, generator, NONE, false, &item);
        if (UNLIKELY(outcome == OUTCOME_RETURNED)) return run_block(node->otherwise, frame);
        if (UNLIKELY(outcome == OUTCOME_RAISED)) return raise_in_iterable(node, frame);
        Flow flow;
        Round round = run_round_with(node, frame, item, &flow);
        if (round != ROUND_NEXT) return leave_loop(round, flow);
    }
}

Flow run_for_over(ForStmt *node, Frame *frame, Value iterable) {
    if (value_has_type(iterable, &range_type) && ((Range *)value_object(iterable))->is_small)
        return run_for_range(node, frame, (Range *)value_object(iterable));
    if (value_has_type(iterable, &list_type)) return run_for_list(node, frame, value_list(iterable));
    if (value_has_type(iterable, &tuple_type)) return run_for_tuple(node, frame, value_tuple(iterable));
    if (value_has_type(iterable, &generator_type)) return run_for_generator(node, frame, iterable);
    return run_for_iterator(node, frame, iterable);
}

Flow run_for(Stmt *stmt, Frame *frame) {
    ForStmt *node = (ForStmt *)stmt;
    Value iterable = node->iterable->eval(node->iterable, frame);
    return iterable == RAISED ? FLOW_RAISE : run_for_over(node, frame, iterable);
}
