/* The whole report of an exception: what came before it, itself, and the members of a group, each behind a margin that
   shows how deep it is nested. */
#include "base/vector.h"
#include "interp/traceback.h"
#include "object/exception.h"
#include "object/exception_group.h"

#include <string.h>

enum { MOST_MEMBERS = 15, MOST_DEPTH = 10 };

typedef struct Report {
    Thread *thread;
    Buffer *out;
    const Palette *palette;
    size_t depth;    /* of groups around what is written; 0: no margin */
    bool need_close; /* the line below the last member is not yet written */
} Report;

static void add_indent(const Report *report) {
    buffer_add_repeated(report->out, ' ', 2 * report->depth);
}

/* Writes whole lines, each behind the margin. */
static void add_lines(Report *report, const Buffer *lines, char margin) {
    for (const char *line = buffer_text(lines), *end; *line; line = end) {
        const char *newline = strchr(line, '\n');
        end = newline ? newline + 1 : line + strlen(line);
        add_indent(report);
        if (report->depth > 0) buffer_addf(report->out, "%c ", margin);
        buffer_add(report->out, line, (size_t)(end - line));
    }
}

static void add_text(Report *report, const char *text, char margin) {
    Buffer lines = {0};
    buffer_add_text(&lines, text);
    add_lines(report, &lines, margin);
}

static void add_one(Report *report, Value error, const char *title, char margin) {
    Value traceback = word_load(&value_exception(error)->traceback);
    Buffer lines = {0};
    if (traceback != RAISED && traceback != NONE) {
        add_text(report, title, margin);
        traceback_format_entries(&lines, traceback, report->palette);
    }
    traceback_format_exception_only(report->thread, &lines, error, report->palette);
    add_lines(report, &lines, '|');
}

/* ---- Groups ---- */

static void add_chain(Report *report, Value error);

static void add_member(Report *report, const Tuple *members, size_t index, bool is_last) {
    bool is_left_out = index == MOST_MEMBERS;
    add_indent(report);
    buffer_add_text(report->out, index == 0 ? "+-" : "  ");
    if (is_left_out) buffer_add_text(report->out, "+---------------- ... ----------------\n");
    else buffer_addf(report->out, "+---------------- %zu ----------------\n", index + 1);
    report->depth++;
    if (is_last) report->need_close = true;
    if (is_left_out) {
        size_t left = members->count - MOST_MEMBERS;
        Buffer lines = {0};
        buffer_addf(&lines, "and %zu more exception%s\n", left, left > 1 ? "s" : "");
        add_lines(report, &lines, '|');
    } else {
        add_chain(report, members->items[index]);
    }
    if (is_last && report->need_close) {
        add_indent(report);
        buffer_add_text(report->out, "+------------------------------------\n");
        report->need_close = false;
    }
    report->depth--;
}

static void add_group(Report *report, Value group, const Tuple *members) {
    bool is_outermost = report->depth == 0;
    if (is_outermost) report->depth = 1;
    add_one(report, group, "Exception Group Traceback (most recent call last):\n", is_outermost ? '+' : '|');
    size_t shown = members->count <= MOST_MEMBERS ? members->count : MOST_MEMBERS + 1;
    report->need_close = false;
    for (size_t i = 0; i < shown; i++) add_member(report, members, i, i == shown - 1);
    if (is_outermost) report->depth = 0;
}

/* ---- The chain ---- */

typedef VECTOR(Value) Chain;

static bool chain_has(const Chain *chain, Value error) {
    for (size_t i = 0; i < chain->count; i++)
        if (chain->at[i] == error) return true;
    return false;
}

/* The exception before this one: its cause or else its context, unless already in the chain. */
static Value earlier(const Chain *chain, Value error, bool *is_cause) {
    Exception *object = value_exception(error);
    Value cause = word_load(&object->cause);
    *is_cause = cause != RAISED && cause != NONE && !chain_has(chain, cause);
    if (*is_cause) return cause;
    Value context = word_load(&object->context);
    if (exception_hides_context(object) || context == RAISED || context == NONE) return NONE;
    return chain_has(chain, context) ? NONE : context;
}

static void add_link(Report *report, Value error) {
    const Tuple *members = exception_group_members(error);
    if (!members) add_one(report, error, "Traceback (most recent call last):\n", '|');
    else if (report->depth > MOST_DEPTH) add_text(report, "... (max_group_depth is 10)\n", '|');
    else add_group(report, error, members);
}

static void add_chain(Report *report, Value error) {
    Chain chain = {0};
    VECTOR(bool) causes = {0};
    for (Value next = error; next != NONE;) {
        vector_push(&chain, next);
        bool is_cause;
        next = earlier(&chain, next, &is_cause);
        vector_push(&causes, is_cause);
    }
    for (size_t i = chain.count; i-- > 0;) {
        add_link(report, chain.at[i]);
        if (i == 0) continue;
        add_text(report,
                 causes.at[i - 1] ? "\nThe above exception was the direct cause of the following exception:\n\n"
                                  : "\nDuring handling of the above exception, another exception occurred:\n\n",
                 '|');
    }
}

void traceback_format(Thread *thread, Buffer *out, Value error, const Palette *palette) {
    add_chain(&(Report){.thread = thread, .out = out, .palette = palette}, error);
}
