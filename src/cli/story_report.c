/* Of the operations that a model remembers, those on primitives matter, and those on variables that depend on another
   thread's. Operations of a thread on one line, with nobody between, are told once. */
#include "cli/story_report.h"

#include "base/vector.h"
#include "cli/schedule.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_LINES = 24, MOST_COLUMNS = 3, WIDTH = 38 };

typedef VECTOR(const StoryEntry *) Entries;

static bool somebody_else_minds(const Model *model, const StoryEntry *entry) {
    for (size_t i = 0; i < story_count(model); i++) {
        const StoryEntry *other = story_entry(model, i);
        if (other->number != entry->number && operations_depend(&other->operation, &entry->operation)) return true;
    }
    return false;
}

static bool matters(const Model *model, const StoryEntry *entry) {
    if (!entry->site || entry->operation.action == THR_ACTION_START) return false;
    if (entry->operation.kind != THR_KIND_VARIABLE) return entry->operation.action != THR_ACTION_OUTPUT;
    return somebody_else_minds(model, entry);
}

static Entries lines_that_mattered(const Model *model) {
    Entries lines = {0};
    for (size_t i = 0; i < story_count(model); i++) {
        const StoryEntry *entry = story_entry(model, i);
        if (!matters(model, entry)) continue;
        const StoryEntry *last = lines.count > 0 ? vector_last(&lines) : NULL;
        if (!last || last->number != entry->number || last->site != entry->site) vector_push(&lines, entry);
    }
    return lines;
}

/* ---- Last operations ---- */

static bool is_last(const Model *model, size_t index) {
    for (size_t i = index + 1; i < story_count(model); i++)
        if (story_entry(model, i)->number == story_entry(model, index)->number) return false;
    return story_entry(model, index)->operation.action != THR_ACTION_END;
}

static void add_last_operations(Buffer *out, const Model *model) {
    buffer_add_text(out, "The last operation of each thread:\n");
    for (size_t i = 0; i < story_count(model); i++) {
        if (!is_last(model, i)) continue;
        const StoryEntry *entry = story_entry(model, i);
        buffer_addf(out, "  %s: %s %s", entry->thread, story_action(&entry->operation), story_kind(&entry->operation));
        if (entry->site) {
            buffer_add_text(out, ", ");
            schedule_add_place(out, entry->site);
            buffer_add_text(out, ": ");
            schedule_add_source(out, entry->site);
        }
        buffer_add_byte(out, '\n');
    }
}

/* ---- Columns ---- */

typedef struct Columns {
    uint64_t numbers[MOST_COLUMNS];
    const char *threads[MOST_COLUMNS];
    size_t count; /* more than MOST_COLUMNS: too many for columns */
} Columns;

static size_t column_of(const Columns *columns, uint64_t number) {
    size_t at = 0;
    while (at < columns->count && at < MOST_COLUMNS && columns->numbers[at] != number) at++;
    return at;
}

static Columns columns_of(const Entries *lines, size_t first) {
    Columns columns = {0};
    for (size_t i = first; i < lines->count && columns.count <= MOST_COLUMNS; i++) {
        const StoryEntry *entry = lines->at[i];
        size_t at = column_of(&columns, entry->number);
        if (at < columns.count) continue;
        if (at < MOST_COLUMNS) columns.numbers[at] = entry->number, columns.threads[at] = entry->thread;
        columns.count++;
    }
    return columns;
}

static void add_cell(Buffer *out, const char *text, bool is_last_cell) {
    if (is_last_cell) buffer_addf(out, "%s", text);
    else buffer_addf(out, "%-*.*s  ", WIDTH, WIDTH, text);
}

static const char *cell_of(const StoryEntry *entry) {
    Buffer cell = {0};
    schedule_add_place(&cell, entry->site);
    buffer_add_text(&cell, ": ");
    schedule_add_source(&cell, entry->site);
    return buffer_text(&cell);
}

static void add_row(Buffer *out, const Columns *columns, const StoryEntry *entry) {
    buffer_add_text(out, "  ");
    if (columns->count > MOST_COLUMNS) {
        buffer_addf(out, "%-20s  %s\n", entry->thread, cell_of(entry));
        return;
    }
    size_t column = column_of(columns, entry->number);
    for (size_t i = 0; i < column; i++) add_cell(out, "", false);
    buffer_addf(out, "%s\n", cell_of(entry));
}

static void add_heading(Buffer *out, const Columns *columns) {
    if (columns->count > MOST_COLUMNS) return;
    buffer_add_text(out, "  ");
    for (size_t i = 0; i < columns->count; i++) add_cell(out, columns->threads[i], i + 1 == columns->count);
    buffer_add_byte(out, '\n');
}

void story_report(Buffer *out, const Model *model) {
    Entries lines = lines_that_mattered(model);
    size_t first = lines.count > MOST_LINES ? lines.count - MOST_LINES : 0;
    Columns columns = columns_of(&lines, first);
    add_last_operations(out, model);
    buffer_add_text(out, "How it came to this:\n");
    add_heading(out, &columns);
    for (size_t i = first; i < lines.count; i++) add_row(out, &columns, lines.at[i]);
}
