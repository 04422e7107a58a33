/* From text to resolved tree. */
#ifndef SYNTAX_PARSER_H
#define SYNTAX_PARSER_H

#include "syntax/ast.h"

typedef enum ParseStatus { PARSE_COMPLETE, PARSE_INCOMPLETE, PARSE_ERROR } ParseStatus;

typedef enum ParseMode {
    PARSE_MODULE,      /* a whole file */
    PARSE_INTERACTIVE, /* one statement of a REPL: may answer PARSE_INCOMPLETE */
    PARSE_EXPRESSION   /* eval(): the module's body is one expression statement */
} ParseMode;

/* Which exception of the language an error is. */
typedef enum SyntaxErrorKind { SYNTAX_ERROR, INDENTATION_ERROR, TAB_ERROR } SyntaxErrorKind;

typedef struct ParseResult {
    ParseStatus status;
    FunctionNode *module;       /* when complete */
    SyntaxErrorKind error_kind; /* when not: CPython's words, and the place for the caret */
    const char *message;
    Span span;
    const char *waiting_for; /* when incomplete: the opener or header that is unfinished, for a prompt; may be null */
} ParseResult;

ParseResult parse(const Source *source, ParseMode mode);

#endif
