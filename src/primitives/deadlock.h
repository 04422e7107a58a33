// Exact detection of the state in which every live task waits for ever; for src/primitives only.
//
// `runtime->running` counts the live tasks that are not parked without a deadline: those that run, are parked with a deadline,
// or block outside of the library. The rules, and why a report is neither missed nor false:
// 1. A task that will park for ever publishes its node in a queue (node->forever, under that queue's guard), then subtracts
//    itself, then parks. Exactly one adds it again: who pops the node, before the wake is sent; or, when an interrupt or
//    stop ended the wait, the task itself, after it has taken its node out and before it takes the signal back.
// 2. A waker is a task that runs, so it is counted while it wakes: between its pop and the waiter's own run the count never
//    falls to 0. Adding before the subtraction of rule 1 has happened only makes the count too high for a moment,
//    and then the later subtraction finds the true value.
// 3. A spawned task is counted by its spawner before it exists; an ending one lets its joiners go before it subtracts itself.
//    Hence the count is 0 only if every live task's node is in some queue and no task is left that could pop it.
// 4. The only waker that is not a task is thr_interrupt (from a signal handler, say). Whoever brings the count to 0 therefore
//    looks at every live task: an interrupt that is pending for an interruptible wait is a task about to run: no report.
//    The task concerned may have run already: it added itself before it took the interrupt back (rule 1), so the count,
//    read again after the look, is not 0. Both are sequentially consistent. An interrupt that comes after the look came
//    after the deadlock was complete: the report is true.
// 5. Whoever brings the count to 0 makes the check, so the last one does; if some task runs in between, it brings the count
//    to 0 again itself and makes its own. `deadlock_told` lets one report through.
#ifndef PRIMITIVES_DEADLOCK_H
#define PRIMITIVES_DEADLOCK_H

#include "primitives/status.h"

void thr_deadlock_runs_again(ThrRuntime *runtime);
// The task is parked for ever, or has ended. May call the host's deadlock hook.
void thr_deadlock_waits(ThrRuntime *runtime);

#endif
