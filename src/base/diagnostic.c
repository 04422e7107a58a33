/* Excerpts under syntax errors. Columns are counted in characters, as CPython does. */
#include "base/diagnostic.h"

#include "base/text.h"

#include <string.h>

/* The line without its indentation, whose length is the result. */
static size_t add_line(Buffer *out, const char *line, size_t length) {
    size_t indent = 0;
    while (indent < length && strchr(" \n\f", line[indent])) indent++;
    buffer_addf(out, "    %.*s\n", (int)(length - indent), line + indent);
    return indent;
}

/* Carets under the characters [first, last) of the line; a place in the indentation gets none. */
static void add_carets(Buffer *out, const char *line, size_t length, size_t first, size_t last) {
    size_t indent = add_line(out, line, length);
    if (first < indent) return;
    buffer_add_text(out, "    ");
    for (size_t at = indent; at < first; at++) {
        bool is_start = at >= length || ((unsigned char)line[at] & 0xC0) != 0x80;
        if (is_start) buffer_add_byte(out, at < length && line[at] == '\t' ? '\t' : ' ');
    }
    size_t end = last < length ? last : length;
    size_t count = end > first ? text_count(line + first, end - first) : 1;
    buffer_add_repeated(out, '^', count);
    buffer_add_byte(out, '\n');
}

void diagnostic_syntax(Buffer *out, const Source *source, Span span) {
    Position start = source_position(source, span.start), end = source_position(source, span.end);
    size_t length;
    const char *line = source_line_text(source, start.line, &length);
    buffer_addf(out, "  File \"%s\", line %u\n", source->name, start.line);
    if (span.end < span.start) add_line(out, line, length);
    else add_carets(out, line, length, start.column, end.line == start.line ? end.column : length);
}
