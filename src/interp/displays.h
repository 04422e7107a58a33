/* What displays and calls share: the parts behind a star. */
#ifndef INTERP_DISPLAYS_H
#define INTERP_DISPLAYS_H

#include "interp/prepare.h"
#include "object/list.h"

/* Appends what `*value` gives; TypeError "<not_iterable> must be an iterable, not int". */
bool list_add_starred(List *list, Expr *item, Frame *frame, const char *not_iterable);

bool value_is_iterable(Value value);

/* Whether `**value` can be taken apart: it has keys(). */
bool value_is_mapping(Thread *thread, Value value);

#endif
