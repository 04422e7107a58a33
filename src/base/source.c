/* Source texts: the copy, and the table of line starts from which offsets become lines and columns. A line ends in
   "\n", "\r\n" or a lone "\r". */
#include "base/source.h"

#include "base/memory.h"

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
