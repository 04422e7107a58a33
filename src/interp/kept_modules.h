/* Modules written in the language, for a program that is run again and again (rerun.h): each is parsed and prepared once,
   and its body runs anew, on the same names, whenever a run imports it. */
#ifndef INTERP_KEPT_MODULES_H
#define INTERP_KEPT_MODULES_H

#include "interp/code.h"
#include "object/module.h"

typedef struct KeptModules KeptModules;

KeptModules *kept_modules_new(void);

/* The code of a module kept before, its names as they were when it was kept; null: there is none. */
Code *kept_module_find(KeptModules *kept, Str *name, Module **module);

/* Keeps a module whose body has not run yet. */
void kept_module_add(KeptModules *kept, Str *name, Module *module, Code *code);

#endif
