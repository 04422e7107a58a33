/* The interned names of names.def: name_self, dunder_init … Valid after names_start. */
#ifndef OBJECT_NAMES_H
#define OBJECT_NAMES_H

#include "object/str.h"

#define NAME(identifier) extern Str *name_##identifier;
#define DUNDER(identifier) extern Str *dunder_##identifier;
#include "object/names.def"

void names_start(void);

#endif
