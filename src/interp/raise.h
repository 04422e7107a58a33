/* Exceptions between frames: putting one back on its way. */
#ifndef INTERP_RAISE_H
#define INTERP_RAISE_H

#include "interp/frame.h"

/* Raises an exception that this frame had taken: its traceback already ends here. Always RAISED. */
Value reraise(Frame *frame, Value error);

/* `handling` of the thread while a handler runs: what it was before is given back to handling_leave. */
Value handling_enter(Frame *frame, Value error);
void handling_leave(Frame *frame, Value previous);

/* Chooses a faster way for a `raise`. */
void fast_raise(RaiseStmt *node);

/* Whether the thread is to end without running any more of the script: no handler, no finally. */
bool is_stopping(Frame *frame);

#endif
