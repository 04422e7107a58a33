/* Generators: a piece of code that runs on a C stack of its own, so that `yield` can leave it in the middle of
   anything and come back, on whichever thread asks next.

   Hence one rule for evaluators: `frame->thread` may be another thread after a child has been evaluated. Who needs
   the thread reads it from the frame again. */
#ifndef INTERP_GENERATOR_H
#define INTERP_GENERATOR_H

#include "interp/frame.h"

extern Type generator_type;

/* What calling a generator function gives: a generator over a copy of this frame, which is filled in (arguments, cells)
   but was not entered. `name` and `qualified_name` are the function's. */
Value generator_new(const Frame *frame, Str *name, Str *qualified_name);

/* eval_generator, eval_yield and eval_yield_from are the evaluators of its nodes (generator_nodes.c). */

#endif
