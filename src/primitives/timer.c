// A timer is an outcome, which either the due time or the first cancel decides, and an event that tells of it.
#include "primitives/timer.h"

#include "primitives/internal.h"
#include "primitives/runtime_state.h"

enum { FIRED = 1, CANCELLED };

// True: this is the outcome, and it is our doing.
static bool decide(ThrTask *self, ThrTimer *timer, unsigned outcome) {
    unsigned open = 0;
    if (!atomic_compare_exchange_strong(&timer->outcome, &open, outcome)) return false;
    thr_event_set_unseen(self, &timer->over);
    return true;
}

static ThrStatus wait_until_over(ThrTask *self, ThrTimer *timer, int64_t due) {
    ThrStatus status =
        thr_event_wait_for(self, &timer->over, (ThrWaitFor){.kind = THR_KIND_TIMER, .object = timer}, due);
    if (status == THR_OK) return THR_CANCELLED;
    if (status != THR_TIMEOUT) return status;
    return decide(self, timer, FIRED) ? THR_OK : THR_CANCELLED;
}

ThrStatus thr_timer_wait(ThrTask *self, ThrTimer *timer, int64_t due) {
    step(self, THR_ACTION_PASS, THR_KIND_TIMER, timer);
    return noticed(self, wait_until_over(self, timer, due), THR_ACTION_PASS, THR_KIND_TIMER, timer);
}

bool thr_timer_cancel(ThrTask *self, ThrTimer *timer) {
    step_and_notice(self, THR_ACTION_CANCEL, THR_KIND_TIMER, timer);
    return decide(self, timer, CANCELLED);
}

bool thr_timer_over(const ThrTimer *timer) {
    return atomic_load(&timer->outcome) != 0;
}
