// A condition is only its queue. Who waits is in it before he gives the lock up, so that no notify can slip in between.
#include "primitives/condition.h"

#include "primitives/internal.h"
#include "primitives/runtime_state.h"

#include <limits.h>

void thr_condition_init(ThrCondition *condition, ThrLock *lock) {
    *condition = (ThrCondition){.lock = lock};
}

void thr_condition_init_rlock(ThrCondition *condition, ThrRLock *rlock) {
    *condition = (ThrCondition){.rlock = rlock};
}

bool thr_condition_owned(const ThrTask *self, const ThrCondition *condition) {
    if (condition->rlock) return thr_rlock_owned(self, condition->rlock);
    return !condition->lock || thr_lock_held(condition->lock);
}

void thr_condition_enqueue(ThrTask *self, ThrCondition *condition, ThrWaiter *node) {
    *node = (ThrWaiter){0};
    step(self, THR_ACTION_WAIT, THR_KIND_CONDITION, condition);
    thr_waiters_lock(&condition->waiters);
    thr_waiters_push(&condition->waiters, node, self);
    thr_waiters_unlock(&condition->waiters);
}

ThrStatus thr_condition_park(ThrTask *self, ThrCondition *condition, ThrWaiter *node, int64_t deadline) {
    const ThrWaitFor what = {.kind = THR_KIND_CONDITION, .object = condition};
    thr_waiters_lock(&condition->waiters);
    ThrStatus status = thr_waiters_wait(self, &condition->waiters, node, what, deadline);
    if (status != THR_OK) thr_waiters_unlock(&condition->waiters);
    return noticed(self, status, THR_ACTION_PASS, THR_KIND_CONDITION, condition);
}

// Gives the lock up; the number of levels it had, 0 if somebody else has released it meanwhile.
static unsigned long give_up(ThrTask *self, ThrCondition *condition) {
    if (condition->rlock) return thr_rlock_release_save(self, condition->rlock);
    return condition->lock ? thr_lock_release(self, condition->lock) == THR_OK : 1;
}

static ThrStatus take_back(ThrTask *self, ThrCondition *condition, unsigned long levels) {
    if (condition->rlock) return thr_rlock_acquire_restore(self, condition->rlock, levels);
    ThrLock *lock = condition->lock;
    if (!lock) return THR_OK;
    const ThrWaitFor what = {.kind = THR_KIND_LOCK, .object = lock, .uninterruptible = true};
    return noticed(self, thr_lock_take(self, lock, what, THR_FOREVER), THR_ACTION_ACQUIRE, THR_KIND_LOCK, lock);
}

ThrStatus thr_condition_wait(ThrTask *self, ThrCondition *condition, int64_t deadline) {
    if (!thr_condition_owned(self, condition)) return THR_NOT_HELD;
    ThrWaiter node;
    thr_condition_enqueue(self, condition, &node);
    unsigned long levels = give_up(self, condition);
    ThrStatus status = thr_condition_park(self, condition, &node, levels ? deadline : THR_NOW);
    if (!levels) return THR_NOT_HELD;
    ThrStatus taken = take_back(self, condition, levels);
    return taken == THR_OK ? status : taken;
}

ThrStatus thr_condition_notify(ThrTask *self, ThrCondition *condition, unsigned n) {
    step(self, THR_ACTION_NOTIFY, THR_KIND_CONDITION, condition);
    if (!thr_condition_owned(self, condition)) return THR_NOT_HELD;
    notice(self, THR_ACTION_NOTIFY, THR_KIND_CONDITION, condition);
    ThrWaiter *chain = NULL, **end = &chain;
    thr_waiters_lock(&condition->waiters);
    for (; n > 0 && condition->waiters.first; n--) {
        *end = thr_waiters_pop(&condition->waiters);
        end = &(*end)->next;
    }
    thr_waiters_unlock(&condition->waiters);
    thr_waiters_wake_all(self, chain);
    return THR_OK;
}

ThrStatus thr_condition_notify_all(ThrTask *self, ThrCondition *condition) {
    return thr_condition_notify(self, condition, UINT_MAX);
}

unsigned thr_condition_waiting(const ThrCondition *condition) {
    return thr_waiters_count(&condition->waiters);
}
