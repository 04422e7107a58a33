/* The picture of an unfinished input: prompts, the text typed so far and the cursor, cut into rows of the terminal.
   Wide characters take two columns, combining ones none; control characters show as ^X. A picture is not changed once
   made, so that any thread may draw it. */
#ifndef CLI_REPL_PICTURE_H
#define CLI_REPL_PICTURE_H

#include "base/vector.h"

typedef struct Row {
    const char *text; /* with escape sequences */
    size_t length;
    size_t width; /* columns it takes */
} Row;

typedef struct Picture {
    VECTOR(Row) rows;
    size_t cursor_row, cursor_column;
} Picture;

typedef struct PictureText {
    const char *prompt;      /* may hold newlines, colours, and readline's marks around them */
    const char *next_prompt; /* before every other line */
    const char *text;
    size_t length;
    size_t cursor; /* byte offset in the text */
} PictureText;

Picture picture_new(const PictureText *text, size_t columns);

/* The column after writing `text` at `column` to a terminal that is `columns` wide (the result may be `columns`: the
   row is full). */
size_t column_after(size_t column, const char *text, size_t length, size_t columns);

#endif
