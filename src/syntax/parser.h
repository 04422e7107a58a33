/* From text to resolved tree. */
#ifndef SYNTAX_PARSER_H
#define SYNTAX_PARSER_H

#include "base/vector.h"
#include "syntax/ast.h"

typedef enum ParseStatus { PARSE_COMPLETE, PARSE_INCOMPLETE, PARSE_ERROR } ParseStatus;

typedef enum ParseMode {
    PARSE_MODULE,      /* a whole file */
    PARSE_INTERACTIVE, /* one statement of a REPL: may answer PARSE_INCOMPLETE */
    PARSE_EXPRESSION,  /* eval(): the module's body is one expression statement */
    PARSE_WITHIN = 4   /* added to one of these: names live in a namespace of their own before the globals */
} ParseMode;

/* Which exception of the language an error is. */
typedef enum SyntaxErrorKind { SYNTAX_ERROR, INDENTATION_ERROR, TAB_ERROR } SyntaxErrorKind;

/* A SyntaxWarning: the text is valid, but hardly what was meant. */
typedef struct Doubt {
    const char *message;
    Span span;
} Doubt;

typedef VECTOR(Doubt) DoubtVector;

typedef struct ParseResult {
    ParseStatus status;
    FunctionNode *module;       /* when complete */
    SyntaxErrorKind error_kind; /* when not: CPython's words, and the place for the caret */
    const char *message;
    Span span;
    DoubtVector doubts;      /* when complete: warnings, in order */
    const char *waiting_for; /* when incomplete: the opener or header that is unfinished, for a prompt; may be null */
} ParseResult;

ParseResult parse(const Source *source, ParseMode mode);

#endif
