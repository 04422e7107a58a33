/* The table. */
#include "cli/sample/report.h"

#include "cli/repeat.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SHORT_LINES = 6, DIFFERENT_LINES = 12 };
static const char margin[] = "                           ";

static void add_grouped(Buffer *out, uint64_t number, int width) {
    char digits[32], grouped[48];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, number), at = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) grouped[at++] = ',';
        grouped[at++] = digits[i];
    }
    grouped[at] = '\0';
    buffer_addf(out, "%*s", width, grouped);
}

static void add_ending(Buffer *out, const RunResult *result) {
    switch (result->ending) {
    case ENDING_NORMAL:
        break;
    case ENDING_DEADLOCK:
        if (result->circle == 1) buffer_add_text(out, "deadlock: a thread waits for itself, ");
        else buffer_addf(out, "deadlock of %zu threads, ", result->circle);
        break;
    case ENDING_HANG:
        buffer_add_text(out, "every thread waits for ever, ");
        break;
    case ENDING_LIVELOCK:
        buffer_add_text(out, "livelock, ");
        break;
    }
    buffer_addf(out, "exit status %d\n", result->status);
}

/* ---- Texts, line by line ---- */

typedef struct Line {
    const char *text;
    size_t length;
} Line;

typedef VECTOR(Line) Lines;

static Lines lines_of(const Buffer *text) {
    Lines lines = {0};
    const char *at = buffer_text(text), *end = at + text->length;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop) stop = end;
        Line line = {at, (size_t)(stop - at)};
        vector_push(&lines, line);
        at = stop + 1;
    }
    return lines;
}

static bool same_line(Line a, Line b) {
    return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

static void add_lines(Buffer *out, const Lines *lines, size_t from, size_t to, const char *mark) {
    for (size_t i = from; i < to && i < from + DIFFERENT_LINES; i++)
        buffer_addf(out, "%s%s%.*s\n", margin, mark, (int)lines->at[i].length, lines->at[i].text);
    if (to > from + DIFFERENT_LINES) buffer_addf(out, "%s%s… %zu more\n", margin, mark, to - from - DIFFERENT_LINES);
}

/* What is left of both when equal lines at the beginning and at the end are taken away. */
static void add_difference(Buffer *out, const Lines *usual, const Lines *lines) {
    size_t head = 0, tail = 0, least = usual->count < lines->count ? usual->count : lines->count;
    while (head < least && same_line(usual->at[head], lines->at[head])) head++;
    while (tail < least - head && same_line(usual->at[usual->count - 1 - tail], lines->at[lines->count - 1 - tail]))
        tail++;
    buffer_addf(out, "%sas the first, but from line %zu on:\n", margin, head + 1);
    add_lines(out, usual, head, usual->count - tail, "- ");
    add_lines(out, lines, head, lines->count - tail, "+ ");
}

static void add_text(Buffer *out, const Buffer *text, const Buffer *usual, const char *mark) {
    Lines lines = lines_of(text), first = {0};
    if (usual) first = lines_of(usual);
    if (first.count > SHORT_LINES && lines.count > SHORT_LINES) add_difference(out, &first, &lines);
    else add_lines(out, &lines, 0, lines.count, mark);
}

/* ---- Rows ---- */

static void add_row(Buffer *out, const Tally *tally, const TallyEntry *entry) {
    const RunResult *usual = entry == tally->entries.at[0] ? NULL : &tally->entries.at[0]->result;
    add_grouped(out, entry->times, 9);
    buffer_addf(out, "  %5.1f %%  %6" PRIu64 "  ", 100.0 * (double)entry->times / (double)tally->runs,
                entry->result.seed);
    add_ending(out, &entry->result);
    add_text(out, &entry->result.output, usual ? &usual->output : NULL, "| ");
    add_text(out, &entry->result.errors, usual ? &usual->errors : NULL, "stderr| ");
    add_text(out, &entry->result.raised, NULL, "! ");
}

static void add_heading(Buffer *out, const Tally *tally, const SampleFacts *facts) {
    add_grouped(out, tally->runs, 0);
    buffer_addf(out, " schedules of %s, strategy %s: ", facts->options->argv[0], facts->strategy);
    add_grouped(out, tally->entries.count, 0);
    buffer_addf(out, " outcome%s%s\n\n", tally->entries.count == 1 ? "" : "s",
                facts->interrupted ? " so far (ended by Ctrl-C)" : "");
}

void report_table(Buffer *out, const Tally *tally, const SampleFacts *facts) {
    add_heading(out, tally, facts);
    if (tally->runs == 0) return;
    buffer_add_text(out, "    times    share    seed  outcome\n");
    for (size_t i = 0; i < tally->entries.count; i++) add_row(out, tally, tally->entries.at[i]);
    if (tally->entries.count < 2) return;
    buffer_add_text(out, "\nThe seed shows the outcome again: ");
    repeat_command(out, facts->options, tally->entries.at[1]->result.seed);
    buffer_add_byte(out, '\n');
}

/* ---- JSON ---- */

static void add_json_text(Buffer *out, const char *text, size_t length) {
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '"' || byte == '\\') buffer_addf(out, "\\%c", byte);
        else if (byte == '\n') buffer_add_text(out, "\\n");
        else if (byte < ' ') buffer_addf(out, "\\u%04x", byte);
        else buffer_add_byte(out, (char)byte);
    }
    buffer_add_byte(out, '"');
}

static void add_json_field(Buffer *out, const char *name, const Buffer *text) {
    buffer_addf(out, ", \"%s\": ", name);
    add_json_text(out, buffer_text(text), text->length);
}

static void add_json_lines(Buffer *out, const char *name, const Buffer *text) {
    Lines lines = lines_of(text);
    buffer_addf(out, ", \"%s\": [", name);
    for (size_t i = 0; i < lines.count; i++) {
        if (i > 0) buffer_add_text(out, ", ");
        add_json_text(out, lines.at[i].text, lines.at[i].length);
    }
    buffer_add_byte(out, ']');
}

static void add_json_outcome(Buffer *out, const TallyEntry *entry) {
    static const char *const endings[] = {"normal", "deadlock", "hang", "livelock"};
    const RunResult *result = &entry->result;
    buffer_addf(out, "{\"times\": %" PRIu64 ", \"seed\": %" PRIu64 ", \"status\": %d, \"ending\": \"%s\"", entry->times,
                result->seed, result->status, endings[result->ending]);
    if (result->ending == ENDING_DEADLOCK) buffer_addf(out, ", \"circle\": %zu", result->circle);
    add_json_field(out, "stdout", &result->output);
    add_json_field(out, "stderr", &result->errors);
    add_json_lines(out, "exceptions", &result->raised);
    add_json_field(out, "report", &result->report);
    buffer_add_byte(out, '}');
}

void report_json(Buffer *out, const Tally *tally, const SampleFacts *facts) {
    const char *script = facts->options->argv[0];
    buffer_add_text(out, "{\"script\": ");
    add_json_text(out, script, strlen(script));
    buffer_addf(out, ", \"strategy\": \"%s\", \"schedules\": %" PRIu64 ", \"interrupted\": %s, \"outcomes\": [",
                facts->strategy, tally->runs, facts->interrupted ? "true" : "false");
    for (size_t i = 0; i < tally->entries.count; i++) {
        buffer_add_text(out, i > 0 ? ",\n  " : "\n  ");
        add_json_outcome(out, tally->entries.at[i]);
    }
    buffer_add_text(out, "]}\n");
}
