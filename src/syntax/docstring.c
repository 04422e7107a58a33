/* The least indentation of the lines after the first is taken from each of them; the first loses all of its own. */
#include "syntax/docstring.h"

#include "base/buffer.h"

#include <stdint.h>

static void expand_tabs(Buffer *out, const char *text, size_t length) {
    size_t column = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\t') {
            buffer_add_repeated(out, ' ', 8 - column % 8);
            column = (column / 8 + 1) * 8;
            continue;
        }
        column = text[i] == '\n' || text[i] == '\r' ? 0 : column + ((text[i] & 0xC0) != 0x80);
        buffer_add_byte(out, text[i]);
    }
}

static size_t blanks_at(const char *at, const char *end) {
    const char *start = at;
    while (at < end && *at == ' ') at++;
    return (size_t)(at - start);
}

static const char *next_line(const char *at, const char *end) {
    while (at < end && *at != '\n') at++;
    return at < end ? at + 1 : end;
}

static size_t find_margin(const char *text, const char *end) {
    size_t margin = SIZE_MAX;
    for (const char *line = next_line(text, end); line < end; line = next_line(line, end)) {
        size_t blanks = blanks_at(line, end);
        if (line + blanks < end && line[blanks] != '\n' && blanks < margin) margin = blanks;
    }
    return margin == SIZE_MAX ? 0 : margin;
}

const char *docstring_clean(const char *text, size_t length, size_t *cleaned_length) {
    Buffer expanded = {0}, cleaned = {0};
    expand_tabs(&expanded, text, length);
    const char *line = buffer_text(&expanded), *end = line + expanded.length;
    size_t margin = find_margin(line, end), cut = blanks_at(line, end);
    while (line < end) {
        const char *next = next_line(line, end);
        size_t blanks = blanks_at(line, next);
        if (cut > blanks) cut = blanks;
        buffer_add(&cleaned, line + cut, (size_t)(next - line) - cut);
        line = next;
        cut = margin;
    }
    *cleaned_length = cleaned.length;
    return buffer_text(&cleaned);
}
