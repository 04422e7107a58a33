/* Makes the interned names of names.def. */
#include "object/names.h"

#define NAME(identifier) Str *name_##identifier;
#define DUNDER(identifier) Str *dunder_##identifier;
#include "object/names.def"

void names_start(void) {
    if (dunder_init != NULL) return;
#define NAME(identifier) name_##identifier = str_intern_text(#identifier);
#define DUNDER(identifier) dunder_##identifier = str_intern_text("__" #identifier "__");
#include "object/names.def"
}
