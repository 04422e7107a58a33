/* UTF-8 text: lengths and positions by code point, and display width for carets. Surrogates U+D800-DFFF are accepted
   in their three-byte form, so that every str of the language has an encoding here. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at `text`; `*length` receives its bytes (1-4). Malformed bytes decode as themselves, one at a time. */
uint32_t text_decode_sequence(const char *text, const char *end, size_t *length);
static inline uint32_t text_decode(const char *text, const char *end, size_t *length) {
    if ((unsigned char)*text >= 0x80) return text_decode_sequence(text, end, length);
    *length = 1;
    return (unsigned char)*text;
}

/* Writes the code point to `out` (4 bytes of room) and returns its bytes. */
size_t text_encode(uint32_t code_point, char *out);

size_t text_count(const char *text, size_t bytes); /* code points */
bool text_is_ascii(const char *text, size_t bytes);
bool text_is_valid(const char *text, size_t bytes, size_t *bad_offset);

/* Byte offset of the code point number `index`, counted from the start. */
size_t text_offset(const char *text, size_t bytes, size_t index);

/* Terminal columns of the text (wide characters two, combining ones none). */
size_t text_width(const char *text, size_t bytes);

/* The small edit distance CPython uses for "Did you mean" (cost 2 for a change, 1 for a change of case); more than
   `most` is returned as most + 1. */
size_t text_distance(const char *a, const char *b, size_t most);

#endif
