/* What loops share: rounds, and the poll at the end of each. */
#ifndef INTERP_LOOPS_H
#define INTERP_LOOPS_H

#include "interp/prepare.h"

/* Answers what others want of this thread; false: raised. */
bool loop_poll_slowly(Frame *frame, Span span);

/* Once a round. The span is where the loop is said to be when Ctrl-C ends it. */
static inline bool loop_poll(Frame *frame, Span span) {
    uintptr_t limit = atomic_load_explicit(&frame->thread->stack_limit, memory_order_relaxed);
    return __builtin_expect(limit != POLL_NOW, 1) || loop_poll_slowly(frame, span);
}

/* The statements of a block, in line: for the bodies of loops. */
static inline Flow run_body(Block block, Frame *frame) {
    for (Stmt **stmt = block.at, **end = stmt + block.count; stmt != end; stmt++) {
        Flow flow = (*stmt)->run(*stmt, frame);
        if (__builtin_expect(flow != FLOW_NEXT, 0)) return flow;
    }
    return FLOW_NEXT;
}

/* The body of a `while` once, and a poll. FLOW_NEXT: go on. */
static inline Flow while_round(WhileStmt *node, Frame *frame) {
    Flow flow = run_body(node->body, frame);
    if (__builtin_expect(flow != FLOW_NEXT && flow != FLOW_CONTINUE, 0)) return flow;
    return loop_poll(frame, node->condition->span) ? FLOW_NEXT : FLOW_RAISE;
}

/* How a round ended, for the loop around it. */
typedef enum Round { ROUND_NEXT, ROUND_BREAK, ROUND_LEAVE } Round;

/* The body once, and a poll; *flow is how the loop is left, if it is. */
static inline Round run_round(ForStmt *node, Frame *frame, Flow *flow) {
    *flow = run_body(node->body, frame);
    if (__builtin_expect(*flow != FLOW_NEXT && *flow != FLOW_CONTINUE, 0))
        return *flow == FLOW_BREAK ? ROUND_BREAK : ROUND_LEAVE;
    *flow = FLOW_RAISE;
    return loop_poll(frame, node->target->expr.span) ? ROUND_NEXT : ROUND_LEAVE;
}

/* A round that did not end with the next one to come: the completion of the loop. */
static inline Flow leave_loop(Round round, Flow flow) {
    return round == ROUND_BREAK ? FLOW_NEXT : flow;
}

/* A `for` over what its iterable gave. */
Flow run_for_over(ForStmt *node, Frame *frame, Value iterable);

#endif
