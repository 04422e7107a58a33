// Native thread primitives: tasks and what they wait for. A library of its own that knows nothing of its host;
// this is the one header to include. docs/primitives.md tells how it works.
//
// Common to all of it:
// - There is no current task: whoever acts passes `self`. A task is used only by the thread that it is.
// - Primitives are structs of their owner, embedded where he likes; all zero is a new one unless there is an init function.
//   None holds a system resource, none needs to be destroyed; nothing may wait on one when its memory goes.
// - Every wait takes an absolute deadline (thr_deadline, THR_FOREVER, THR_NOW) and can end with THR_INTERRUPTED
//   (thr_interrupt) or THR_STOPPED (thr_runtime_stop). What can be had without waiting is had, even then.
// - Answers are ThrStatus; the host makes its exceptions of them.
#ifndef PRIMITIVES_PRIMITIVES_H
#define PRIMITIVES_PRIMITIVES_H

#include "primitives/barrier.h"
#include "primitives/clock.h"
#include "primitives/condition.h"
#include "primitives/event.h"
#include "primitives/local.h"
#include "primitives/lock.h"
#include "primitives/observer.h"
#include "primitives/rlock.h"
#include "primitives/runtime.h"
#include "primitives/semaphore.h"
#include "primitives/task.h"
#include "primitives/timer.h"

#endif
