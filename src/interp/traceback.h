/* Tracebacks: adding the frame an exception passes, and printing in CPython's words, carets and "Did you mean" included. */
#ifndef INTERP_TRACEBACK_H
#define INTERP_TRACEBACK_H

#include "base/buffer.h"
#include "interp/frame.h"

/* What an evaluator returns when it raised: notes the failing part if this frame has not yet. Always RAISED, so that it
   ends an evaluator in one line: `return raised_at(frame, node->span, node->op_span);` */
Value raised_at(Frame *frame, Span span, Span anchor);

/* The whole report of an exception: causes, contexts, notes, folded repetitions. */
void traceback_format(Thread *thread, Buffer *out, Value exception);

/* Prints it to sys.stderr. */
void traceback_print(Thread *thread, Value exception);

#endif
