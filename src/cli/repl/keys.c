/* The keys that know about blocks: Enter runs a complete input and breaks the line of another, arrows move within a
   block before they leave it, blanks at the start of a line come and go by steps, Tab completes. */
#include "base/buffer.h"
#include "cli/repl/complete.h"
#include "cli/repl/editor.h"
#include "cli/repl/statement.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <readline/readline.h>
#include <readline/history.h>

enum { STEP = 4, MOST_LISTED_ROWS = 12 };

#define PASTE_START "\033[200~"
#define PASTE_END "\033[201~"

/* ---- The text around the cursor ---- */

static int line_start(int at) {
    while (at > 0 && rl_line_buffer[at - 1] != '\n') at--;
    return at;
}

static int line_end(int at) {
    while (at < rl_end && rl_line_buffer[at] != '\n') at++;
    return at;
}

/* Whether only blanks stand between the start of the line and the cursor. */
static bool is_at_blanks(void) {
    int start = line_start(rl_point);
    return (int)strspn(rl_line_buffer + start, " ") >= rl_point - start;
}

static void replace(int from, int to, const char *text) {
    rl_begin_undo_group();
    rl_delete_text(from, to);
    rl_point = from;
    rl_insert_text(text);
    rl_end_undo_group();
}

static void insert_blanks(size_t count) {
    Buffer blanks = {0};
    buffer_add_repeated(&blanks, ' ', count);
    rl_insert_text(buffer_text(&blanks));
}

/* More keys are here already: text that is sent, rather than typed. */
static bool is_being_sent(void) {
    int count = 0;
    return ioctl(STDIN_FILENO, FIONREAD, &count) == 0 && count > 0;
}

/* ---- Enter ---- */

static void drop_blanks_at_end(void) {
    int end = rl_end;
    while (end > 0 && (rl_line_buffer[end - 1] == ' ' || rl_line_buffer[end - 1] == '\t')) end--;
    if (end > 0 && rl_line_buffer[end - 1] != '\n') return;
    rl_delete_text(end, rl_end);
    rl_point = rl_end;
}

static int break_line(int count, int key) {
    (void)count, (void)key;
    if (the_editor->is_line) {
        editor_accept();
        return 0;
    }
    size_t blanks = is_being_sent() ? 0 : statement_indentation(rl_line_buffer, (size_t)rl_point);
    rl_begin_undo_group();
    rl_insert_text("\n");
    insert_blanks(blanks);
    rl_end_undo_group();
    return 0;
}

static bool is_recalled(void) {
    return where_history() < history_length;
}

static bool is_ready(void) {
    if (the_editor->is_line) return true;
    size_t length = (size_t)rl_end;
    if (statement_is_ready(rl_line_buffer, length)) return true;
    return (the_editor->is_pasted || is_recalled()) && statement_is_whole(rl_line_buffer, length);
}

static bool was_searched_for(void) {
    return rl_last_func == rl_reverse_search_history || rl_last_func == rl_forward_search_history;
}

static int enter(int count, int key) {
    if (was_searched_for()) rl_point = rl_end;
    if (line_end(rl_point) < rl_end) return break_line(count, key);
    if (!the_editor->is_line && is_at_blanks()) drop_blanks_at_end();
    if (is_ready()) editor_accept();
    else break_line(count, key);
    return 0;
}

/* In vi's command mode the cursor's place is no place to break the line. */
static int enter_of_vi(int count, int key) {
    rl_point = line_end(rl_point);
    rl_vi_insertion_mode(1, key);
    return enter(count, key);
}

/* Runs the whole input wherever the cursor is. */
static int run_whole(int count, int key) {
    (void)count, (void)key;
    rl_point = rl_end;
    if (statement_is_whole(rl_line_buffer, (size_t)rl_end)) editor_accept();
    else break_line(count, key);
    return 0;
}

/* A Ctrl-D that was typed while a statement ran: the terminal makes a NUL of it when it is told to hand over each key. */
static int end_typed_ahead(int count, int key) {
    if (rl_end > 0) return rl_set_mark(count, key);
    editor_end();
    return 0;
}

/* ---- Blanks at the start of a line ---- */

/* Blanks that are typed take the place of those that were offered. */
static int space(int count, int key) {
    if (rl_last_func == enter && rl_point == rl_end && is_at_blanks()) rl_delete_text(line_start(rl_point), rl_point);
    if (rl_point > rl_end) rl_point = rl_end;
    return rl_insert(count, key);
}

