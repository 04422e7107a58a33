/* File objects: what open() gives, and the standard streams. They stand on C's stdio, whose own lock makes one write() one
   piece, and whose buffers are flushed when the process ends.

   Threads may use and close one file at the same time: `state` counts the operations under way, and the last to leave a closed
   file really closes it. */
#ifndef MODULES_FILES_FILE_H
#define MODULES_FILES_FILE_H

#include "base/buffer.h"
#include "object/str.h"
#include "object/type.h"

#include <stdio.h>

typedef struct File {
    Object object;
    FILE *stream;
    Value name;       /* as given to open() */
    const char *mode; /* as given, for repr and .mode */
    const char *encoding;
    const char *errors;
    bool binary, readable, writable;
    bool keeps_line_ends; /* newline='' or another: no translation of \r\n */
    bool flushes;         /* after every write: standard error */
    bool is_standard;     /* closing it does not close the stream */
    _Atomic(uint32_t) state;
} File;

extern Type text_file_type;   /* TextIOWrapper */
extern Type binary_file_type; /* BufferedReader, BufferedWriter … in one */

extern Type unsupported_operation; /* io.UnsupportedOperation, an OSError */

/* Readies the types; before any file is made. */
void files_start(void);

File *file_new(FILE *stream, Value name, const char *mode, bool binary);

/* sys.stdin, stdout, stderr. */
Value file_new_standard(FILE *stream, const char *name, const char *mode);

/* open(…): see its table entry. */
Value file_open(Thread *thread, Value self, const Arguments *args);

/* Around each use of the stream; enter raises ValueError when the file is closed. */
bool file_enter(Thread *thread, File *file);
void file_leave(File *file);

/* Writes all bytes in one piece; OSError. */
bool file_write(Thread *thread, File *file, const char *text, size_t length);
bool file_flush(Thread *thread, File *file);

/* A line with its end (at most `limit` bytes, if that is not negative), "" at the end of the file; false: raised. */
bool file_read_line(Thread *thread, File *file, int64_t limit, Buffer *out);

/* The OSError (of the right subclass) for an errno; `name` UNBOUND: none. */
Value raise_errno(Thread *thread, int number, Value name);

static inline File *value_file(Value value) {
    return (File *)(void *)value;
}

static inline bool value_is_file(Value value) {
    return value_has_type(value, &text_file_type) || value_has_type(value, &binary_file_type);
}

extern const Builtin file_methods[];
extern const Property file_properties[];

#endif
