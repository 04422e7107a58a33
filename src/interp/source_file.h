/* Script files: read, checked, parsed. */
#ifndef INTERP_SOURCE_FILE_H
#define INTERP_SOURCE_FILE_H

#include "object/thread.h"
#include "syntax/parser.h"

#include <stdio.h>

/* The whole text of a file; null and errno when it cannot be read. Collected memory, NUL-terminated. */
char *file_read(const char *path, size_t *length);
char *stream_read(FILE *stream, size_t *length);

bool file_exists(const char *path); /* and is no directory */

/* The tree of a source; null: raised a SyntaxError. */
FunctionNode *source_parse(Thread *thread, const Source *source, ParseMode mode);

#endif
