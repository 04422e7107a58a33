/* Calling a thread's target: target(*args, **kwargs) where args and kwargs are what the script has given. */
#ifndef MODULES_THREADING_THREAD_RUN_H
#define MODULES_THREADING_THREAD_RUN_H

#include "object/thread.h"

/* args: any iterable. kwargs: a mapping. TypeErrors as for the call written out. */
Value call_with(Thread *thread, Value target, Value args, Value kwargs);

#endif
