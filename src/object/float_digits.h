/* The decimal digits of floats of ordinary size, exactly, by whole-number arithmetic. Both answer 0 for other numbers: the C
   library knows those. */
#ifndef OBJECT_FLOAT_DIGITS_H
#define OBJECT_FLOAT_DIGITS_H

#include <stddef.h>

enum { FLOAT_DIGITS_ROOM = 48 };

/* The shortest text with a point, digits on both sides of it, that reads back as `number` (positive). Returns its length. */
size_t float_shortest(double number, char text[FLOAT_DIGITS_ROOM]);

/* As printf's %.*f, halves to even. Returns its length. */
size_t float_fixed(double number, int precision, char text[FLOAT_DIGITS_ROOM]);

#endif
