/* Generators: a piece of code that `yield` leaves in the middle, to come back on whichever thread asks next. Most are made of
   statements that can be entered again (resumable.h); others run on a C stack of their own, so that they can be left in the
   middle of anything.

   Hence one rule for evaluators: `frame->thread` may be another thread after a child has been evaluated. Who needs
   the thread reads it from the frame again. */
#ifndef INTERP_GENERATOR_H
#define INTERP_GENERATOR_H

#include "interp/frame.h"

extern Type generator_type;

/* What calling a generator function gives: a generator over a copy of this frame, which is filled in (arguments, cells)
   but was not entered. `name` and `qualified_name` are the function's. */
Value generator_new(const Frame *frame, Str *name, Str *qualified_name);

/* The same of a function of one parameter, called with this argument. */
Value generator_of(Function *function, Value argument);

/* generator.__next__(): StopIteration at the end, with what was returned. */
Value generator_ask(Thread *thread, Value generator);

/* The evaluators of its nodes are in generator_nodes.c. This chooses a faster one; specialize.c calls it. */
void fast_generator(GeneratorExpr *node);

#endif
