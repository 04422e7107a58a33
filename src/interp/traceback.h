/* Tracebacks: adding the frame an exception passes, and printing in CPython's words, carets and "Did you mean"
   included. */
#ifndef INTERP_TRACEBACK_H
#define INTERP_TRACEBACK_H

#include "base/buffer.h"
#include "interp/frame.h"
#include "interp/palette.h"

/* What an evaluator returns when it raised: notes the failing part if this frame has not yet. Always RAISED, so that it
   ends an evaluator in one line: `return raised_at(frame, node->span, node->op_span);` */
Value raised_at(Frame *frame, Span span, Span anchor);

/* The same for what failed while or after this expression was evaluated; the anchor follows from its kind. */
Value raised_at_expr(Frame *frame, const Expr *expr);

/* Where an expression is shown from: an attribute or method on a later line than its object begins on, from its name. */
Span span_shown(const Source *source, const Expr *expr);

/* The whole report of an exception: causes, contexts, notes, folded repetitions. */
void traceback_format(Thread *thread, Buffer *out, Value exception, const Palette *palette);

/* Only its last part: type, message and notes (with the place of a SyntaxError). */
void traceback_format_exception_only(Thread *thread, Buffer *out, Value exception, const Palette *palette);

/* Only its entries, from an entry on: `  File …` lines. */
void traceback_format_entries(Buffer *out, Value traceback, const Palette *palette);

/* Prints it to sys.stderr. */
void traceback_print(Thread *thread, Value exception);

/* For an exception that nobody can catch (a finalizer's): "Exception ignored in: <what>", then the report. */
void traceback_print_ignored(Thread *thread, Value error, const char *what);

/* Writes to sys.stderr, or to the process's if that fails. Raises nothing. */
void standard_error_write(Thread *thread, const Buffer *text);

/* sys.stdout.flush(); what it raises is kept from the caller. standard_output_finish tells it and answers false: for
   the end. */
void standard_output_flush(Thread *thread);
bool standard_output_finish(Thread *thread);

#endif
