/* Indentation: the columns of the open blocks, and the INDENT and DEDENT tokens still to give. */
#ifndef SYNTAX_LAYOUT_H
#define SYNTAX_LAYOUT_H

#include "syntax/failure.h"

#include <stdint.h>

enum { LAYOUT_MOST = 100 };

/* A column counts tabs to multiples of eight; its twin counts a tab as one. Lines must agree by both measures. */
typedef struct Columns {
    uint32_t wide;
    uint32_t narrow;
} Columns;

typedef struct Layout {
    Columns open[LAYOUT_MOST]; /* open[0] is column 0 */
    uint32_t depth;            /* blocks open */
    int32_t pending;           /* > 0 INDENTs, < 0 DEDENTs still to give */
} Layout;

/* A line of code begins behind these blanks. False: the failure tells what is wrong, at `line`. */
bool layout_line(Layout *layout, const char *blanks, uint32_t length, Span line, Failure *failure);

/* The text is over: every open block ends. */
void layout_end(Layout *layout);

#endif
