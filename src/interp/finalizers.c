/* Runs finalizers on a thread that has come to a place where it may. */
#include "interp/finalizers.h"

#include "interp/generator_registry.h"
#include "interp/interpreter.h"
#include "interp/traceback.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/finalize.h"
#include "object/identity.h"
#include "object/list.h"
#include "object/module.h"
#include "object/names.h"
#include "object/set.h"
#include "object/str.h"

static void report(Thread *thread, Value raised, Value function) {
    traceback_print_ignored(thread, raised, value_repr_text(thread, function));
}

void finalizers_run(Thread *thread) {
    if (thread->identities != NULL) return; /* when the collector finds what cannot be repeated */
    objects_finalize(thread, report);
    generators_close_abandoned(thread);
}

/* All that were kept, also those made meanwhile. */
static void run_kept(Thread *thread) {
    List *kept = identities_kept(thread->identities);
    Value value;
    for (size_t i = 0; (value = list_get(kept, i)) != UNBOUND; i++) object_finalize_now(thread, value, report);
}

void finalizers_run_last(Thread *thread) {
    if (thread->identities != NULL) {
        run_kept(thread);
        return;
    }
    finalizers_run(thread);
    if (!objects_have_finalizers()) return;
    memory_collect();
    finalizers_run(thread);
    Value main_module = dict_get_str(thread->interpreter->modules, dunder_main);
    if (main_module == UNBOUND || !(value_type(main_module)->flags & TYPE_IS_MODULE)) return;
    size_t position = 0;
    Value name, value;
    Dict *names = dict_copy(((Module *)value_object(main_module))->names);
    Set *done = set_new();
    while (dict_next(names, &position, &name, &value)) {
        Value identity = value_from_small_int((int64_t)(value_bits(value) >> 4));
        if (set_contains(thread, done, identity) == 0 && set_add(thread, done, identity))
            object_finalize_now(thread, value, report);
    }
}
