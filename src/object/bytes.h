/* bytes: an immutable run of bytes. */
#ifndef OBJECT_BYTES_H
#define OBJECT_BYTES_H

#include "base/buffer.h"
#include "object/thread.h"
#include "object/type.h"

typedef struct Bytes {
    Object object;
    size_t count;
    unsigned char at[]; /* NUL-terminated */
} Bytes;

extern Type bytes_type;

Bytes *bytes_new(const void *bytes, size_t count);
Bytes *bytes_from_buffer(const Buffer *buffer);

/* Room for `count` bytes, to be filled before anybody else sees it; null when memory is short. */
Bytes *bytes_allocate(size_t count);

/* As repr() shows them. */
void bytes_repr(Buffer *out, const unsigned char *at, size_t count);

static inline bool value_is_bytes(Value value) {
    return value_is_object(value) &&
           (object_type(value_object(value)) == &bytes_type || value_is_instance(value, &bytes_type));
}

static inline Bytes *value_bytes(Value value) {
    return (Bytes *)(void *)value;
}

#endif
