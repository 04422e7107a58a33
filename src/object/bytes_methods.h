/* The methods of bytes, for the table in bytes.c. */
#ifndef OBJECT_BYTES_METHODS_H
#define OBJECT_BYTES_METHODS_H

#include "object/arguments.h"
#include "object/bytes.h"

extern const Builtin bytes_methods[];

/* Where `part` is in the bytes from `start` on; SIZE_MAX: nowhere. */
size_t bytes_find(const Bytes *bytes, size_t start, const Bytes *part);

/* The bytes of an iterable of ints; RAISED. */
Value bytes_from_iterable(Thread *thread, Value iterable);

#endif
