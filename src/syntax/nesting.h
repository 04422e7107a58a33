/* What is open while the lexer reads: brackets, f-strings and their replacement fields, innermost last. */
#ifndef SYNTAX_NESTING_H
#define SYNTAX_NESTING_H

#include "base/vector.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum NestKind { NEST_BRACKET, NEST_FSTRING, NEST_FIELD } NestKind;

typedef struct Nest {
    NestKind kind;
    uint32_t start; /* where the opener stands */
    char opener;    /* ( [ { of a bracket or field; the quote of an f-string */
    bool triple;    /* f-string: three quotes */
    bool raw;       /* f-string: backslashes are text */
    bool in_spec;   /* field: behind its colon, where text is read again */
} Nest;

enum { NESTING_MOST = 200, NESTING_MOST_FSTRINGS = 150 };

typedef struct Nesting {
    VECTOR(Nest) open;
    uint32_t fstrings;
} Nesting;

void nesting_push(Nesting *nesting, Nest nest);
Nest nesting_pop(Nesting *nesting);

/* The innermost one; null when nothing is open. */
Nest *nesting_top(const Nesting *nesting);
bool nesting_in_field(const Nesting *nesting);

/* Whether the lexer now stands in the text of an f-string or of a format spec. */
bool nesting_in_text(const Nesting *nesting);

/* The innermost f-string; null when in none. */
Nest *nesting_fstring(const Nesting *nesting);

char nesting_closer(char opener);

#endif
