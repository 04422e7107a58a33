/* A source text and places in it.

   A place is a pair of byte offsets; lines and columns are computed when somebody asks, so that a node of the tree
   carries eight bytes. Lines count from 1, columns from 0, columns in bytes. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Span {
    uint32_t start;
    uint32_t end; /* one past the last byte */
} Span;

typedef struct Source {
    const char *name; /* as tracebacks show it: a path, "<string>", "<stdin>" */
    const char *text; /* NUL-terminated; a byte order mark is already gone, line ends are as in the file */
    uint32_t length;
    uint32_t line_count;
    const uint32_t *line_starts; /* line_count offsets */
    const char *coding;          /* how the bytes were announced, when that is nothing we know; else null */
    bool is_passing;             /* no file and no command line holds it: tracebacks do not quote it */
    bool is_library;             /* a part of the program that runs it */
} Source;

typedef struct Position {
    uint32_t line;
    uint32_t column;
} Position;

/* A source over a copy of the text. */
Source *source_new(const char *name, const char *text, size_t length);

/* The same over bytes, whose first two lines may say what they mean: `# coding: latin-1`. */
Source *source_from_bytes(const char *name, const char *bytes, size_t length);

Position source_position(const Source *source, uint32_t offset);
uint32_t source_line(const Source *source, uint32_t offset);

/* The text of a line without its line end; `length` receives its bytes. Empty when there is no such line. */
const char *source_line_text(const Source *source, uint32_t line, size_t *length);

/* From the start of the first to the end of the second. */
static inline Span span_join(Span first, Span second) {
    return (Span){first.start, second.end};
}

#endif
