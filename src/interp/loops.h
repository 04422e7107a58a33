/* What loops share: the poll at the end of each round. */
#ifndef INTERP_LOOPS_H
#define INTERP_LOOPS_H

#include "interp/frame.h"

/* Answers what others want of this thread; false: raised. */
bool loop_poll_slowly(Frame *frame, Span span);

/* Once a round. The span is where the loop is said to be when Ctrl-C ends it. */
static inline bool loop_poll(Frame *frame, Span span) {
    uintptr_t limit = atomic_load_explicit(&frame->thread->stack_limit, memory_order_relaxed);
    return __builtin_expect(limit != POLL_NOW, 1) || loop_poll_slowly(frame, span);
}

#endif
