/* Source lines and carets of a traceback entry, by the rules of CPython's traceback module: lines dedented together,
   ~ under the operands and ^ under what failed, the middle of long expressions left out, no carets where they would
   say nothing. */
#include "interp/traceback_excerpt.h"

#include "base/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* A place in the dedented lines: line counts from 0, column in bytes. */
typedef struct Point {
    uint32_t line;
    size_t column;
} Point;

typedef struct Excerpt {
    const Source *source;
    uint32_t first; /* line number of the first line */
    uint32_t count;
    size_t margin; /* bytes of indentation that all lines share */
    Point start, end;
    bool has_anchor;
    Point anchor_start, anchor_end;
    bool carets;
    const Palette *palette;
} Excerpt;

static size_t stripped_length(const char *text, size_t length) {
    while (length > 0 && isspace((unsigned char)text[length - 1])) length--;
    return length;
}

static size_t indentation(const char *text, size_t length) {
    size_t count = 0;
    while (count < length && isspace((unsigned char)text[count])) count++;
    return count;
}

static const char *line_at(const Excerpt *excerpt, uint32_t index, size_t *length) {
    const char *text = source_line_text(excerpt->source, excerpt->first + index, length);
    *length = stripped_length(text, *length);
    size_t margin = *length < excerpt->margin ? *length : excerpt->margin;
    *length -= margin;
    return text + margin;
}

static size_t shared_margin(const Excerpt *excerpt) {
    size_t margin = SIZE_MAX;
    for (uint32_t i = 0; i < excerpt->count; i++) {
        size_t length;
        const char *text = source_line_text(excerpt->source, excerpt->first + i, &length);
        length = stripped_length(text, length);
        size_t indent = indentation(text, length);
        if (length > 0 && indent < margin) margin = indent;
    }
    return margin == SIZE_MAX ? 0 : margin;
}

static Point point_at(const Excerpt *excerpt, uint32_t offset) {
    Position position = source_position(excerpt->source, offset);
    size_t column = position.column < excerpt->margin ? 0 : position.column - excerpt->margin;
    return (Point){position.line - excerpt->first, column};
}

static size_t display_column(const Excerpt *excerpt, Point point) {
    size_t length;
    const char *text = line_at(excerpt, point.line, &length);
    if (point.column > length) return text_width(text, length) + (point.column - length);
    return text_width(text, point.column);
}

static bool is_name_byte(char byte) {
    return isalnum((unsigned char)byte) || byte == '_' || (byte & 0x80) != 0;
}

static bool is_name(const char *text, size_t length) {
    if (length == 0 || isdigit((unsigned char)text[0])) return false;
    for (size_t i = 0; i < length; i++)
        if (!is_name_byte(text[i])) return false;
    return true;
}

/* `return ` or `name = ` before a call that is all there is: the line itself says what failed. */
static bool is_header_of_plain_call(const char *text, size_t length, bool callee_is_name) {
    length = stripped_length(text, length);
    if (length == 6 && memcmp(text, "return", 6) == 0) return callee_is_name;
    if (length < 2 || text[length - 1] != '=') return false;
    return is_name(text, stripped_length(text, length - 1));
}

static bool is_plain_call_statement(const Excerpt *excerpt, const Traceback *entry) {
    const char *text = excerpt->source->text;
    if (!excerpt->has_anchor || text[entry->anchor.start] != '(') return false;
    size_t first_length, last_length;
    const char *first = line_at(excerpt, 0, &first_length);
    const char *last = line_at(excerpt, excerpt->count - 1, &last_length);
    if (excerpt->end.column < last_length) {
        size_t after = excerpt->end.column + indentation(last + excerpt->end.column, last_length - excerpt->end.column);
        if (last[after] != '#' && last[after] != ';') return false;
    }
    size_t callee = stripped_length(text + entry->span.start, entry->anchor.start - entry->span.start);
    return is_header_of_plain_call(first, excerpt->start.column, is_name(text + entry->span.start, callee));
}

/* Carets that would cover the whole of the lines are left out. */
static bool should_show_carets(const Excerpt *excerpt, const Traceback *entry) {
    if (is_plain_call_statement(excerpt, entry)) return false;
    if (excerpt->has_anchor) return true;
    size_t first_length, last_length;
    const char *first = line_at(excerpt, 0, &first_length);
    line_at(excerpt, excerpt->count - 1, &last_length);
    return indentation(first, excerpt->start.column) < excerpt->start.column || excerpt->end.column < last_length;
}

static bool excerpt_take(Excerpt *excerpt, const Traceback *entry) {
    *excerpt = (Excerpt){.source = entry->code->source};
    excerpt->first = source_line(entry->code->source, entry->span.start);
    excerpt->count = source_line(entry->code->source, entry->span.end) - excerpt->first + 1;
    size_t length;
    const char *text = source_line_text(entry->code->source, excerpt->first, &length);
    if (stripped_length(text, length) == 0) return false;
    excerpt->margin = shared_margin(excerpt);
    excerpt->start = point_at(excerpt, entry->span.start);
    excerpt->end = point_at(excerpt, entry->span.end);
    excerpt->has_anchor = entry->anchor.start < entry->anchor.end;
    if (excerpt->has_anchor) {
        excerpt->anchor_start = point_at(excerpt, entry->anchor.start);
        excerpt->anchor_end = point_at(excerpt, entry->anchor.end);
    }
    excerpt->carets = should_show_carets(excerpt, entry);
    return true;
}

