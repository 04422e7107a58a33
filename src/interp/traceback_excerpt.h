/* One entry of a printed traceback: the File line, the lines of source it points at, and the carets below them. */
#ifndef INTERP_TRACEBACK_EXCERPT_H
#define INTERP_TRACEBACK_EXCERPT_H

#include "base/buffer.h"
#include "interp/palette.h"
#include "object/exception.h"

void traceback_excerpt(Buffer *out, const Traceback *entry, const Palette *palette);

#endif
