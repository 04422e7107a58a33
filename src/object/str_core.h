/* What the files that make up str share: raw construction, and access by code point. */
#ifndef OBJECT_STR_CORE_H
#define OBJECT_STR_CORE_H

#include "base/text.h"
#include "object/str.h"

/* Room for `bytes` bytes of text, NUL-terminated; the caller fills text and then calls str_finish, or knows the
   number of code points and sets `length`. The flag says that all text will be ASCII. */
Str *str_allocate(size_t bytes, bool ascii);
Str *str_try_allocate(size_t bytes, bool ascii); /* null when memory is short */

/* Counts the code points of a str that str_allocate(…, false) made. */
void str_finish(Str *str);

/* The one str "" and the one of each character of Latin-1, made when they are first needed; others are made each time. */
enum { KEPT_CHARACTERS = 256 };
extern _Atomic(Str *) str_characters[KEPT_CHARACTERS];
Str *str_empty(void);
Str *str_make_character(uint32_t code_point);
static inline Str *str_from_code_point(uint32_t code_point) {
    Str *str =
        code_point < KEPT_CHARACTERS ? atomic_load_explicit(&str_characters[code_point], memory_order_acquire) : NULL;
    return str != NULL ? str : str_make_character(code_point);
}

/* A copy of text that is known to be ASCII. */
Str *str_new_ascii(const char *text, size_t bytes);

static inline bool str_is_ascii(const Str *str) {
    return (atomic_load_explicit(&((Str *)(uintptr_t)str)->object.flags, memory_order_relaxed) & STR_ASCII) != 0;
}

static inline const char *str_end(const Str *str) {
    return str->text + str->bytes;
}

/* Byte offset of a code point, and back. Index in 0..length, offset at the start of a code point. */
size_t str_offset(Str *str, size_t index);
size_t str_index_of(Str *str, size_t offset);

/* The part between two byte offsets; the str itself when that is all of it. */
Str *str_part(Str *str, size_t start, size_t end);

/* A copy of the str (of exactly type str) for a class derived from it. */
Value str_new_derived(Type *type, Str *str);

#endif
