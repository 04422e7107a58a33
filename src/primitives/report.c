// Who waits for what, held by whom, taken where: for deadlock reports.
#include "primitives/barrier.h"
#include "primitives/condition.h"
#include "primitives/semaphore.h"
#include "primitives/timer.h"

static const char *name_of(ThrKind kind, const void *object) {
    const ThrWaiters *waiters = NULL;
    switch (kind) {
    case THR_KIND_LOCK:
        waiters = &((const ThrLock *)object)->waiters;
        break;
    case THR_KIND_RLOCK:
        waiters = &((const ThrRLock *)object)->lock.waiters;
        break;
    case THR_KIND_SEMAPHORE:
        waiters = &((const ThrSemaphore *)object)->waiters;
        break;
    case THR_KIND_EVENT:
        waiters = &((const ThrEvent *)object)->waiters;
        break;
    case THR_KIND_CONDITION:
        waiters = &((const ThrCondition *)object)->waiters;
        break;
    case THR_KIND_BARRIER:
        waiters = &((const ThrBarrier *)object)->waiters;
        break;
    case THR_KIND_TIMER:
        waiters = &((const ThrTimer *)object)->over.waiters;
        break;
    case THR_KIND_TASK:
        return thr_task_name(object);
    default:
        break;
    }
    return waiters ? atomic_load_explicit(&waiters->name, memory_order_acquire) : NULL;
}

static const ThrLock *lock_of(ThrKind kind, const void *object) {
    if (kind == THR_KIND_RLOCK) return &((const ThrRLock *)object)->lock;
    return kind == THR_KIND_LOCK ? object : NULL;
}

static ThrWaitReport wait_now(const ThrWait *wait) {
    for (;;) {
        unsigned version = atomic_load_explicit(&wait->version, memory_order_acquire);
        ThrWaitReport report = {
            .kind = atomic_load_explicit(&wait->kind, memory_order_acquire),
            .object = atomic_load_explicit(&wait->object, memory_order_acquire),
            .deadline = atomic_load_explicit(&wait->deadline, memory_order_acquire),
        };
        if (version % 2 == 0 && atomic_load_explicit(&wait->version, memory_order_relaxed) == version) return report;
        pause_briefly();
    }
}

ThrWaitReport thr_task_waits_for(const ThrTask *task) {
    ThrWaitReport report = wait_now(&task->wait);
    report.name = name_of(report.kind, report.object);
    if (report.kind == THR_KIND_TASK) report.owner = (ThrTask *)report.object;
    const ThrLock *lock = lock_of(report.kind, report.object);
    if (lock && thr_lock_held(lock)) {
        report.owner = atomic_load_explicit(&lock->owner, memory_order_relaxed);
        report.taken_at = atomic_load_explicit(&lock->taken_at, memory_order_relaxed);
    }
    return report;
}

void thr_name(ThrWaiters *waiters, const char *name) {
    atomic_store_explicit(&waiters->name, name, memory_order_release);
}
