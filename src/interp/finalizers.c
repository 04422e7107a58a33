/* Runs finalizers on a thread that has come to a place where it may. */
#include "interp/finalizers.h"

#include "interp/generator_registry.h"
#include "interp/traceback.h"
#include "object/finalize.h"
#include "object/str.h"

static void report(Thread *thread, Value raised, Value function) {
    traceback_print_ignored(thread, raised, value_repr_text(thread, function));
}

void finalizers_run(Thread *thread) {
    objects_finalize(thread, report);
    generators_close_abandoned(thread);
}
