/* Source texts: the copy, and the table of line starts from which offsets become lines and columns. A line ends in
   "\n", "\r\n" or a lone "\r". */
#include "base/source.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool ends_line(const char *text, uint32_t at) {
    return text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n');
}

static void find_lines(Source *source) {
    uint32_t count = 1;
    for (uint32_t i = 0; i < source->length; i++) count += ends_line(source->text, i);
    uint32_t *starts = memory_new_plain(count * sizeof *starts);
    uint32_t line = 1;
    for (uint32_t i = 0; i < source->length; i++) {
        if (ends_line(source->text, i)) starts[line++] = i + 1;
    }
    source->line_starts = starts;
    source->line_count = count;
}

Source *source_new(const char *name, const char *text, size_t length) {
    Source *source = memory_new(sizeof *source);
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    source->name = memory_copy_text(name, strlen(name));
    source->text = memory_copy_text(text, length);
    source->length = (uint32_t)length;
    find_lines(source);
    return source;
}

/* ---- The coding line ---- */

static bool is_coding_letter(char c) {
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.';
}

/* The name in a comment like `# -*- coding: name -*-`, in small letters and with hyphens; null: there is none. */
static char *coding_of_line(const char *line, const char *end) {
    while (line < end && (*line == ' ' || *line == '\t' || *line == '\f')) line++;
    if (line == end || *line != '#') return NULL;
    for (; end - line > 7; line++) {
        if (memcmp(line, "coding", 6) != 0 || (line[6] != ':' && line[6] != '=')) continue;
        for (line += 7; line < end && (*line == ' ' || *line == '\t');) line++;
        const char *stop = line;
        while (stop < end && is_coding_letter(*stop)) stop++;
        char *name = memory_copy_text(line, (size_t)(stop - line));
        for (char *at = name; *at; at++) *at = *at == '_' ? '-' : (char)tolower((unsigned char)*at);
        return *name ? name : NULL;
    }
    return NULL;
}

static bool is_blank_or_comment(const char *line, const char *end) {
    while (line < end && strchr(" \t\f\r", *line)) line++;
    return line == end || *line == '#';
}

static char *find_coding(const char *text, size_t length) {
    const char *end = text + length;
    for (int i = 0; i < 2 && text < end; i++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        if (!stop) stop = end;
        char *name = coding_of_line(text, stop);
        if (name || !is_blank_or_comment(text, stop)) return name;
        text = stop < end ? stop + 1 : end;
    }
    return NULL;
}

static bool is_one_of(const char *name, const char *const *names) {
    while (*names && strcmp(*names, name) != 0) names++;
    return *names != NULL;
}

Source *source_from_bytes(const char *name, const char *bytes, size_t length) {
    static const char *const latin[] = {"latin-1", "iso-8859-1", "iso8859-1", "latin1", "l1", NULL};
    static const char *const utf8[] = {"utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii", NULL};
    char *coding = find_coding(bytes, length);
    if (!coding || is_one_of(coding, utf8)) return source_new(name, bytes, length);
    if (is_one_of(coding, latin)) {
        Buffer text = {0};
        for (size_t i = 0; i < length; i++) buffer_add_code_point(&text, (unsigned char)bytes[i]);
        return source_new(name, buffer_text(&text), text.length);
    }
    Source *source = source_new(name, bytes, length);
    source->coding = coding;
    return source;
}

/* ---- Places ---- */

uint32_t source_line(const Source *source, uint32_t offset) {
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= offset) low = middle;
        else high = middle;
    }
    return low + 1;
}

Position source_position(const Source *source, uint32_t offset) {
    uint32_t line = source_line(source, offset);
    return (Position){line, offset - source->line_starts[line - 1]};
}

const char *source_line_text(const Source *source, uint32_t line, size_t *length) {
    *length = 0;
    if (line == 0 || line > source->line_count) return "";
    uint32_t start = source->line_starts[line - 1];
    uint32_t end = line < source->line_count ? source->line_starts[line] : source->length;
    while (end > start && (source->text[end - 1] == '\n' || source->text[end - 1] == '\r')) end--;
    *length = end - start;
    return source->text + start;
}
