/* The arguments of a call as it is written: evaluated into one row of values, stars and all. */
#ifndef INTERP_ARGUMENTS_GATHER_H
#define INTERP_ARGUMENTS_GATHER_H

#include "interp/prepare.h"
#include "object/arguments.h"

/* Evaluates arguments with stars. `callee` is named in errors (UNBOUND: a class statement's). The caller adds the traceback entry. */
bool arguments_gather(Frame *frame, Value callee, const Argument *arguments, uint32_t count, Arguments *out);

/* The same without stars: values[] has room for `count`; keywords are those of arguments_keywords. */
bool arguments_evaluate(Frame *frame, const Argument *arguments, uint32_t count, Value *values);

/* The names of the keyword arguments, in order, as interned strings. */
Str **arguments_keywords(const Argument *arguments, uint32_t count, uint32_t keyword_count);

#endif
