/* Shared by the tests of the syntax layer: parsing a C string. */
#ifndef UNIT_SYNTAX_FIXTURE_H
#define UNIT_SYNTAX_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "syntax/dump.h"
#include "syntax/parser.h"

#include <stdbool.h>
#include <string.h>

static inline ParseResult parse_text(const char *text, ParseMode mode) {
    return parse(source_new("test", text, strlen(text)), mode);
}

/* The dump of a module that must be right. */
static inline const char *dump_text(const char *text) {
    ParseResult result = parse_text(text, PARSE_MODULE);
    if (result.status != PARSE_COMPLETE) fail_msg("%s: %s", text, result.message);
    Buffer out = {0};
    dump_function(&out, result.module);
    return buffer_text(&out);
}

/* The text without the indentation of its lines. */
static inline const char *flattened(const char *text) {
    Buffer flat = {0};
    for (bool starts = true; *text; text++) {
        if (!starts || *text != ' ') buffer_add_byte(&flat, *text);
        starts = *text == '\n' || (starts && *text == ' ');
    }
    return buffer_text(&flat);
}

/* The part may be several lines; indentation does not count. */
static inline void assert_dump_has(const char *text, const char *part) {
    const char *dump = dump_text(text);
    if (!strstr(flattened(dump), flattened(part))) fail_msg("no '%s' in the tree of '%s':\n%s", part, text, dump);
}

#endif
