/* Modules: a name and a pinned dict of names. */
#ifndef OBJECT_MODULE_H
#define OBJECT_MODULE_H

#include "object/thread.h"
#include "object/type.h"

typedef struct Module {
    Object object;
    Str *name;
    Dict *names; /* __dict__ */
} Module;

extern Type module_type;

Module *module_new(const char *name, const char *doc);
void module_set(Module *module, const char *name, Value value);
void module_add_functions(Module *module, const Builtin *functions);
void module_add_type(Module *module, Type *type); /* readies it */

#endif
