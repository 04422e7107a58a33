/* The lock around the terminal, and the escape sequences: the only ones that draw. */
#include "cli/repl/console.h"

#include "base/buffer.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { USUAL_COLUMNS = 80, USUAL_ROWS = 24, MOST_OF_ROW = 4096 };

struct Console {
    OutputSink sink;
    pthread_mutex_t guard;  /* around all that follows */
    atomic_bool main_waits; /* threads that print without pause let the main one in */
    bool can_draw;
    size_t columns, rows; /* written by the main thread alone */
    Buffer row;           /* the text in that row */
    size_t column;        /* where the text of the streams has ended; the prompt begins in a row of its own */

    bool is_shown;
    Picture picture; /* what is on the terminal: a part of the whole if that is higher than the terminal */
    size_t top;      /* rows of the whole above it */

    const char *prompt; /* of a terminal that cannot draw; null: none */
};

/* ---- Under the lock ---- */

static bool write_all(int descriptor, const char *text, size_t length) {
    while (length > 0) {
        ssize_t count = write(descriptor, text, length);
        if (count < 0 && errno == EAGAIN) poll(&(struct pollfd){.fd = descriptor, .events = POLLOUT}, 1, -1);
        else if (count < 0 && errno != EINTR) return false;
        else if (count > 0) text += count, length -= (size_t)count;
    }
    return true;
}

static void add_up(Buffer *out, size_t rows) {
    if (rows > 0) buffer_addf(out, "\033[%zuA", rows);
}

static void add_down(Buffer *out, size_t rows) {
    if (rows > 0) buffer_addf(out, "\033[%zuB", rows);
}

static void add_column(Buffer *out, size_t column) {
    buffer_add_byte(out, '\r');
    if (column > 0) buffer_addf(out, "\033[%zuC", column);
}

static void add_rows(Buffer *out, const Picture *picture, size_t first) {
    for (size_t i = first; i < picture->rows.count; i++) {
        if (i > first) buffer_add_text(out, "\r\n");
        buffer_add(out, picture->rows.at[i].text, picture->rows.at[i].length);
    }
}

/* From the end of the last row. */
static void add_cursor(Buffer *out, const Picture *picture) {
    add_up(out, picture->rows.count - 1 - picture->cursor_row);
    add_column(out, picture->cursor_column);
}

