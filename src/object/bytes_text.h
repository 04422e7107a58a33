/* What bytes do as text does it: searching, padding, splitting, letters, % formatting. */
#ifndef OBJECT_BYTES_TEXT_H
#define OBJECT_BYTES_TEXT_H

#include "object/arguments.h"
#include "object/bytes.h"
#include "object/str.h"

/* Value bytes_text_center(…) and so on, for the table in bytes_methods.c. */
#define METHOD(name, ...) Value bytes_text_##name(Thread *thread, Value self, const Arguments *args);
#include "object/bytes_text.def"

/* The text with one character a byte, and back. */
Str *bytes_as_text(const Bytes *bytes);
Value bytes_from_text(Str *text);

Value bytes_modulo(Thread *thread, Value left, Value right); /* the operator % */

#endif
