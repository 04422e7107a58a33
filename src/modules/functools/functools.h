/* The module `_functools`, for the registry: callables that scripts call often, for functools.thr, operator.thr and
   collections. */
#ifndef MODULES_FUNCTOOLS_FUNCTOOLS_H
#define MODULES_FUNCTOOLS_FUNCTOOLS_H

#include "interp/interpreter.h"

Module *functools_make(Thread *thread);

extern Type itemgetter_type, attrgetter_type; /* getters.c; of `operator` */
extern Type tuple_getter_type;                /* of namedtuples: an item as an attribute */
extern Type partial_type;                     /* partial.c */
extern Type cached_type;                      /* cached.c: what lru_cache makes of a function */

#endif
