/* The generators of a program that were left in the middle of a try or with: closed when nobody can ask them any
   more, at the latest when the program ends, so that their `finally` runs. */
#ifndef INTERP_GENERATOR_REGISTRY_H
#define INTERP_GENERATOR_REGISTRY_H

#include "interp/interpreter.h"

typedef struct Generators Generators;
typedef struct Generator Generator;

Generators *generators_new(void);

/* From the first suspension to the end of a generator that needs closing. */
void generator_keep(Generator *generator, Interpreter *interpreter);
void generator_release(Generator *generator, Interpreter *interpreter);

/* Closes those that the collector has found abandoned. */
void generators_close_abandoned(Thread *thread);

/* At a program's end: all. */
void generators_close_all(Thread *thread);

/* Of a program that was dropped: none will ever be closed. */
void generators_forget_all(Interpreter *interpreter);

#endif
