/* Adding to and taking from the ends of a str: strip, center, zfill; tabs. */
#define _GNU_SOURCE 1 /* memmem */
#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str_methods.h"
#include "object/str_unicode.h"

#include <string.h>

enum Side { SIDE_LEFT = 1, SIDE_RIGHT = 2 };

/* Whether the character of `length` bytes is stripped: is one of `chars`, or white space if that is null. */
static bool is_stripped(const char *at, size_t length, uint32_t code_point, const Str *chars) {
    if (chars == NULL) return unicode_is_space(code_point);
    if (length == 1) return memchr(chars->text, *at, chars->bytes) != NULL;
    return memmem(chars->text, chars->bytes, at, length) != NULL;
}

static Value stripped(Str *str, const Str *chars, int sides) {
    const char *start = str->text, *end = str_end(str);
    size_t length;
    if (chars == NULL && str_is_ascii(str)) {
        while ((sides & SIDE_LEFT) && start < end && ascii_is_space(*start)) start++;
        while ((sides & SIDE_RIGHT) && end > start && ascii_is_space(end[-1])) end--;
        return value_from_object(str_part(str, (size_t)(start - str->text), (size_t)(end - str->text)));
    }
    while ((sides & SIDE_LEFT) && start < end) {
        uint32_t code_point = text_decode(start, end, &length);
        if (!is_stripped(start, length, code_point, chars)) break;
        start += length;
    }
    while ((sides & SIDE_RIGHT) && end > start) {
        const char *last = end;
        do last--;
        while (((unsigned char)*last & 0xc0) == 0x80);
        uint32_t code_point = text_decode(last, end, &length);
        if (!is_stripped(last, length, code_point, chars)) break;
        end = last;
    }
    return value_from_object(str_part(str, (size_t)(start - str->text), (size_t)(end - str->text)));
}

static Value strip_method(Thread *thread, Value self, const Arguments *args, const char *method, int sides) {
    Str *chars = NULL;
    if (args->count > 0 && args->items[0] != NONE) {
        if (!value_is_str(args->items[0])) return raise_type(thread, "%s arg must be None or str", method);
        chars = value_str_object(args->items[0]);
    }
    return stripped(value_str_object(self), chars, sides);
}

Value str_strip(Thread *thread, Value self, const Arguments *args) {
    return strip_method(thread, self, args, "strip", SIDE_LEFT | SIDE_RIGHT);
}

Value str_lstrip(Thread *thread, Value self, const Arguments *args) {
    return strip_method(thread, self, args, "lstrip", SIDE_LEFT);
}

Value str_rstrip(Thread *thread, Value self, const Arguments *args) {
    return strip_method(thread, self, args, "rstrip", SIDE_RIGHT);
}

static void add_fill(Buffer *out, const Str *fill, int64_t count) {
    if (fill->bytes == 1) {
        buffer_add_repeated(out, fill->text[0], (size_t)count);
        return;
    }
    for (int64_t i = 0; i < count; i++) buffer_add(out, fill->text, fill->bytes);
}

static Value padded_ascii(Thread *thread, const Str *str, int64_t left, int64_t right, char fill) {
    size_t bytes = str->bytes + (size_t)left + (size_t)right;
    if (bytes == 0) return value_from_object(str_empty());
    Str *result = str_try_allocate(bytes, true);
    if (result == NULL) return raise_memory(thread);
    memset(result->text, fill, (size_t)left);
    text_copy(result->text + left, str->text, str->bytes);
    memset(result->text + left + str->bytes, fill, (size_t)right);
    return value_from_object(result);
}

static Value padded(Thread *thread, Str *str, int64_t left, int64_t right, const Str *fill) {
    if (str_is_ascii(str) && fill->bytes == 1) return padded_ascii(thread, str, left, right, fill->text[0]);
    if (left + right > (int64_t)1 << 28 && memory_try_new_plain((size_t)(left + right)) == NULL)
        return raise_memory(thread);
    BUFFER_WITH_ROOM(out, 256);
    add_fill(&out, fill, left);
    buffer_add(&out, str->text, str->bytes);
    add_fill(&out, fill, right);
    return value_from_object(str_from_buffer(&out));
}

/* Width and fill character; false: raised. `missing` receives how many characters are to be added, 0 if none. */
static bool pad_arguments(Thread *thread, Str *str, const Arguments *args, int64_t *missing, const Str **fill) {
    int64_t width;
    if (!value_to_index(thread, args->items[0], &width)) return false;
    *fill = str_from_code_point(' ');
    if (args->count > 1) {
        if (!value_is_str(args->items[1]))
            return fail_type(thread, "The fill character must be a unicode character, not %s",
                             type_name_of(args->items[1]));
        *fill = value_str_object(args->items[1]);
        if ((*fill)->length != 1) return fail_type(thread, "The fill character must be exactly one character long");
    }
    *missing = width > (int64_t)str->length ? width - (int64_t)str->length : 0;
    return true;
}

Value str_center(Thread *thread, Value self, const Arguments *args) {
    Str *str = value_str_object(self);
    int64_t missing;
    const Str *fill;
    if (!pad_arguments(thread, str, args, &missing, &fill)) return RAISED;
    int64_t left = missing / 2 + (missing & ((int64_t)str->length + missing) & 1);
    return padded(thread, str, left, missing - left, fill);
}

Value str_ljust(Thread *thread, Value self, const Arguments *args) {
    int64_t missing;
    const Str *fill;
    if (!pad_arguments(thread, value_str_object(self), args, &missing, &fill)) return RAISED;
    return padded(thread, value_str_object(self), 0, missing, fill);
}

Value str_rjust(Thread *thread, Value self, const Arguments *args) {
    int64_t missing;
    const Str *fill;
    if (!pad_arguments(thread, value_str_object(self), args, &missing, &fill)) return RAISED;
    return padded(thread, value_str_object(self), missing, 0, fill);
}

Value str_zfill(Thread *thread, Value self, const Arguments *args) {
    Str *str = value_str_object(self);
    int64_t missing;
    const Str *fill;
    if (!pad_arguments(thread, str, &(Arguments){.items = args->items, .count = 1}, &missing, &fill)) return RAISED;
    if (missing > (int64_t)1 << 28 && memory_try_new_plain((size_t)missing) == NULL) return raise_memory(thread);
    size_t sign = str->text[0] == '-' || str->text[0] == '+';
    BUFFER_WITH_ROOM(out, 256);
    buffer_add(&out, str->text, sign);
    buffer_add_repeated(&out, '0', (size_t)missing);
    buffer_add(&out, str->text + sign, str->bytes - sign);
    return value_from_object(str_from_buffer(&out));
}

Value str_expandtabs(Thread *thread, Value self, const Arguments *args) {
    int64_t size = 8, column = 0;
    if (args->items[0] != UNBOUND && !value_to_index(thread, args->items[0], &size)) return RAISED;
    Str *str = value_str_object(self);
    BUFFER_WITH_ROOM(out, 256);
    for (size_t i = 0; i < str->bytes; i++) {
        char byte = str->text[i];
        if (byte == '\t') {
            int64_t spaces = size > 0 ? size - column % size : 0;
            buffer_add_repeated(&out, ' ', (size_t)spaces);
            column += spaces;
            continue;
        }
        buffer_add_byte(&out, byte);
        if (byte == '\n' || byte == '\r') column = 0;
        else column += ((unsigned char)byte & 0xc0) != 0x80;
    }
    return value_from_object(str_from_buffer(&out));
}
