/* From text to tokens. The whole text is read at once: the parser, and the code that words its errors, look at an array.

   Token kinds are the numbers of lemon's header syntax/thr.h; kind 0 ends every stream. The lexer alone knows layout
   and nesting. It stops at the first error; the tokens before it are there. */
#ifndef SYNTAX_LEXER_H
#define SYNTAX_LEXER_H

#include "base/vector.h"
#include "syntax/failure.h"
#include "syntax/layout.h"
#include "syntax/nesting.h"

typedef struct Token {
    Span span;
    uint8_t kind;
    bool invented;  /* not written by anyone: NEWLINE, DEDENTs and end made at the end of the text */
    uint16_t depth; /* brackets, f-strings and fields open behind it */
} Token;

typedef VECTOR(Token) TokenVector;

typedef struct Lexer {
    const Source *source;
    const unsigned char *text, *cursor, *marker, *start, *limit;
    int condition;
    bool in_line; /* the logical line has a token */
    Layout layout;
    Nesting nesting;
    TokenVector tokens;
    Failure failure;
    bool decisive;   /* the failure outranks any syntax error before it */
    bool unfinished; /* the failure is that the text is over: more of it may cure it */
} Lexer;

/* Reads the source's tokens; false when the failure is set. With `in_line` the text starts within a line: no layout. */
bool lexer_run(Lexer *lexer, const Source *source, bool in_line);

#endif
