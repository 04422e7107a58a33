/* Reading a format spec, and padding a text by it. */
#include "object/format_spec.h"

#include "base/text.h"
#include "object/error.h"

#include <string.h>

static bool is_align(uint32_t code_point) {
    return code_point == '<' || code_point == '>' || code_point == '=' || code_point == '^';
}

/* The spec's text being read. */
typedef struct SpecReader {
    Thread *thread;
    const char *at, *end;
} SpecReader;

static char peek(const SpecReader *reader) {
    return reader->at < reader->end ? *reader->at : '\0';
}

static bool accept(SpecReader *reader, char wanted) {
    if (reader->at == reader->end || *reader->at != wanted) return false;
    reader->at++;
    return true;
}

/* The fill may be any character, so it is one only if an alignment follows. */
static bool read_alignment(SpecReader *reader, FormatSpec *spec) {
    if (reader->at == reader->end) return false;
    size_t length;
    uint32_t first = text_decode(reader->at, reader->end, &length);
    if (reader->at + length < reader->end && is_align((unsigned char)reader->at[length])) {
        spec->fill = first;
        spec->align = reader->at[length];
        reader->at += length + 1;
        return true;
    }
    if (!is_align(first)) return false;
    spec->align = *reader->at++;
    return true;
}

/* Digits, -1 if there are none; false: too many. */
static bool read_number(SpecReader *reader, int64_t *number) {
    *number = -1;
    while (peek(reader) >= '0' && peek(reader) <= '9') {
        int64_t digit = *reader->at++ - '0';
        *number = *number < 0 ? digit : *number * 10 + digit;
        if (*number > INT64_MAX / 16) return fail_value(reader->thread, "Too many decimal digits in format string");
    }
    return true;
}

static bool read_grouping(SpecReader *reader, FormatSpec *spec) {
    if (accept(reader, ',')) spec->grouping = ',';
    if (!accept(reader, '_')) {
        if (spec->grouping != 0 || !accept(reader, ',')) return true;
        spec->grouping = ',';
        return true;
    }
    if (spec->grouping == ',' || peek(reader) == ',')
        return fail_value(reader->thread, "Cannot specify both ',' and '_'.");
    spec->grouping = '_';
    return true;
}

static bool check_grouping(Thread *thread, const FormatSpec *spec, bool is_text) {
    if (spec->grouping == 0 || (spec->type == 0 && !is_text)) return true;
    if (spec->type == 0) return fail_value(thread, "Cannot specify '%c' with 's'.", spec->grouping);
    const char *allowed = spec->grouping == ',' ? "deEfFgG%" : "deEfFgG%boxX";
    if (spec->type < 128 && strchr(allowed, (int)spec->type) != NULL) return true;
    if (spec->type > 32 && spec->type < 128)
        return fail_value(thread, "Cannot specify '%c' with '%c'.", spec->grouping, (char)spec->type);
    return fail_value(thread, "Cannot specify '%c' with '\\x%x'.", spec->grouping, spec->type);
}

static bool read_rest(SpecReader *reader, FormatSpec *spec, const Str *text, const char *type_name) {
    if (accept(reader, '.')) {
        if (!read_number(reader, &spec->precision)) return false;
        if (spec->precision < 0) return fail_value(reader->thread, "Format specifier missing precision");
    }
    if (reader->at < reader->end) {
        size_t length;
        spec->type = text_decode(reader->at, reader->end, &length);
        reader->at += length;
        if (reader->at < reader->end)
            return fail_value(reader->thread, "Invalid format specifier '%s' for object of type '%s'", str_text(text),
                              type_name);
    }
    return true;
}

bool format_spec_parse(Thread *thread, FormatSpec *spec, const Str *text, const char *type_name, char default_align) {
    *spec = (FormatSpec){.fill = 0, .align = default_align, .width = -1, .precision = -1};
    SpecReader reader = {thread, text->text, text->text + text->bytes};
    bool aligned = read_alignment(&reader, spec);
    if (peek(&reader) == '+' || peek(&reader) == '-' || peek(&reader) == ' ') spec->sign = *reader.at++;
    spec->no_negative_zero = accept(&reader, 'z');
    spec->alternate = accept(&reader, '#');
    if (spec->fill == 0 && accept(&reader, '0')) {
        spec->fill = '0';
        if (!aligned && default_align == '>') spec->align = '=';
    }
    if (spec->fill == 0) spec->fill = ' ';
    return read_number(&reader, &spec->width) && read_grouping(&reader, spec) &&
           read_rest(&reader, spec, text, type_name) && check_grouping(thread, spec, default_align == '<');
}

