/* "Did you mean": the name that was probably meant by a NameError, AttributeError or ImportError.

   Frames are gone when a traceback is printed, so the innermost entry of such an exception keeps what is needed of
   its frame: a tuple of the globals, the built-ins, `self` (or None) and the names of the locals that had a value. */
#ifndef INTERP_SUGGESTIONS_H
#define INTERP_SUGGESTIONS_H

#include "base/buffer.h"
#include "interp/frame.h"
#include "object/exception.h"

/* The scope to keep for this exception, or null when it is not of a kind that needs one. */
Value suggestion_scope(Frame *frame, Value exception);

/* Appends `. Did you mean: 'x'?` and `. Did you forget to import 'x'?` where they apply. */
void suggestion_add(Thread *thread, Buffer *out, Value exception);

#endif
