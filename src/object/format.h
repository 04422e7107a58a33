/* Text formatting: the format mini-language, % formatting, str.format. */
#ifndef OBJECT_FORMAT_H
#define OBJECT_FORMAT_H

#include "object/arguments.h"
#include "object/str.h"

/* format(value, spec) for the built-in numbers and str. ValueErrors in CPython's words. */
Value format_int(Thread *thread, Value value, Str *spec);
Value format_float(Thread *thread, double number, Str *spec);
Value format_str(Thread *thread, Str *value, Str *spec);

Value format_percent(Thread *thread, Str *format, Value arguments); /* format % arguments */
Value format_percent_bytes(Thread *thread, Str *format,
                           Value arguments); /* of bytes, seen as text: one character a byte */
Value format_template(Thread *thread, Str *format, const Arguments *args); /* format.format(…) */
Value format_map(Thread *thread, Str *format, Value mapping);

#endif
