/* The module `gc`: the collector of memory as far as a script may talk to it. It works by itself and can not be held up:
   enable and disable are remembered and have no other effect. */
#include "modules/gc/gc.h"

#include "interp/finalizers.h"
#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

static Value gc_collect(Thread *thread, Value self, const Arguments *args) {
    (void)self, (void)args;
    memory_collect();
    finalizers_run(thread);
    return value_from_small_int(0);
}

static void remember(Value self, bool enabled) {
    module_set((Module *)value_object(self), "_enabled", value_from_bool(enabled));
}

static Value gc_enable(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    remember(self, true);
    return NONE;
}

static Value gc_disable(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    remember(self, false);
    return NONE;
}

static Value gc_isenabled(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return dict_get_str(((Module *)value_object(self))->names, str_intern_text("_enabled"));
}

static Value gc_is_tracked(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)self;
    return value_from_bool(value_is_object(args->items[0]));
}

static const Builtin functions[] = {
    {"collect", gc_collect, 0, 1, "collect(): collect what is unreachable, and run its finalizers"},
    {"disable", gc_disable, 0, 0, "disable(): remembered for isenabled(), without effect"},
    {"enable", gc_enable, 0, 0, "enable(): remembered for isenabled(), without effect"},
    {"is_tracked", gc_is_tracked, 1, 1, "is_tracked(object): whether it is in the collected heap"},
    {"isenabled", gc_isenabled, 0, 0, "isenabled(): what enable() and disable() said last"},
    {0},
};

Module *gc_make(Thread *thread) {
    (void)thread;
    Module *module = module_new("gc", "The collector of memory.");
    module_add_functions(module, functions);
    remember(value_from_object(module), true);
    module_set(module, "garbage", value_from_object(list_new(0)));
    module_set(module, "callbacks", value_from_object(list_new(0)));
    return module;
}