static bool is_near(uint32_t line, Point point) {
    return line + 1 >= point.line && line <= point.line + 1;
}

static bool is_significant(const Excerpt *excerpt, uint32_t line) {
    if (line == 0 || line == excerpt->count - 1) return true;
    return excerpt->has_anchor && (is_near(line, excerpt->anchor_start) || is_near(line, excerpt->anchor_end));
}

static bool is_in_anchor(const Excerpt *excerpt, uint32_t line, size_t column) {
    if (line < excerpt->anchor_start.line || line > excerpt->anchor_end.line) return false;
    if (line == excerpt->anchor_start.line && column < display_column(excerpt, excerpt->anchor_start)) return false;
    return line < excerpt->anchor_end.line || column < display_column(excerpt, excerpt->anchor_end);
}

/* The columns of a line that have a caret. */
typedef struct CaretRange {
    size_t from, to;
} CaretRange;

static CaretRange caret_range(const Excerpt *excerpt, uint32_t line, const char *text, size_t length) {
    size_t spaces = indentation(text, length);
    size_t from = line == 0 ? display_column(excerpt, excerpt->start) : 0;
    size_t to = line == excerpt->count - 1 ? display_column(excerpt, excerpt->end) : text_width(text, length);
    return (CaretRange){from < spaces ? spaces : from, to};
}

static char caret_at(const Excerpt *excerpt, uint32_t line, CaretRange range, size_t column) {
    if (column < range.from || column >= range.to) return ' ';
    return !excerpt->has_anchor || is_in_anchor(excerpt, line, column) ? '^' : '~';
}

/* From the colour of one caret to that of the next. */
static void change_paint(Buffer *out, const Palette *palette, char *current, char caret) {
    if (*current == caret) return;
    if (*current != ' ') buffer_add_text(out, palette->off);
    if (caret != ' ') buffer_add_text(out, caret == '^' ? palette->fault : palette->around);
    *current = caret;
}

static void add_painted(Buffer *out, const Excerpt *excerpt, uint32_t line, const char *text, size_t length) {
    CaretRange range = caret_range(excerpt, line, text, length);
    char paint = ' ';
    size_t column = 0;
    for (const char *end = text + length; text < end;) {
        size_t bytes;
        text_decode(text, end, &bytes);
        change_paint(out, excerpt->palette, &paint, caret_at(excerpt, line, range, column));
        buffer_add(out, text, bytes);
        column += text_width(text, bytes);
        text += bytes;
    }
    change_paint(out, excerpt->palette, &paint, ' ');
}

static void add_carets(Buffer *out, const Excerpt *excerpt, uint32_t line, const char *text, size_t length) {
    CaretRange range = caret_range(excerpt, line, text, length);
    char paint = ' ';
    buffer_add_text(out, "    ");
    for (size_t column = 0; column < range.to; column++) {
        char caret = caret_at(excerpt, line, range, column);
        change_paint(out, excerpt->palette, &paint, caret);
        buffer_add_byte(out, caret);
    }
    change_paint(out, excerpt->palette, &paint, ' ');
    buffer_add_byte(out, '\n');
}

static void add_line(Buffer *out, const Excerpt *excerpt, uint32_t line) {
    size_t length;
    const char *text = line_at(excerpt, line, &length);
    buffer_add_text(out, "    ");
    if (excerpt->carets) add_painted(out, excerpt, line, text, length);
    else buffer_add(out, text, length);
    buffer_add_byte(out, '\n');
    if (excerpt->carets) add_carets(out, excerpt, line, text, length);
}

static void add_lines(Buffer *out, const Excerpt *excerpt) {
    uint32_t last = 0;
    for (uint32_t line = 0; line < excerpt->count; line++) {
        if (!is_significant(excerpt, line)) continue;
        if (line - last == 2) add_line(out, excerpt, line - 1);
        if (line - last > 2) buffer_addf(out, "    ...<%u lines>...\n", line - last - 1);
        add_line(out, excerpt, line);
        last = line;
    }
}

void traceback_excerpt(Buffer *out, const Traceback *entry, const Palette *palette) {
    const char *on = palette->place, *off = palette->off;
    uint32_t line = source_line(entry->code->source, entry->span.start);
    buffer_addf(out, "  File %s\"%s\"%s, line %s%u%s, in %s%s%s\n", on, entry->code->source->name, off, on, line, off,
                on, entry->code->function, off);
    Excerpt excerpt;
    if (entry->code->source->is_passing || !excerpt_take(&excerpt, entry)) return;
    excerpt.palette = palette;
    add_lines(out, &excerpt);
}
