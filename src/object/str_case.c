/* Changing the case of a str, by Unicode's full mappings. */
#include "object/str_methods.h"
#include "object/str_unicode.h"

#include <string.h>

typedef int (*Mapping)(uint32_t code_point, uint32_t out[3]);

static void add_mapped(Buffer *out, Mapping mapping, uint32_t code_point) {
    uint32_t mapped[3];
    int count = mapping(code_point, mapped);
    for (int i = 0; i < count; i++) buffer_add_code_point(out, mapped[i]);
}

/* Whether the capital sigma at `at` ends a word: cased letters before it and none after, not counting marks. */
static bool is_final_sigma(const Str *str, const char *at, size_t length) {
    const char *end = str_end(str);
    bool before = false;
    for (const char *back = at; back > str->text;) {
        do back--;
        while (((unsigned char)*back & 0xc0) == 0x80);
        size_t size;
        uint32_t code_point = text_decode(back, end, &size);
        if (unicode_is_case_ignorable(code_point)) continue;
        before = unicode_is_cased(code_point);
        break;
    }
    for (const char *next = at + length; before && next < end; next += length) {
        uint32_t code_point = text_decode(next, end, &length);
        if (!unicode_is_case_ignorable(code_point)) return !unicode_is_cased(code_point);
    }
    return before;
}

static void add_lower(Buffer *out, const Str *str, const char *at, size_t length, uint32_t code_point) {
    if (code_point == 0x3a3) buffer_add_code_point(out, is_final_sigma(str, at, length) ? 0x3c2 : 0x3c3);
    else add_mapped(out, unicode_to_lower, code_point);
}

/* ---- ASCII: eight bytes at a time; bit 5 tells the case of a letter ---- */

static uint64_t eight_of(unsigned char byte) {
    return byte * (uint64_t)0x0101010101010101u;
}

/* The bytes with those from first to last in the other case. */
static uint64_t flip_eight(uint64_t eight, unsigned char first, unsigned char last) {
    uint64_t from_first = eight + eight_of((unsigned char)(0x80 - first)); /* the top bit: not below the first */
    uint64_t above_last = eight + eight_of((unsigned char)(0x7f - last));
    return eight ^ (((from_first & ~above_last) & eight_of(0x80)) >> 2);
}

static Str *mapped_ascii(const Str *str, char first, char last) {
    Str *result = str_allocate(str->bytes, true);
    uint64_t eight = 0;
    size_t i = 0;
    for (; i + 8 <= str->bytes; i += 8) {
        memcpy(&eight, str->text + i, 8);
        eight = flip_eight(eight, (unsigned char)first, (unsigned char)last);
        memcpy(result->text + i, &eight, 8);
    }
    for (; i < str->bytes; i++) {
        char byte = str->text[i];
        result->text[i] = byte >= first && byte <= last ? (char)(byte ^ 0x20) : byte;
    }
    return result;
}

static bool is_letter(char byte) {
    return (unsigned char)((byte | 0x20) - 'a') < 26;
}

static Value swapped_ascii(const Str *str) {
    Str *result = str_allocate(str->bytes, true);
    for (size_t i = 0; i < str->bytes; i++)
        result->text[i] = is_letter(str->text[i]) ? (char)(str->text[i] ^ 0x20) : str->text[i];
    return value_from_object(result);
}

/* As `titled` below. */
static Value titled_ascii(const Str *str, bool one_word) {
    Str *result = str_allocate(str->bytes, true);
    bool in_word = false;
    for (size_t i = 0; i < str->bytes; i++) {
        char byte = str->text[i];
        result->text[i] = !is_letter(byte) ? byte : in_word ? (char)(byte | 0x20) : (char)(byte & ~0x20);
        in_word = one_word || is_letter(byte);
    }
    return value_from_object(result);
}

static Value mapped(const Str *str, Mapping mapping) {
    Buffer out = {0};
    const char *end = str_end(str);
    size_t length;
    for (const char *at = str->text; at < end; at += length) {
        uint32_t code_point = text_decode(at, end, &length);
        if (mapping == unicode_to_lower) add_lower(&out, str, at, length, code_point);
        else add_mapped(&out, mapping, code_point);
    }
    return value_from_object(str_from_buffer(&out));
}

Value str_lower(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    Str *str = value_str_object(self);
    return str_is_ascii(str) ? value_from_object(mapped_ascii(str, 'A', 'Z')) : mapped(str, unicode_to_lower);
}

Value str_upper(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    Str *str = value_str_object(self);
    return str_is_ascii(str) ? value_from_object(mapped_ascii(str, 'a', 'z')) : mapped(str, unicode_to_upper);
}

Value str_casefold(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    Str *str = value_str_object(self);
    return str_is_ascii(str) ? value_from_object(mapped_ascii(str, 'A', 'Z')) : mapped(str, unicode_fold);
}

Value str_swapcase(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    Str *str = value_str_object(self);
    if (str_is_ascii(str)) return swapped_ascii(str);
    Buffer out = {0};
    const char *end = str_end(str);
    size_t length;
    for (const char *at = str->text; at < end; at += length) {
        uint32_t code_point = text_decode(at, end, &length);
        if (unicode_is_upper(code_point)) add_lower(&out, str, at, length, code_point);
        else if (unicode_is_lower(code_point)) add_mapped(&out, unicode_to_upper, code_point);
        else buffer_add(&out, at, length);
    }
    return value_from_object(str_from_buffer(&out));
}

/* Title case where a word starts, lower case inside; `one_word`: only the very first character starts one. */
static Value titled(const Str *str, bool one_word) {
    if (str_is_ascii(str)) return titled_ascii(str, one_word);
    Buffer out = {0};
    const char *end = str_end(str);
    bool in_word = false;
    size_t length;
    for (const char *at = str->text; at < end; at += length) {
        uint32_t code_point = text_decode(at, end, &length);
        if (in_word) add_lower(&out, str, at, length, code_point);
        else add_mapped(&out, unicode_to_title, code_point);
        in_word = one_word || unicode_is_cased(code_point);
    }
    return value_from_object(str_from_buffer(&out));
}

Value str_title(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return titled(value_str_object(self), false);
}

Value str_capitalize(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return titled(value_str_object(self), true);
}