static int backspace(int count, int key) {
    int column = rl_point - line_start(rl_point);
    if (count != 1 || column == 0 || !is_at_blanks()) return rl_rubout(count, key);
    int from = rl_point - 1 - (column - 1) % STEP;
    rl_delete_text(from, rl_point);
    rl_point = from;
    return 0;
}

/* `else:` and its like go where the statement stands that they belong to. */
static int colon(int count, int key) {
    size_t blanks;
    int start = line_start(rl_point), from = rl_point;
    bool moves = rl_point == rl_end && !is_being_sent() &&
                 statement_clause_indentation(rl_line_buffer, (size_t)start, (size_t)rl_end, &blanks);
    if (moves) {
        int before = (int)strspn(rl_line_buffer + start, " ");
        rl_begin_undo_group();
        rl_delete_text(start, start + before);
        rl_point = start;
        insert_blanks(blanks);
        rl_end_undo_group();
        rl_point = from - before + (int)blanks;
    }
    return rl_insert(count, key);
}

/* ---- Moving ---- */

static int column_within(int start, int column) {
    int end = line_end(start), at = start + column < end ? start + column : end;
    while (at > start && (rl_line_buffer[at] & 0xC0) == 0x80) at--;
    return at;
}

static int up(int count, int key) {
    int start = line_start(rl_point), column = rl_point - start;
    if (start == 0) return the_editor->is_line ? rl_ding() : rl_get_previous_history(count, key);
    rl_point = column_within(line_start(start - 1), column);
    return 0;
}

static int down(int count, int key) {
    int end = line_end(rl_point), column = rl_point - line_start(rl_point);
    if (end == rl_end) return the_editor->is_line ? rl_ding() : rl_get_next_history(count, key);
    rl_point = column_within(end + 1, column);
    return 0;
}

static int line_first(int count, int key) {
    (void)count, (void)key;
    rl_point = line_start(rl_point);
    return 0;
}

static int line_last(int count, int key) {
    (void)count, (void)key;
    rl_point = line_end(rl_point);
    return 0;
}

static int kill_line(int count, int key) {
    int end = line_end(rl_point);
    if (count < 1 || end == rl_end) return rl_kill_line(count, key);
    rl_kill_text(rl_point, rl_point == end ? end + 1 : end);
    return 0;
}

static int kill_to_start(int count, int key) {
    (void)count, (void)key;
    int start = line_start(rl_point);
    rl_kill_text(rl_point, start);
    rl_point = start;
    return 0;
}

/* ---- Pasting ---- */

/* All until the terminal says that it is over, with plain line ends. */
static void read_paste(Buffer *text) {
    size_t mark = strlen(PASTE_END);
    for (int key, before = 0; (key = rl_read_key()) >= 0; before = key) {
        if (key == '\n' && before == '\r') continue;
        buffer_add_byte(text, key == '\r' ? '\n' : (char)key);
        if (text->length < mark || memcmp(text->text + text->length - mark, PASTE_END, mark) != 0) continue;
        text->length -= mark;
        text->text[text->length] = '\0';
        return;
    }
}

/* For a script that wants one line: the others wait until it asks for more. */
static int paste_line(const Buffer *text) {
    const char *end = strchr(buffer_text(text), '\n');
    if (!end) return rl_insert_text(buffer_text(text));
    rl_insert_text(memory_copy_text(text->text, (size_t)(end - text->text)));
    the_editor->rest = (Buffer){0};
    buffer_add_text(&the_editor->rest, end + 1);
    rl_point = rl_end;
    editor_accept();
    return 0;
}

/* A paste that is all there is runs if it ends its last line, as it would have if it had been typed. */
static int paste(int count, int key) {
    (void)count, (void)key;
    Buffer text = {0};
    bool is_all = rl_end == 0;
    read_paste(&text);
    if (the_editor->is_line) return paste_line(&text);
    rl_insert_text(buffer_text(&text));
    the_editor->is_pasted = is_all;
    bool ends_line = text.length > 0 && text.text[text.length - 1] == '\n';
    if (!is_all || !ends_line || !statement_is_whole(rl_line_buffer, (size_t)rl_end)) return 0;
    while (rl_end > 0 && rl_line_buffer[rl_end - 1] == '\n') rl_delete_text(rl_end - 1, rl_end);
    rl_point = rl_end;
    editor_accept();
    return 0;
}

/* ---- Completion ---- */

static size_t shared_length(char **list) {
    size_t length = strlen(list[0]);
    for (size_t i = 1; list[i]; i++) {
        size_t same = 0;
        while (same < length && list[i][same] == list[0][same]) same++;
        length = same;
    }
    while (length > 0 && (list[0][length] & 0xC0) == 0x80) length--; /* whole characters */
    return length;
}

