/* What happens to an exception that a thread does not catch: threading.excepthook. */
#ifndef MODULES_THREADING_EXCEPTHOOK_H
#define MODULES_THREADING_EXCEPTHOOK_H

#include "object/thread.h"
#include "object/type.h"

extern Type except_hook_args_type; /* exc_type, exc_value, exc_traceback, thread */

/* threading.__excepthook__, and threading.excepthook until a script assigns another. */
extern const Builtin excepthook_builtin;

/* Takes what was raised in this thread and hands it to threading.excepthook. Leaves nothing raised. */
void excepthook_invoke(Thread *thread, Value thread_object);

#endif
