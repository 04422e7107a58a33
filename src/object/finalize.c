/* The collector hands over unreachable objects while a thread lets it; the language's methods run on that thread. */
#include "object/finalize.h"

#include "object/error.h"
#include "object/list.h"
#include "object/names.h"
#include "object/type_core.h"
#include "object/type_slots.h"

typedef struct Finalizing {
    Thread *thread;
    void (*report)(Thread *thread, Value raised, Value function);
} Finalizing;

static _Thread_local Finalizing *finalizing; /* while objects_finalize runs */

static void call_del(void *object, void *data) {
    (void)data;
    if (!(object_type(object)->flags & TYPE_HAS_FINALIZER)) return; /* of a program that is over */
    if (!finalizing) { /* somebody else lets the collector run finalizers: not here */
        object_set_finalizer(object, NULL);
        return;
    }
    Thread *thread = finalizing->thread;
    Value self = value_from_object(object);
    if (special_invoke(thread, self, dunder_del, 0, NULL) != RAISED) return;
    Value raised = error_take(thread);
    if (finalizing->report) finalizing->report(thread, raised, type_lookup(value_type(self), dunder_del));
}

void object_set_finalizer(Object *object, List *kept) {
    if (kept != NULL) list_append(kept, value_from_object(object));
    else memory_set_finalizer(object, call_del, NULL);
}

typedef struct Watch {
    FinalizeCall call;
    void *data;
} Watch;

static void call_watch(void *object, void *data) {
    Watch *watch = data;
    if (!finalizing) {
        memory_add_finalizer(object, call_watch, watch);
        return;
    }
    Value function = NONE;
    if (watch->call(finalizing->thread, watch->data, &function) != RAISED) return;
    Value raised = error_take(finalizing->thread);
    if (finalizing->report) finalizing->report(finalizing->thread, raised, function);
}

void object_watch(Object *object, FinalizeCall call, void *data) {
    Watch *watch = memory_new(sizeof *watch);
    *watch = (Watch){call, data};
    memory_add_finalizer(object, call_watch, watch);
}

static bool has_finalizer(Type *type) {
    if (type->flags & TYPE_HAS_FINALIZER) return true;
    size_t count = 0;
    Value *subtypes = type->subtypes ? list_snapshot(type->subtypes, &count) : NULL;
    for (size_t i = 0; i < count; i++)
        if (has_finalizer(value_as_type(subtypes[i]))) return true;
    return false;
}

bool objects_have_finalizers(void) {
    return has_finalizer(&object_type_object);
}

void object_finalize_now(Thread *thread, Value value, void (*report)(Thread *thread, Value raised, Value function)) {
    if (!value_is_object(value) || !(value_type(value)->flags & TYPE_HAS_FINALIZER)) return;
    memory_set_finalizer(value_object(value), NULL, NULL);
    if (special_invoke(thread, value, dunder_del, 0, NULL) != RAISED) return;
    report(thread, error_take(thread), type_lookup(value_type(value), dunder_del));
}

void objects_finalize(Thread *thread, void (*report)(Thread *thread, Value raised, Value function)) {
    if (finalizing || !memory_has_finalizers()) return;
    Value raised = thread->raised;
    Finalizing now = {thread, report};
    thread->raised = UNBOUND;
    finalizing = &now;
    memory_run_finalizers();
    finalizing = NULL;
    thread->raised = raised;
}
