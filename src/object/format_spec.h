/* One format spec, `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`, read into its parts; and the laying out of
   a formatted text by them. */
#ifndef OBJECT_FORMAT_SPEC_H
#define OBJECT_FORMAT_SPEC_H

#include "base/buffer.h"
#include "object/int.h"
#include "object/str.h"

typedef struct FormatSpec {
    uint32_t fill;
    char align;            /* < > = ^ */
    char sign;             /* + - space; 0: not given */
    bool no_negative_zero; /* z */
    bool alternate;        /* # */
    char grouping;         /* , _; 0: none */
    int64_t width;         /* -1: not given */
    int64_t precision;
    uint32_t type; /* the last letter; 0: none */
} FormatSpec;

/* Reads a spec for a value of the named type; default_align: '<' for text, '>' for numbers. ValueErrors. */
bool format_spec_parse(Thread *thread, FormatSpec *spec, const Str *text, const char *type_name, char default_align);

/* "Unknown format code 'x' for object of type 'y'". */
Value format_raise_code(Thread *thread, uint32_t code, const char *type_name);

/* Adds a text of `length` code points with fill to the width. */
bool format_add_padded(Thread *thread, Buffer *out, const FormatSpec *spec, const char *text, size_t bytes,
                       size_t length);

/* A number in pieces, all ASCII: sign (0: none), prefix ("0x"), the digits before the point, and what follows. */
typedef struct NumberText {
    char sign;
    const char *prefix;
    const char *digits;
    size_t digit_count;
    const char *rest;
} NumberText;

/* Adds it with grouping, padding and the sign in its place. */
bool format_add_number(Thread *thread, Buffer *out, const FormatSpec *spec, const NumberText *number);

/* The magnitude of a number as %e %f %g do it (or, type 0, as repr does), without sign. */
void format_double(Buffer *out, double magnitude, char type, int precision, bool alternate);

/* The sign to show: of the number, or what the spec asks for. */
char format_sign(bool negative, char wanted);

/* Digits of an int's magnitude in base 2, 8, 10, 16, in the room if they fit; null: raised (too many). */
const char *format_int_digits(Thread *thread, Value value, int base, bool upper, char room[INT_DIGITS_ROOM]);

#endif
