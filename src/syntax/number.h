/* Numbers as they are written. */
#ifndef SYNTAX_NUMBER_H
#define SYNTAX_NUMBER_H

#include "syntax/failure.h"

/* Whether a number may end where the span ends; the text goes on behind it. */
bool number_ends(const char *text, Span span, Failure *failure);

/* 0123: false, with the failure that explains it. */
bool number_reject_zeros(const char *text, Span span, Failure *failure);

/* The digits without underscores, prefix kept. */
const char *number_digits(const char *text, Span span, size_t *length);

#endif