static size_t count_of(char **list, size_t *widest) {
    size_t count = 0;
    *widest = 0;
    for (; list[count]; count++)
        if (strlen(list[count]) > *widest) *widest = strlen(list[count]);
    return count;
}

/* In columns, above the prompt. */
static void show_candidates(char **list) {
    size_t widest, count = count_of(list, &widest), columns = console_columns(the_editor->console) / (widest + 2);
    if (columns == 0) columns = 1;
    size_t rows = (count + columns - 1) / columns, shown = rows < MOST_LISTED_ROWS ? rows : MOST_LISTED_ROWS;
    Buffer out = {0};
    for (size_t row = 0; row < shown; row++) {
        for (size_t i = row; i < count; i += rows)
            buffer_addf(&out, "%-*s", i + rows < count ? (int)widest + 2 : 0, list[i]);
        buffer_add_byte(&out, '\n');
    }
    if (shown < rows) buffer_addf(&out, "... of %zu names in all\n", count);
    console_write(the_editor->console, STDOUT_FILENO, out.text, out.length);
}

static int complete(void) {
    size_t start;
    char **list = completion_list(the_editor->thread, the_editor->names, rl_line_buffer, (size_t)rl_point, &start);
    if (!list || !list[0]) return rl_ding();
    size_t length = shared_length(list), typed = (size_t)rl_point - start;
    if (length > typed || (length == typed && memcmp(list[0], rl_line_buffer + start, length) != 0))
        replace((int)start, rl_point, memory_copy_text(list[0], length));
    else if (list[1]) show_candidates(list);
    return 0;
}

static int tab(int count, int key) {
    (void)count, (void)key;
    if (the_editor->is_line) return rl_insert(count, key);
    if (!is_at_blanks()) return complete();
    int column = rl_point - line_start(rl_point);
    insert_blanks((size_t)(STEP - column % STEP));
    return 0;
}

/* Of readline's own completions (file names, say): the first of them is what they share. */
static void show_matches(char **matches, int count, int widest) {
    (void)count, (void)widest;
    show_candidates(matches + 1);
}

static int list_candidates(int count, int key) {
    size_t start;
    (void)count, (void)key;
    char **list = completion_list(the_editor->thread, the_editor->names, rl_line_buffer, (size_t)rl_point, &start);
    if (!list || !list[0]) return rl_ding();
    show_candidates(list);
    return 0;
}

static int clear_screen(int count, int key) {
    (void)count, (void)key;
    console_clear(the_editor->console);
    return 0;
}

/* ---- Binding ---- */

typedef struct Binding {
    const char *sequence;
    rl_command_func_t *command;
} Binding;

static void bind_all(const char *map, const Binding *bindings) {
    for (; bindings->sequence; bindings++)
        rl_bind_keyseq_in_map(bindings->sequence, bindings->command, rl_get_keymap_by_name(map));
}

static const Binding bindings[] = {
    {"\\C-m", enter},
    {"\\C-j", enter},
    {"\\e\\C-m", run_whole},
    {"\\e\\C-j", run_whole},
    {"\\C-o", break_line},
    {"\\C-@", end_typed_ahead},
    {"\\C-i", tab},
    {" ", space},
    {":", colon},
    {"\\C-h", backspace},
    {"\\C-?", backspace},
    {"\\e[A", up},
    {"\\eOA", up},
    {"\\e[B", down},
    {"\\eOB", down},
    {"\\C-a", line_first},
    {"\\e[H", line_first},
    {"\\eOH", line_first},
    {"\\e[1~", line_first},
    {"\\C-e", line_last},
    {"\\e[F", line_last},
    {"\\eOF", line_last},
    {"\\e[4~", line_last},
    {"\\C-k", kill_line},
    {"\\C-u", kill_to_start},
    {"\\C-l", clear_screen},
    {PASTE_START, paste},
    {0},
};
static const Binding emacs_bindings[] = {
    {"\\e?", list_candidates}, {"\\e=", list_candidates}, {"\\e#", NULL}, {"\\e\\C-l", clear_screen}, {0}};
static const Binding vi_bindings[] = {
    {"\\C-m", enter_of_vi}, {"\\C-j", enter_of_vi}, {"k", up}, {"j", down}, {"#", NULL}, {"\\C-l", clear_screen}, {0}};

void keys_bind(void) {
    bind_all("emacs", bindings);
    bind_all("emacs", emacs_bindings);
    bind_all("vi-insert", bindings);
    bind_all("vi-move", vi_bindings);
    rl_completion_display_matches_hook = show_matches;
}
