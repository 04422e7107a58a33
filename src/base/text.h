/* UTF-8 text: lengths and positions by code point, and display width for carets. Surrogates U+D800-DFFF are accepted
   in their three-byte form, so that every str of the language has an encoding here. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The code point at `text`; `*length` receives its bytes (1-4). Malformed bytes decode as themselves, one at a time. */
uint32_t text_decode_sequence(const char *text, const char *end, size_t *length);
static inline uint32_t text_decode(const char *text, const char *end, size_t *length) {
    if ((unsigned char)*text >= 0x80) return text_decode_sequence(text, end, length);
    *length = 1;
    return (unsigned char)*text;
}

/* Writes the code point to `out` (4 bytes of room) and returns its bytes. */
size_t text_encode(uint32_t code_point, char *out);

/* memcmp(a, b, bytes) == 0, in line for the lengths that words have. */
static inline bool text_equal(const char *a, const char *b, size_t bytes) {
    uint64_t a_first, a_last, b_first, b_last;
    if (bytes > 16) return memcmp(a, b, bytes) == 0;
    if (bytes >= 8) {
        memcpy(&a_first, a, 8), memcpy(&a_last, a + bytes - 8, 8);
        memcpy(&b_first, b, 8), memcpy(&b_last, b + bytes - 8, 8);
        return a_first == b_first && a_last == b_last;
    }
    if (bytes >= 4) {
        uint32_t a_start, a_end, b_start, b_end;
        memcpy(&a_start, a, 4), memcpy(&a_end, a + bytes - 4, 4);
        memcpy(&b_start, b, 4), memcpy(&b_end, b + bytes - 4, 4);
        return a_start == b_start && a_end == b_end;
    }
    return bytes == 0 || (a[0] == b[0] && a[bytes / 2] == b[bytes / 2] && a[bytes - 1] == b[bytes - 1]);
}

/* memcpy, in line for the lengths that words have. */
static inline void text_copy(char *to, const char *from, size_t bytes) {
    uint64_t first, last;
    if (bytes > 16) {
        memcpy(to, from, bytes);
    } else if (bytes >= 8) {
        memcpy(&first, from, 8), memcpy(&last, from + bytes - 8, 8);
        memcpy(to, &first, 8), memcpy(to + bytes - 8, &last, 8);
    } else if (bytes >= 4) {
        uint32_t start, end;
        memcpy(&start, from, 4), memcpy(&end, from + bytes - 4, 4);
        memcpy(to, &start, 4), memcpy(to + bytes - 4, &end, 4);
    } else if (bytes > 0) { /* three bytes, of which some may be one */
        char start = from[0], middle = from[bytes / 2], end = from[bytes - 1];
        to[0] = start, to[bytes / 2] = middle, to[bytes - 1] = end;
    }
}

/* memcmp, in line where the first bytes decide. */
static inline int text_order(const char *a, const char *b, size_t bytes) {
    size_t i = 0;
    while (i < bytes && i < 4 && a[i] == b[i]) i++;
    if (i == bytes) return 0;
    return i < 4 ? (unsigned char)a[i] - (unsigned char)b[i] : memcmp(a + i, b + i, bytes - i);
}

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
