/* The excerpt under an error: the source line, indented by four, and carets below the failing part, in the form of
   CPython's tracebacks and syntax errors. */
#ifndef BASE_DIAGNOSTIC_H
#define BASE_DIAGNOSTIC_H

#include "base/buffer.h"
#include "base/source.h"

#include <stdbool.h>

/* For a SyntaxError: `  File "name", line n`, the line stripped of its indentation, carets under the span.
   A span that ends before it starts stands for a line without a place in it. */
void diagnostic_syntax(Buffer *out, const Source *source, Span span);

#endif
