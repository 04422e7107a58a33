/* What the script calls a primitive: the variable, element or attribute that holds it. */
#ifndef INTERP_DEADLOCK_NAMES_H
#define INTERP_DEADLOCK_NAMES_H

#include "base/buffer.h"
#include "interp/interpreter.h"

/* Appends a blank and the name in backquotes, or nothing when no name is found. `threads`: of the frames to look in; none of
   them may run meanwhile, but for the asking one itself. */
void primitive_name_add(Buffer *out, Thread *self, Thread *const *threads, size_t count, const void *primitive);

#endif
