/* The methods of Random, for its table in module.c. */
#ifndef MODULES_RANDOM_METHODS_H
#define MODULES_RANDOM_METHODS_H

#include "modules/random/generator.h"

#define METHOD(name) Value random_call_##name(Thread *thread, Value self, const Arguments *args);

/* basic.c */
METHOD(getrandbits)
METHOD(getstate)
METHOD(randbytes)
METHOD(randint)
METHOD(random)
METHOD(randrange)
METHOD(seed)
METHOD(setstate)

/* sequences.c */
METHOD(choice)
METHOD(choices)
METHOD(sample)
METHOD(shuffle)

/* distributions.c */
METHOD(betavariate)
METHOD(expovariate)
METHOD(gammavariate)
METHOD(gauss)
METHOD(lognormvariate)
METHOD(normalvariate)
METHOD(paretovariate)
METHOD(triangular)
METHOD(uniform)
METHOD(vonmisesvariate)
METHOD(weibullvariate)

#undef METHOD

#endif