Value format_raise_code(Thread *thread, uint32_t code, const char *type_name) {
    if (code > 32 && code < 128)
        return raise_value(thread, "Unknown format code '%c' for object of type '%s'", (char)code, type_name);
    return raise_value(thread, "Unknown format code '\\x%x' for object of type '%s'", code, type_name);
}

static void add_fill(Buffer *out, uint32_t fill, int64_t count) {
    if (count <= 0) return;
    if (fill < 128) {
        buffer_add_repeated(out, (char)fill, (size_t)count);
        return;
    }
    while (count-- > 0) buffer_add_code_point(out, fill);
}

/* How many fill characters the width asks for; -1: raised, more than memory holds. */
static int64_t missing(Thread *thread, const FormatSpec *spec, size_t length) {
    int64_t count = spec->width - (int64_t)length;
    if (count <= 0) return 0;
    if (count > (int64_t)1 << 26 && (count > (int64_t)1 << 40 || memory_try_new_plain((size_t)count * 2) == NULL)) {
        raise_memory(thread);
        return -1;
    }
    return count;
}

bool format_add_padded(Thread *thread, Buffer *out, const FormatSpec *spec, const char *text, size_t bytes,
                       size_t length) {
    int64_t fill = missing(thread, spec, length);
    if (fill < 0) return false;
    int64_t left = spec->align == '<' ? 0 : spec->align == '^' ? fill / 2 : fill;
    add_fill(out, spec->fill, left);
    buffer_add(out, text, bytes);
    add_fill(out, spec->fill, fill - left);
    return true;
}

/* Digits with a separator before each full group, and zeros before them up to `least` characters; from the right, since
   that is where groups start. */
static void add_grouped(Buffer *out, const FormatSpec *spec, const char *digits, size_t count, int64_t least) {
    const int64_t group = spec->type != 0 && spec->type < 128 && strchr("boxX", (int)spec->type) != NULL ? 4 : 3;
    BUFFER_WITH_ROOM(reversed, 64);
    int64_t rest = (int64_t)count;
    for (;;) {
        int64_t wanted = rest > least ? rest : least;
        int64_t length = wanted < 1 ? 1 : wanted < group ? wanted : group;
        for (int64_t i = 0; i < length; i++) buffer_add_byte(&reversed, rest > 0 ? digits[--rest] : '0');
        least -= length;
        if (rest <= 0 && least <= 0) break;
        buffer_add_byte(&reversed, spec->grouping);
        least--;
    }
    for (size_t i = reversed.length; i-- > 0;) buffer_add_byte(out, reversed.text[i]);
}

/* The digits before the point, grouped as the spec wants it; `others`: how many characters there are beside them. */
static bool add_all_grouped(Thread *thread, Buffer *out, const FormatSpec *spec, const NumberText *number,
                            size_t others) {
    bool zeros = spec->fill == '0' && spec->align == '=';
    if (missing(thread, spec, 0) < 0) return false;
    add_grouped(out, spec, number->digits, number->digit_count, zeros ? spec->width - (int64_t)others : 0);
    return true;
}

bool format_add_number(Thread *thread, Buffer *out, const FormatSpec *spec, const NumberText *number) {
    size_t prefix = strlen(number->prefix), rest = strlen(number->rest);
    size_t others = (number->sign != 0) + prefix + rest;
    BUFFER_WITH_ROOM(grouped, 64);
    bool is_grouped = spec->grouping != 0 && number->digit_count > 0;
    if (is_grouped && !add_all_grouped(thread, &grouped, spec, number, others)) return false;
    const char *digits = is_grouped ? grouped.text : number->digits;
    size_t count = is_grouped ? grouped.length : number->digit_count;
    int64_t fill = missing(thread, spec, others + count);
    if (fill < 0) return false;
    int64_t left = spec->align == '>' ? fill : spec->align == '^' ? fill / 2 : 0;
    int64_t inside = spec->align == '=' ? fill : 0;
    add_fill(out, spec->fill, left);
    if (number->sign != 0) buffer_add_byte(out, number->sign);
    buffer_add(out, number->prefix, prefix);
    add_fill(out, spec->fill, inside);
    buffer_add(out, digits, count);
    buffer_add(out, number->rest, rest);
    add_fill(out, spec->fill, fill - left - inside);
    return true;
}
