/* UTF-8, with surrogates let through. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Bytes of the sequence that starts with `first`; 0 when none does. */
static size_t sequence_length(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first < 0xe0) return 2;
    if (first >= 0xe0 && first < 0xf0) return 3;
    return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

static const uint32_t smallest_of_length[] = {0, 0, 0x80, 0x800, 0x10000};

/* The well-formed sequence at `text`: its bytes, or 0. */
static size_t decode_sequence(const char *text, const char *end, uint32_t *code_point) {
    unsigned char first = (unsigned char)*text;
    size_t length = sequence_length(first);
    if (length == 0 || (size_t)(end - text) < length) return 0;
    uint32_t point = length == 1 ? first : first & (0xffu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte & 0xc0) != 0x80) return 0;
        point = point << 6 | (byte & 0x3f);
    }
    if (length > 1 && (point < smallest_of_length[length] || point > 0x10ffff)) return 0;
    *code_point = point;
    return length;
}

uint32_t text_decode_sequence(const char *text, const char *end, size_t *length) {
    uint32_t code_point;
    size_t bytes = decode_sequence(text, end, &code_point);
    *length = bytes ? bytes : 1;
    return bytes ? code_point : (unsigned char)*text;
}

size_t text_encode(uint32_t code_point, char *out) {
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, code_point >>= 6) out[i] = (char)(0x80 | (code_point & 0x3f));
    out[0] = (char)((0xf00u >> length & 0xf0) | code_point);
    return length;
}

size_t text_count(const char *text, size_t bytes) {
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++) count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}

bool text_is_ascii(const char *text, size_t bytes) {
    const uint64_t high_bits = 0x8080808080808080u;
    uint64_t eight, seen = 0;
    if (bytes < 8) {
        for (size_t i = 0; i < bytes; i++) seen |= (unsigned char)text[i];
        return seen < 0x80;
    }
    for (size_t i = 0; i + 8 < bytes; i += 8) {
        memcpy(&eight, text + i, 8);
        if (eight & high_bits) return false;
    }
    memcpy(&eight, text + bytes - 8, 8);
    return (eight & high_bits) == 0;
}

bool text_is_valid(const char *text, size_t bytes, size_t *bad_offset) {
    const char *end = text + bytes;
    for (const char *at = text; at < end;) {
        uint32_t code_point;
        size_t length = decode_sequence(at, end, &code_point);
        if (length == 0) {
            if (bad_offset) *bad_offset = (size_t)(at - text);
            return false;
        }
        at += length;
    }
    return true;
}

size_t text_offset(const char *text, size_t bytes, size_t index) {
    size_t at = 0;
    for (; at < bytes && index > 0; index--) do
            at++;
        while (at < bytes && ((unsigned char)text[at] & 0xc0) == 0x80);
    return at;
}

size_t text_width(const char *text, size_t bytes) {
    size_t width = 0, length;
    for (size_t at = 0; at < bytes; at += length) {
        uint32_t code_point = text_decode(text + at, text + bytes, &length);
        width += code_point < 0x7f ? 1 : (size_t)utf8proc_charwidth((utf8proc_int32_t)code_point);
    }
    return width;
}

enum { COST_CHANGE = 2, COST_CASE = 1, LONGEST = 40 };

static size_t change_cost(char a, char b) {
    if (a == b) return 0;
    unsigned char x = (unsigned char)a, y = (unsigned char)b;
    return (x ^ y) == 0x20 && (x | 0x20) >= 'a' && (x | 0x20) <= 'z' ? COST_CASE : COST_CHANGE;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

size_t text_distance(const char *a, const char *b, size_t most) {
    size_t a_length = strlen(a), b_length = strlen(b);
    if (a_length > LONGEST || b_length > LONGEST) return strcmp(a, b) == 0 ? 0 : most + 1;
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b_length; j++) row[j] = j * COST_CHANGE;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = i * COST_CHANGE;
        for (size_t j = 1; j <= b_length; j++) {
            size_t changed = diagonal + change_cost(a[i - 1], b[j - 1]);
            diagonal = row[j];
            row[j] = smaller(changed, smaller(row[j - 1], row[j]) + COST_CHANGE);
        }
    }
    return row[b_length] > most ? most + 1 : row[b_length];
}
