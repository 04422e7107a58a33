/* A failed parse becomes an exception with CPython's attributes; a report is made of the attributes alone, so that
   scripts may raise SyntaxErrors of their own. */
#include "interp/syntax_report.h"

#include "base/text.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <ctype.h>
#include <string.h>

/* ---- Raising ---- */

static Type *type_of_kind(SyntaxErrorKind kind) {
    switch (kind) {
    case INDENTATION_ERROR:
        return &indentation_error;
    case TAB_ERROR:
        return &tab_error;
    default:
        return &syntax_error;
    }
}

/* Columns of SyntaxErrors count characters, from 1. */
static Value column_value(const Source *source, Position position) {
    size_t length;
    const char *text = source_line_text(source, position.line, &length);
    size_t column = position.column < length ? position.column : length;
    return int_from_int64((int64_t)(text_count(text, column) + (position.column - column) + 1));
}

/* The line of an error; what is found before the line has been read to its end shows it without the end. */
static Value line_value(const Source *source, uint32_t line, const char *message) {
    bool has_end = strncmp(message, "unterminated ", strlen("unterminated ")) != 0;
    size_t length;
    const char *text = source_line_text(source, line, &length);
    Buffer out = {0};
    buffer_add(&out, text, length);
    if (has_end && (!source->is_passing || line < source->line_count)) buffer_add_byte(&out, '\n');
    return text_is_valid(buffer_text(&out), out.length, NULL) ? value_from_object(str_from_buffer(&out)) : NONE;
}

bool syntax_error_raise(Thread *thread, const Source *source, const ParseResult *failure) {
    Position start = source_position(source, failure->span.start), end = source_position(source, failure->span.end);
    Value details = value_from_object(tuple_of(
        6, value_from_object(str_from_text(source->name)), int_from_int64(start.line), column_value(source, start),
        line_value(source, start.line, failure->message), int_from_int64(end.line), column_value(source, end)));
    Value type = value_from_object(type_of_kind(failure->error_kind));
    Value error = value_call2(thread, type, value_from_object(str_from_text(failure->message)), details);
    if (error != RAISED) raise_object(thread, error);
    return false;
}

/* ---- Showing ---- */

typedef struct ErrorPlace {
    int64_t line, column, end_line, end_column;
    bool has_line, has_column;
} ErrorPlace;

static Value attribute(Thread *thread, Value error, const char *name) {
    Value value = value_find_attribute(thread, error, str_intern_text(name));
    if (value == RAISED) error_take(thread);
    return value == RAISED || value == UNBOUND ? NONE : value;
}

static bool number(Thread *thread, Value error, const char *name, int64_t *result) {
    *result = 0;
    return int_to_int64(attribute(thread, error, name), result);
}

static ErrorPlace place_of(Thread *thread, Value error) {
    ErrorPlace place = {0};
    place.has_line = number(thread, error, "lineno", &place.line);
    place.has_column = number(thread, error, "offset", &place.column);
    number(thread, error, "end_lineno", &place.end_line);
    number(thread, error, "end_offset", &place.end_column);
    return place;
}

/* Both columns within the line, the second behind the first. */
static void place_fit(ErrorPlace *place, int64_t length, int64_t stripped) {
    if (place->line != place->end_line) place->end_column = stripped + 1;
    else if (place->end_column == 0) place->end_column = place->column;
    if (place->column > length) place->column = stripped + 1;
    if (place->end_column > length) place->end_column = stripped + 1;
    if (place->column >= place->end_column || place->end_column < 0) place->end_column = place->column + 1;
}

/* Blanks of the line stay (tabs align), other characters become spaces. */
static void add_caret_line(Buffer *out, const char *text, const char *end, int64_t before, int64_t carets,
                           const Palette *palette) {
    buffer_add_text(out, "    ");
    for (int64_t i = 0; i < before; i++) {
        size_t length = 1;
        if (text < end) text_decode(text, end, &length);
        buffer_add_byte(out, text < end && isspace((unsigned char)*text) ? *text : ' ');
        text += length;
    }
    buffer_add_text(out, palette->fault);
    buffer_add_repeated(out, '^', (size_t)carets);
    buffer_addf(out, "%s\n", palette->off);
}

/* The line, what is wrong in it painted. */
static void add_text_line(Buffer *out, const char *text, const char *end, int64_t before, int64_t carets,
                          const Palette *palette) {
    size_t length = (size_t)(end - text);
    size_t from = before < 0 ? length : text_offset(text, length, (size_t)before);
    size_t to = before < 0 ? length : text_offset(text, length, (size_t)(before + carets));
    buffer_addf(out, "    %.*s%s%.*s%s%.*s\n", (int)from, text, palette->fault, (int)(to - from), text + from,
                palette->off, (int)(length - to), text + to);
}

static void add_line(Buffer *out, Str *line, ErrorPlace place, const Palette *palette) {
    const char *text = str_text(line), *end = text + line->bytes;
    while (end > text && end[-1] == '\n') end--;
    int64_t stripped = (int64_t)text_count(text, (size_t)(end - text));
    int64_t blanks = 0;
    while (text < end && strchr(" \n\f", *text)) text++, blanks++;
    int64_t before = -1;
    if (place.has_column) {
        place_fit(&place, (int64_t)line->length, stripped);
        before = place.column - 1 - blanks;
    }
    add_text_line(out, text, end, before, place.end_column - place.column, palette);
    if (before >= 0) add_caret_line(out, text, end, before, place.end_column - place.column, palette);
}

void syntax_report_add(Thread *thread, Buffer *out, Value error, const char *type_name, const Palette *palette) {
    const char *on = palette->place, *off = palette->off;
    ErrorPlace place = place_of(thread, error);
    Value file = attribute(thread, error, "filename");
    Value line = attribute(thread, error, "text");
    Value message = attribute(thread, error, "msg");
    const char *name = value_is_str(file) ? str_text(value_str_object(file)) : NULL;
    if (place.has_line)
        buffer_addf(out, "  File %s\"%s\"%s, line %s%lld%s\n", on, name ? name : "<string>", off, on,
                    (long long)place.line, off);
    if (value_is_str(line)) add_line(out, value_str_object(line), place, palette);
    buffer_addf(out, "%s%s%s: %s", palette->kind, type_name, off, palette->message);
    if (message == NONE || !buffer_add_str(thread, out, message)) buffer_add_text(out, "<no detail available>");
    buffer_add_text(out, off);
    if (!place.has_line && name) buffer_addf(out, " (%s)", name);
    buffer_add_byte(out, '\n');
}
