/* Cutting text into rows. */
#include "cli/repl/picture.h"

#include "base/buffer.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

enum { TAB = 8, ESCAPE = 27, DELETE = 127 };

typedef struct Layout {
    Picture picture;
    Buffer row;
    size_t column, columns;
} Layout;

/* Bytes of the escape sequence at `text`: ESC [ parameters letter; 1 for any other. */
static size_t escape_length(const char *text, const char *end) {
    if (end - text < 2 || text[1] != '[') return 1;
    const char *at = text + 2;
    while (at < end && (unsigned char)*at < '@') at++;
    return (size_t)(at - text) + (at < end);
}

static void end_row(Layout *layout) {
    Row row = {buffer_text(&layout->row), layout->row.length, layout->column};
    vector_push(&layout->picture.rows, row);
    layout->row = (Buffer){0};
    layout->column = 0;
}

static void put(Layout *layout, const char *text, size_t length, size_t width) {
    if (layout->column + width > layout->columns && layout->column > 0) end_row(layout);
    buffer_add(&layout->row, text, length);
    layout->column += width;
}

static void put_tab(Layout *layout) {
    do put(layout, " ", 1, 1);
    while (layout->column % TAB != 0 && layout->column < layout->columns);
}

static void put_control(Layout *layout, unsigned char byte) {
    put(layout, "^", 1, 1);
    put(layout, (char[]){(char)(byte ^ 64)}, 1, 1);
}

static void put_character(Layout *layout, const char *text, size_t length) {
    unsigned char byte = (unsigned char)*text;
    if (byte == '\t') put_tab(layout);
    else if (byte < ' ' || byte == DELETE) put_control(layout, byte);
    else put(layout, text, length, text_width(text, length));
}

static void put_prompt(Layout *layout, const char *prompt) {
    const char *end = prompt + strlen(prompt);
    for (size_t length; prompt < end; prompt += length) {
        length = 1;
        if (*prompt == '\n') end_row(layout);
        else if (*prompt == '\001' || *prompt == '\002') continue; /* readline's marks around what takes no room */
        else if (*prompt == ESCAPE) buffer_add(&layout->row, prompt, length = escape_length(prompt, end));
        else {
            text_decode(prompt, end, &length);
            put_character(layout, prompt, length);
        }
    }
}

static void mark_cursor(Layout *layout) {
    if (layout->column >= layout->columns) end_row(layout);
    layout->picture.cursor_row = layout->picture.rows.count;
    layout->picture.cursor_column = layout->column;
}

static void put_text(Layout *layout, const PictureText *text) {
    const char *at = text->text, *end = at + text->length, *cursor = at + text->cursor;
    for (size_t length; at < end; at += length) {
        if (at == cursor) mark_cursor(layout);
        text_decode(at, end, &length);
        if (*at != '\n') {
            put_character(layout, at, length);
            continue;
        }
        end_row(layout);
        put_prompt(layout, text->next_prompt);
    }
    if (cursor == end) mark_cursor(layout);
}

Picture picture_new(const PictureText *text, size_t columns) {
    Layout layout = {.columns = columns};
    put_prompt(&layout, text->prompt);
    put_text(&layout, text);
    end_row(&layout);
    return layout.picture;
}

static size_t advance(size_t column, size_t width, size_t columns) {
    return column + width > columns ? width : column + width;
}

size_t column_after(size_t column, const char *text, size_t length, size_t columns) {
    const char *end = text + length;
    for (size_t bytes; text < end; text += bytes) {
        bytes = 1;
        unsigned char byte = (unsigned char)*text;
        if (byte == '\n' || byte == '\r') column = 0;
        else if (byte == '\b') column -= column > 0;
        else if (byte == '\t') column = column / TAB * TAB + TAB < columns ? column / TAB * TAB + TAB : columns - 1;
        else if (byte == ESCAPE) bytes = escape_length(text, end);
        else if (byte >= ' ') {
            text_decode(text, end, &bytes);
            column = advance(column, text_width(text, bytes), columns);
        }
    }
    return column;
}
