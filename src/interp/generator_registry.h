/* The generators of a program that were left in the middle: closed when nobody can ask them any more, at the latest when the
   program ends, so that their `finally` runs. */
#ifndef INTERP_GENERATOR_REGISTRY_H
#define INTERP_GENERATOR_REGISTRY_H

#include "interp/interpreter.h"

typedef struct Generators Generators;
typedef struct Generator Generator;

Generators *generators_new(void);

/* At a program's end. */
void generators_close_all(Thread *thread);

#endif
