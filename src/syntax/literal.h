/* The text that a string literal stands for. */
#ifndef SYNTAX_LITERAL_H
#define SYNTAX_LITERAL_H

#include "base/buffer.h"
#include "syntax/failure.h"

/* Decodes a whole literal, prefix and quotes included, to the end of `out`. Errors name the span. */
bool literal_decode(const char *text, Span span, Buffer *out, bool *is_bytes, Failure *failure);

/* Decodes a piece of an f-string: escapes unless raw, doubled braces as one. */
bool literal_decode_piece(const char *text, Span span, bool raw, Buffer *out, Failure *failure);

#endif