static bool same_row(const Row *a, const Row *b) {
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static size_t first_difference(const Picture *a, const Picture *b) {
    size_t i = 0;
    while (i < a->rows.count && i < b->rows.count && same_row(&a->rows.at[i], &b->rows.at[i])) i++;
    return i;
}

/* From the cursor of the picture shown to the start of one of its rows, or of the one below them. */
static void add_way_to_row(Buffer *out, const Picture *from, size_t row) {
    if (row <= from->cursor_row) add_up(out, from->cursor_row - row);
    else if (row < from->rows.count) add_down(out, row - from->cursor_row);
    else {
        add_down(out, from->rows.count - 1 - from->cursor_row);
        buffer_add_byte(out, '\n');
    }
    buffer_add_byte(out, '\r');
}

/* What makes `next` out of the picture that is shown. */
static void add_change(Buffer *out, const Picture *shown, const Picture *next) {
    size_t first = first_difference(shown, next), count = next->rows.count;
    if (first == count && first == shown->rows.count) {
        add_way_to_row(out, shown, next->cursor_row);
        add_column(out, next->cursor_column);
        return;
    }
    if (first == count) first--; /* rows below go: the last that stays is drawn again */
    add_way_to_row(out, shown, first);
    buffer_add_text(out, "\033[J");
    add_rows(out, next, first);
    add_cursor(out, next);
}

/* To the start of the rows of the prompt, which are erased. */
static void add_erasure(Buffer *out, const Console *console) {
    add_up(out, console->picture.cursor_row);
    buffer_add_text(out, "\r\033[J");
}

/* A row of its own for the prompt, below text that did not end its row. */
static void add_start(Buffer *out, const Console *console) {
    if (console->column > 0) buffer_add_text(out, "\r\n");
}

/* Back to where the text above the prompt goes on. */
static void add_return(Buffer *out, const Console *console) {
    if (console->column == 0 || console->column >= console->columns) return;
    add_up(out, 1);
    add_column(out, console->column);
}

/* What is behind the last end or start of a row. */
static void note_row(Console *console, const char *text, size_t length) {
    size_t start = length;
    while (start > 0 && text[start - 1] != '\n' && text[start - 1] != '\r') start--;
    if (start > 0 || console->row.length > MOST_OF_ROW) console->row = (Buffer){0};
    buffer_add(&console->row, text + start, length - start);
}

static void note_text(Console *console, const char *text, size_t length) {
    note_row(console, text, length);
    if (console->is_shown && console->column >= console->columns) console->column = 0;
    console->column = column_after(console->column, text, length, console->columns);
}

/* The rows of the whole that fit, the cursor among them. */
static Picture visible_part(Console *console, const Picture *whole) {
    size_t most = console->rows > 1 ? console->rows - 1 : 1, count = whole->rows.count;
    if (count <= most) console->top = 0;
    else if (whole->cursor_row < console->top) console->top = whole->cursor_row;
    else if (whole->cursor_row >= console->top + most) console->top = whole->cursor_row - most + 1;
    if (count > most && console->top + most > count) console->top = count - most;
    Picture part = {.cursor_row = whole->cursor_row - console->top, .cursor_column = whole->cursor_column};
    for (size_t i = 0; i < most && i < count; i++) vector_push(&part.rows, whole->rows.at[console->top + i]);
    return part;
}

/* ---- The lock ---- */

static void lock_for_main(Console *console) {
    atomic_store(&console->main_waits, true);
    pthread_mutex_lock(&console->guard);
    atomic_store(&console->main_waits, false);
}

static void lock_for_any(Console *console) {
    for (int turns = 0; turns < 100 && atomic_load(&console->main_waits); turns++) sched_yield();
    pthread_mutex_lock(&console->guard);
}

static void unlock(Console *console) {
    pthread_mutex_unlock(&console->guard);
}

/* ---- The size ---- */

static size_t number_in(const char *name) {
    const char *text = getenv(name);
    int number = text ? atoi(text) : 0;
    return number > 0 ? (size_t)number : 0;
}

static void measure(Console *console) {
    struct winsize size = {0};
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    size_t columns = size.ws_col ? size.ws_col : number_in("COLUMNS");
    size_t rows = size.ws_row ? size.ws_row : number_in("LINES");
    console->columns = columns ? columns : USUAL_COLUMNS;
    console->rows = rows ? rows : USUAL_ROWS;
}

size_t console_columns(const Console *console) {
    return console->columns;
}

size_t console_rows(const Console *console) {
    return console->rows;
}

/* Rows of the screen from the top of the picture to the cursor, now that the terminal has wrapped them anew. */
static size_t rows_above_cursor(const Console *console) {
    size_t rows = console->picture.cursor_column / console->columns;
    for (size_t i = 0; i < console->picture.cursor_row; i++) {
        size_t width = console->picture.rows.at[i].width;
        rows += width == 0 ? 1 : (width + console->columns - 1) / console->columns;
    }
    return rows;
}

void console_resized(Console *console) {
    lock_for_main(console);
    measure(console);
    if (console->is_shown) {
        Buffer out = {0};
        console->picture.cursor_row = rows_above_cursor(console);
        add_erasure(&out, console);
        write_all(STDOUT_FILENO, out.text, out.length);
        console->picture = (Picture){0};
    }
    unlock(console);
}

void console_abandoned(Console *console) {
    lock_for_main(console);
    measure(console);
    console->is_shown = false;
    console->column = 0;
    unlock(console);
}

void console_clear(Console *console) {
    static const char codes[] = "\033[H\033[2J";
    lock_for_main(console);
    console->is_shown = false;
    console->column = 0;
    console->row = (Buffer){0};
    write_all(STDOUT_FILENO, codes, sizeof codes - 1);
    unlock(console);
}

/* ---- The prompt ---- */

void console_show(Console *console, const Picture *whole) {
    lock_for_main(console);
    Buffer out = {0};
    Picture next = visible_part(console, whole);
    if (!console->is_shown) {
        console->picture = (Picture){0};
        add_start(&out, console);
    }
    add_change(&out, &console->picture, &next);
    console->picture = next;
    console->is_shown = true;
    write_all(STDOUT_FILENO, out.text, out.length);
    unlock(console);
}

void console_finish(Console *console, const Picture *whole) {
    lock_for_main(console);
    Buffer out = {0};
    if (!console->is_shown) add_start(&out, console);
    else add_erasure(&out, console);
    add_rows(&out, whole, 0);
    buffer_add_text(&out, "\r\n");
    console->is_shown = false;
    console->column = 0;
    write_all(STDOUT_FILENO, out.text, out.length);
    unlock(console);
}

void console_prompt(Console *console, const char *prompt) {
    lock_for_main(console);
    Buffer out = {0};
    add_start(&out, console);
    buffer_add_text(&out, prompt);
    console->column = 0;
    console->prompt = prompt;
    write_all(STDOUT_FILENO, out.text, out.length);
    unlock(console);
}

void console_prompt_over(Console *console) {
    lock_for_main(console);
    console->prompt = NULL;
    unlock(console);
}

void console_send(Console *console, const char *codes) {
    lock_for_main(console);
    write_all(STDOUT_FILENO, codes, strlen(codes));
    unlock(console);
}

const char *console_take_row(Console *console) {
    const char *row = "";
    lock_for_main(console);
    size_t width = column_after(0, buffer_text(&console->row), console->row.length, SIZE_MAX);
    if (console->column > 0 && width == console->column && width < console->columns) {
        row = buffer_text(&console->row);
        console->row = (Buffer){0};
        console->column = 0;
        write_all(STDOUT_FILENO, "\r\033[K", 4);
    }
    unlock(console);
    return row;
}

/* ---- The streams ---- */

static void add_around_picture(Buffer *out, Console *console, const char *text, size_t length) {
    add_erasure(out, console);
    add_return(out, console);
    buffer_add(out, text, length);
    note_text(console, text, length);
    add_start(out, console);
    add_rows(out, &console->picture, 0);
    if (console->picture.rows.count > 0) add_cursor(out, &console->picture);
}

static void add_around_prompt(Buffer *out, Console *console, const char *text, size_t length) {
    buffer_add_byte(out, '\n');
    buffer_add(out, text, length);
    if (column_after(0, text, length, console->columns) > 0) buffer_add_byte(out, '\n');
    buffer_add_text(out, console->prompt);
}

bool console_write(Console *console, int descriptor, const char *text, size_t length) {
    if (length == 0) return true;
    Buffer out = {0};
    lock_for_any(console);
    if (console->is_shown) {
        add_around_picture(&out, console, text, length);
    } else if (console->prompt) {
        add_around_prompt(&out, console, text, length);
    } else {
        note_text(console, text, length);
        out = (Buffer){.text = (char *)(uintptr_t)text, .length = length};
    }
    bool success = write_all(descriptor, out.text, out.length);
    int error = errno;
    unlock(console);
    errno = error;
    return success;
}

static bool sink_write(OutputSink *sink, int descriptor, const char *text, size_t length) {
    return console_write((Console *)sink, descriptor, text, length);
}

/* ---- Start ---- */

static bool is_dumb(const char *terminal) {
    return !terminal || !*terminal || strcmp(terminal, "dumb") == 0 || strcmp(terminal, "unknown") == 0;
}

Console *console_new(void) {
    Console *console = memory_new_permanent(sizeof *console);
    console->sink.write = sink_write;
    for (int i = STDOUT_FILENO; i <= STDERR_FILENO; i++) console->sink.takes[i] = isatty(i);
    console->can_draw = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && !is_dumb(getenv("TERM"));
    pthread_mutex_init(&console->guard, NULL);
    measure(console);
    return console;
}

OutputSink *console_sink(Console *console) {
    return console->sink.takes[STDOUT_FILENO] || console->sink.takes[STDERR_FILENO] ? &console->sink : NULL;
}

bool console_can_draw(const Console *console) {
    return console->can_draw;
}
