/* str: an immutable sequence of code points, kept as UTF-8 (surrogates in their three-byte form).

   A long str made by appending shares the room behind its left operand with it (str_concat.c), so that growing a text by `s += …`
   in a loop costs what is appended; such a text is not NUL-terminated.

   ASCII strings are indexed by byte. Others get, at the first index, a table of byte offsets, so that s[i] does not scan.
   Interned strings with equal text are one object for the whole process; names of variables and attributes are interned. */
#ifndef OBJECT_STR_H
#define OBJECT_STR_H

#include "base/buffer.h"
#include "base/text.h"
#include "object/thread.h"
#include "object/type.h"

struct Str {
    Object object;          /* flags: STR_INTERNED, STR_ASCII, STR_SHARES */
    _Atomic(uint64_t) hash; /* 0: not computed yet */
    size_t bytes;
    size_t length;           /* code points */
    _Atomic(void *) offsets; /* of every 64th code point, when not ASCII and asked for */
    char *text;              /* NUL-terminated, unless it shares */
    char own_text[];         /* where `text` points, unless it shares: then the shared block is named here */
};

enum { STR_INTERNED = 1, STR_ASCII = 2, STR_SHARES = 4 };

extern Type str_type;

Str *str_new(const char *text, size_t bytes); /* copies; must be valid UTF-8 */
Str *str_from_text(const char *text);         /* NUL-terminated */
Str *str_from_buffer(const Buffer *buffer);
Str *str_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
Str *str_intern(const char *text, size_t bytes);
Str *str_intern_text(const char *text);
Str *str_interned(Str *str); /* the interned one of equal text */

Str *str_concat(Str *left, Str *right);
Str *str_slice(Str *str, int64_t start, int64_t length); /* consecutive code points, in range */
uint64_t str_make_hash(Str *str);
static inline uint64_t str_hash(Str *str) {
    uint64_t hash = atomic_load_explicit(&str->hash, memory_order_relaxed);
    return hash != 0 ? hash : str_make_hash(str);
}
static inline bool str_equal(const Str *left, const Str *right) {
    return left == right || (left->bytes == right->bytes && text_equal(left->text, right->text, left->bytes));
}
int str_order(const Str *left, const Str *right); /* by code point: <0, 0, >0 */

/* A Str as NUL-terminated text that lives as long as it does, or is a copy. */
const char *str_terminated(const Str *str);
static inline const char *str_text(const Str *str) {
    bool shares = atomic_load_explicit(&((Str *)(uintptr_t)str)->object.flags, memory_order_relaxed) & STR_SHARES;
    return shares ? str_terminated(str) : str->text;
}

static inline bool value_is_str(Value value) {
    return value_is_object(value) &&
           (object_type(value_object(value)) == &str_type || value_is_instance(value, &str_type));
}

static inline Str *value_str_object(Value value) {
    return (Str *)(void *)value;
}

/* repr or str of a value as C text, for messages; "?" and no exception when that raises. */
const char *value_repr_text(Thread *thread, Value value);

/* Appends str(value) / repr(value). */
bool buffer_add_str(Thread *thread, Buffer *buffer, Value value);
bool buffer_add_repr(Thread *thread, Buffer *buffer, Value value);

#endif
