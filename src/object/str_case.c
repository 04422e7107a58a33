/* Changing the case of a str, by Unicode's full mappings. */
#include "object/str_methods.h"
#include "object/str_unicode.h"

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

static Str *mapped_ascii(const Str *str, char first, char last) {
    Str *result = str_allocate(str->bytes, true);
    for (size_t i = 0; i < str->bytes; i++) {
        char byte = str->text[i];
        result->text[i] = byte >= first && byte <= last ? (char)(byte ^ 0x20) : byte;
    }
    return result;
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
