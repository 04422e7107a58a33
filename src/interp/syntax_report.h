/* SyntaxErrors: made from a failed parse, and shown. */
#ifndef INTERP_SYNTAX_REPORT_H
#define INTERP_SYNTAX_REPORT_H

#include "base/buffer.h"
#include "interp/palette.h"
#include "object/thread.h"
#include "syntax/parser.h"

/* Raises the SyntaxError, IndentationError or TabError of a parse that failed. */
bool syntax_error_raise(Thread *thread, const Source *source, const ParseResult *failure);

/* `  File "x", line n`, the line, carets, then the type's name and the message. */
void syntax_report_add(Thread *thread, Buffer *out, Value exception, const char *type_name, const Palette *palette);

#endif
