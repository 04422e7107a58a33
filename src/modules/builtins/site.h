/* The names for people at a prompt: exit quit help clear license copyright credits. Bare, each says in its repr what it is
   for; called, it does it. They are ordinary built-ins and mean the same in a script. */
#ifndef MODULES_BUILTINS_SITE_H
#define MODULES_BUILTINS_SITE_H

#include "object/module.h"

/* Puts them into the module builtins. */
void site_add(Module *module);

/* For a prompt: what an expression statement that is just such a name stands for, when it still has its first meaning. True for
   all of them but those whose repr is the whole answer (copyright, credits). */
bool value_is_site_command(Value value);

#endif
