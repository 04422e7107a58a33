/* Names: which characters they may hold, and their one spelling. */
#ifndef SYNTAX_NAME_H
#define SYNTAX_NAME_H

#include "syntax/failure.h"

/* Whether the bytes of the span, ASCII name characters and any from 0x80 on, are a name. */
bool name_is_valid(const char *text, Span span, Failure *failure);

/* Whether the character at the span's start may begin a name. */
bool name_starts(const char *text, Span span);

/* "invalid character" or "invalid non-printable character" for the one at the span's start; false. */
bool name_reject_character(const char *text, Span span, Failure *failure);

/* The interned name, in normal form NFKC. */
const char *name_intern(const char *text, Span span);

/* A private name (__x) as it is called inside the class: _Class__x; other names as they are. */
const char *name_mangle(const char *class_name, const char *name);

#endif
