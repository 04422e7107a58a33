/* Indentation by CPython's rules: equal, deeper, or back to a column that is open; tabs and blanks must not make the
   answer depend on the width of a tab. */
#include "syntax/layout.h"

static Columns measure(const char *blanks, uint32_t length) {
    Columns columns = {0, 0};
    for (uint32_t i = 0; i < length; i++) {
        if (blanks[i] == '\f') {
            columns = (Columns){0, 0};
        } else {
            columns.wide = blanks[i] == '\t' ? (columns.wide / 8 + 1) * 8 : columns.wide + 1;
            columns.narrow++;
        }
    }
    return columns;
}

static bool fail_tabs(Failure *failure, Span line) {
    line.end = line.start; /* CPython marks its start only */
    return fail_as(failure, TAB_ERROR, line, "inconsistent use of tabs and spaces in indentation");
}

static bool indent(Layout *layout, Columns columns, Span line, Failure *failure) {
    if (layout->depth + 1 >= LAYOUT_MOST) {
        return fail_as(failure, INDENTATION_ERROR, line, "too many levels of indentation");
    }
    if (columns.narrow <= layout->open[layout->depth].narrow) return fail_tabs(failure, line);
    layout->open[++layout->depth] = columns;
    layout->pending++;
    return true;
}

static bool dedent(Layout *layout, Columns columns, Span line, Failure *failure) {
    while (columns.wide < layout->open[layout->depth].wide) {
        layout->depth--;
        layout->pending--;
    }
    if (columns.wide != layout->open[layout->depth].wide) {
        return fail_as(failure, INDENTATION_ERROR, line, "unindent does not match any outer indentation level");
    }
    return columns.narrow == layout->open[layout->depth].narrow || fail_tabs(failure, line);
}

bool layout_line(Layout *layout, const char *blanks, uint32_t length, Span line, Failure *failure) {
    Columns columns = measure(blanks, length), open = layout->open[layout->depth];
    if (columns.wide > open.wide) return indent(layout, columns, line, failure);
    if (columns.wide < open.wide) return dedent(layout, columns, line, failure);
    return columns.narrow == open.narrow || fail_tabs(failure, line);
}

void layout_end(Layout *layout) {
    layout->pending -= (int32_t)layout->depth;
    layout->depth = 0;
}
