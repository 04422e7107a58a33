/* The module `random`: the class Random, and the methods of one instance as functions. */
#include "modules/random/random.h"

#include "interp/interpreter.h"
#include "modules/random/generator.h"
#include "object/callable.h"
#include "object/error.h"
#include "object/shape.h"

static const Builtin *const method_tables[] = {random_basic_methods, random_sequence_methods,
                                               random_distribution_methods};

static bool random_init(Thread *thread, Value self, const Arguments *args) {
    if (args->keyword_count > 1 || args->count + args->keyword_count > 1)
        return fail_type(thread, "Random() takes at most 1 argument (%u given)", args->count + args->keyword_count);
    bool given = args->count + args->keyword_count > 0;
    return random_seed_value(thread, value_random(self), given ? args->items[0] : NONE);
}

static Type random_base_type = {
    TYPE_HEAD,
    .name = "Random",
    .module = "_random",
    .doc = "What Random is made of.",
    .size = sizeof(Random),
    .methods = random_basic_methods,
};

static Type random_choice_type = {
    TYPE_HEAD,
    .name = "Random",
    .module = "_random",
    .doc = "What Random is made of.",
    .base = &random_base_type,
    .size = sizeof(Random),
    .methods = random_sequence_methods,
};

static Type random_type = {
    TYPE_HEAD,
    .name = "Random",
    .module = "random",
    .doc = "Random(seed=None): a source of random numbers with a state of its own.",
    .base = &random_choice_type,
    .size = sizeof(Random),
    .init = random_init,
    .methods = random_distribution_methods,
};

static bool system_init(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    value_random(self)->is_system = true;
    return true;
}

static Type system_random_type = {
    TYPE_HEAD,
    .name = "SystemRandom",
    .module = "random",
    .doc = "SystemRandom(): a source of random numbers from the operating system.",
    .base = &random_type,
    .size = sizeof(Random),
    .init = system_init,
};

Module *random_make(Thread *thread) {
    Module *module = module_new("random", "Random numbers.");
    Type *types[] = {&random_base_type, &random_choice_type, &random_type, &system_random_type};
    for (size_t i = 0; i < 4; i++)
        type_ready(types[i]);
    module_add_type(module, &random_type);
    module_add_type(module, &system_random_type);
    Random *shared = instance_new(&random_type);
    if (!random_seed_value(thread, shared, NONE)) return NULL;
    word_store(&thread->interpreter->random_state, value_from_object(shared));
    for (size_t i = 0; i < sizeof method_tables / sizeof *method_tables; i++)
        for (const Builtin *method = method_tables[i]; method->name != NULL; method++)
            module_set(module, method->name, builtin_new(method, value_from_object(shared), "random"));
    return module;
}
