/* What makes up the module `_functools`. */
#include "modules/functools/functools.h"

Module *functools_make(Thread *thread) {
    (void)thread;
    static const struct {
        const char *name;
        Type *type;
    } types[] = {{"itemgetter", &itemgetter_type},
                 {"attrgetter", &attrgetter_type},
                 {"tuple_getter", &tuple_getter_type},
                 {"partial", &partial_type},
                 {"cached", &cached_type}};
    Module *module = module_new("_functools", "Callables written in C.");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        type_ready(types[i].type);
        module_set(module, types[i].name, value_from_object(types[i].type));
    }
    return module;
}
