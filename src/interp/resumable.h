/* Generators that need no C stack of their own.

   Where all yields of a generator are statements (`yield x`, `y = yield x`, `yield from z`), within no others than `if`, `while`
   and `for`, these statements can be left in the middle and entered again: each keeps its place in words behind the slots of the
   frame. Leaving is FLOW_YIELD; coming back is running the body once more with Generator.resuming set, which takes each
   statement on the way to where it was, and which the yield at the end of the way takes away. Most generators, and all
   generator expressions, are of this kind. The others run on stacks (generator_switch.h). */
#ifndef INTERP_RESUMABLE_H
#define INTERP_RESUMABLE_H

#include "interp/prepare.h"

/* The prepared body of a generator as one statement, made of such that can be entered again. Null, and nothing done: it needs a
   stack. */
Stmt *resumable_body(Preparer *preparer, Block body);

#endif
