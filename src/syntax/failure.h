/* The one error of a parse. Every stage (lexer, builders, scope) reports here; the first report stays. */
#ifndef SYNTAX_FAILURE_H
#define SYNTAX_FAILURE_H

#include "syntax/parser.h"

typedef struct Failure {
    const char *message; /* null: nothing failed */
    SyntaxErrorKind kind;
    Span span;
    DoubtVector doubts;
} Failure;

/* Adds a warning. */
void doubt(Failure *failure, Span span, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Records the failure unless there is one already; always false, so that `return fail(…)` is one line. */
bool fail(Failure *failure, Span span, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool fail_as(Failure *failure, SyntaxErrorKind kind, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
