/* The words for each kind of wait. */
#include "interp/wait_words.h"

#include "interp/deadlock_names.h"
#include "object/str.h"

static const char *name_of(const ThrTask *task) {
    const char *name = thr_task_name(task);
    return name ? name : "a thread";
}

const char *task_quoted(const ThrTask *task) {
    return str_text(str_format("'%s'", name_of(task)));
}

static const char *kind_word(ThrKind kind) {
    static const char *const words[] = {
        [THR_KIND_LOCK] = "lock",   [THR_KIND_RLOCK] = "reentrant lock", [THR_KIND_SEMAPHORE] = "semaphore",
        [THR_KIND_EVENT] = "event", [THR_KIND_CONDITION] = "condition",  [THR_KIND_BARRIER] = "barrier",
        [THR_KIND_TIMER] = "timer", [THR_KIND_SLEEP] = "sleep",          [THR_KIND_EXTERNAL] = "input or output",
    };
    return words[kind];
}

void wait_add_thing(Buffer *out, const Witnesses *witnesses, const ThrWaitReport *wait) {
    if (wait->kind == THR_KIND_TASK) {
        buffer_addf(out, "thread %s", task_quoted(wait->owner ? wait->owner : wait->object));
        return;
    }
    buffer_add_text(out, kind_word(wait->kind));
    if (wait->kind == THR_KIND_SLEEP || wait->kind == THR_KIND_EXTERNAL) return;
    if (wait->name) buffer_addf(out, " %s", wait->name);
    else primitive_name_add(out, witnesses->self, witnesses->threads, witnesses->count, wait->object);
}

void wait_add_goal(Buffer *out, const Witnesses *witnesses, const ThrWaitReport *wait) {
    wait_add_thing(out, witnesses, wait);
    if (wait->kind == THR_KIND_TASK) buffer_add_text(out, " to end");
    if (wait->kind == THR_KIND_CONDITION) buffer_add_text(out, " to be notified");
    if (wait->kind == THR_KIND_EVENT) buffer_add_text(out, " to be set");
}

bool wait_has_holder(const ThrWaitReport *wait) {
    return wait->owner && (wait->kind == THR_KIND_LOCK || wait->kind == THR_KIND_RLOCK);
}
