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

/* How a round ended, for the loop around it. */
typedef enum Round { ROUND_NEXT, ROUND_BREAK, ROUND_LEAVE } Round;

/* The body once, and a poll; *flow is how the loop is left, if it is. */
static inline Round run_round(ForStmt *node, Frame *frame, Flow *flow) {
    *flow = run_block(node->body, frame);
    if (*flow == FLOW_BREAK) return ROUND_BREAK;
    if (*flow > FLOW_CONTINUE) return ROUND_LEAVE;
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
