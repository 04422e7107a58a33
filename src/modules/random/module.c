/* The module `random`: the class Random, and the methods of one instance as functions. */
#include "modules/random/random.h"

#include "interp/interpreter.h"
#include "modules/random/methods.h"
#include "object/callable.h"
#include "object/error.h"
#include "object/shape.h"

static const Builtin methods[] = {
    {"betavariate", random_call_betavariate, 2, 2, "betavariate(alpha, beta): beta distribution", "alpha beta"},
    {"choice", random_call_choice, 1, 1, "choice(seq): one item", "seq"},
    {"choices", random_call_choices, 1, 4,
     "choices(population, weights=None, *, cum_weights=None, k=1): k items, possibly the same one again",
     "population weights * cum_weights k"},
    {"expovariate", random_call_expovariate, 0, 1, "expovariate(lambd=1.0): exponential distribution", "lambd"},
    {"gammavariate", random_call_gammavariate, 2, 2, "gammavariate(alpha, beta): gamma distribution", "alpha beta"},
    {"gauss", random_call_gauss, 0, 2, "gauss(mu=0.0, sigma=1.0): normal distribution", "mu sigma"},
    {"getrandbits", random_call_getrandbits, 1, 1, "getrandbits(k): an int of k random bits"},
    {"getstate", random_call_getstate, 0, 0, "getstate(): the state, for setstate()"},
    {"lognormvariate", random_call_lognormvariate, 0, 2, "lognormvariate(mu=0.0, sigma=1.0): log normal distribution",
     "mu sigma"},
    {"normalvariate", random_call_normalvariate, 0, 2, "normalvariate(mu=0.0, sigma=1.0): normal distribution",
     "mu sigma"},
    {"paretovariate", random_call_paretovariate, 1, 1, "paretovariate(alpha): Pareto distribution", "alpha"},
    {"randbytes", random_call_randbytes, 1, 1, "randbytes(n): n random bytes"},
    {"randint", random_call_randint, 2, 2, "randint(a, b): an int from a to b, both included", "a b"},
    {"random", random_call_random, 0, 0, "random(): a float in [0, 1)"},
    {"randrange", random_call_randrange, 1, 3,
     "randrange(start, stop=None, step=1): an item of range(start, stop, step)", "start stop step"},
    {"sample", random_call_sample, 2, 3, "sample(population, k, *, counts=None): k different items",
     "population k * counts"},
    {"seed", random_call_seed, 0, 2, "seed(a=None, version=2): start anew, from a or from the operating system",
     "a version"},
    {"setstate", random_call_setstate, 1, 1, "setstate(state): go on from where getstate() was"},
    {"shuffle", random_call_shuffle, 1, 1, "shuffle(x): put the items of a list in random order", "x"},
    {"triangular", random_call_triangular, 0, 3, "triangular(low=0.0, high=1.0, mode=None): triangular distribution",
     "low high mode"},
    {"uniform", random_call_uniform, 2, 2, "uniform(a, b): a float between a and b", "a b"},
    {"vonmisesvariate", random_call_vonmisesvariate, 2, 2, "vonmisesvariate(mu, kappa): circular distribution",
     "mu kappa"},
    {"weibullvariate", random_call_weibullvariate, 2, 2, "weibullvariate(alpha, beta): Weibull distribution",
     "alpha beta"},
    {0},
};

static bool random_init(Thread *thread, Value self, const Arguments *args) {
    if (args->keyword_count > 1 || args->count + args->keyword_count > 1)
        return fail_type(thread, "Random() takes at most 1 argument (%u given)", args->count + args->keyword_count);
    bool given = args->count + args->keyword_count > 0;
    return random_seed_value(thread, value_random(self), given ? args->items[0] : NONE);
}

static Type random_type = {
    TYPE_HEAD,
    .name = "Random",
    .module = "random",
    .doc = "Random(seed=None): a source of random numbers with a state of its own.",
    .size = sizeof(Random),
    .init = random_init,
    .methods = methods,
};

static bool system_init(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    value_random(self)->is_system = true;
    if (thread->interpreter->observed) random_seed_from_system(thread, value_random(self));
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
    module_add_type(module, &random_type);
    module_add_type(module, &system_random_type);
    Random *shared = instance_new(&random_type);
    if (!random_seed_value(thread, shared, NONE)) return NULL;
    word_store(&thread->interpreter->random_state, value_from_object(shared));
    for (const Builtin *method = methods; method->name != NULL; method++)
        module_set(module, method->name, builtin_new(method, value_from_object(shared), "random"));
    return module;
}
