/* Leaving a whole chain of stacks where it is, to go on with another one: how a scheduler changes from task to task, each in
   the middle of whatever generators it runs.

   A chain is named by its innermost stack, null being the one the OS thread was born with:

     mine = stack_current(); stack_transfer(other);          what was left at `mine` goes on when somebody transfers to it

   A stack that stack_new made may be the first of a chain; what runs on it must not return then, but transfer away. All chains
   are of one OS thread. stack_free takes the first stack of a chain that will not be gone on with. */
#ifndef BASE_STACK_TRANSFER_H
#define BASE_STACK_TRANSFER_H

#include "base/stack.h"

Stack *stack_current(void);

void stack_transfer(Stack *innermost);

#endif
