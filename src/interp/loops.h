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

/* The statements of a block that is not empty, in line. */
static inline Flow run_body(Block block, Frame *frame) {
    Flow flow = block.at[0]->run(block.at[0], frame);
    for (uint32_t i = 1; i < block.count && __builtin_expect(flow == FLOW_NEXT, 1); i++)
        flow = block.at[i]->run(block.at[i], frame);
    return flow;
}

/* The body of a `while` once, and a poll. FLOW_NEXT: go on. */
static inline Flow while_round(WhileStmt *node, Frame *frame) {
    Flow flow = run_body(node->body, frame);
    if (__builtin_expect(flow != FLOW_NEXT && flow != FLOW_CONTINUE, 0)) return flow;
    return loop_poll(frame, node->condition->span) ? FLOW_NEXT : FLOW_RAISE;
}

/* The body of a `for` once, and a poll: what over.h does in each round. */
typedef struct ForRound {
    ForStmt *node;
    Flow flow; /* how the loop is left, if a round leaves it */
} ForRound;

static inline bool run_round(void *context, Frame *frame) {
    ForRound *round = context;
    Flow flow = run_body(round->node->body, frame);
    if (__builtin_expect(flow != FLOW_NEXT && flow != FLOW_CONTINUE, 0)) {
        round->flow = flow;
        return false;
    }
    return loop_poll(frame, round->node->target->expr.span);
}

/* Before the first round: what raises leaves it so. */
static inline ForRound for_round(ForStmt *node) {
    return (ForRound){node, FLOW_RAISE};
}

/* The completion of a loop that was left. */
static inline Flow leave_loop(const ForRound *round) {
    return round->flow == FLOW_BREAK ? FLOW_NEXT : round->flow;
}

/* A `for` over what its iterable gave. */
Flow run_for_over(ForStmt *node, Frame *frame, Value iterable);

#endif
