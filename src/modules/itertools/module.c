/* What makes up the module `itertools`. */
#include "modules/itertools/itertools.h"

#include <string.h>

static void add_types(Module *module, Type *const *types) {
    for (; *types != NULL; types++) {
        type_ready(*types);
        const char *name = (*types)->name, *dot = strrchr(name, '.');
        if (name[strlen("itertools.")] != '_') module_set(module, dot + 1, value_from_object(*types));
    }
}

Module *itertools_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("itertools", "Iterators from iterators.");
    add_types(module, endless_types);
    add_types(module, joining_types);
    add_types(module, choosing_types);
    add_types(module, grouping_types);
    add_types(module, combining_types);
    module_add_functions(module, grouping_functions);
    return module;
}
