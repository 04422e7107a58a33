/* What the parser could have done: the tools with which errors are explained. Works on copies of the parser. */
#ifndef SYNTAX_LOOKAHEAD_H
#define SYNTAX_LOOKAHEAD_H

#include "syntax/grammar.h"
#include "syntax/lexer.h"

typedef struct Lookahead {
    Building *b;
    const Source *source;
    const Token *tokens;
    size_t count;        /* of tokens */
    size_t at;           /* the token that was refused */
    void *parser;        /* as it was before that token */
    const Failure *stop; /* why there are no more tokens, if it has a message */
} Lookahead;

Lookahead lookahead_new(Building *b, const Lexer *lexer, size_t at);

/* Whether the parser would have taken a token of this kind instead. */
bool lookahead_accepts(const Lookahead *look, int kind);

/* One past the last token of the longest expression that starts at a token, `from` when none does. With `commas`
   a list without parentheses counts. `expr` may be null; it receives the expression. */
size_t lookahead_expression(const Lookahead *look, size_t from, bool commas, Expr **expr);

/* The token where the expression begins that ends before the token `end`: behind the last delimiter. */
size_t lookahead_operand(const Lookahead *look, size_t end);

/* The first token of the logical line of a token. */
size_t lookahead_line(const Lookahead *look, size_t token);

/* The token that opened the bracket or field around a token; SIZE_MAX outside of all. */
size_t lookahead_opener(const Lookahead *look, size_t token);

bool lookahead_is_word(const Lookahead *look, size_t token, const char *word);

/* From the first token to the one before `end`. */
Span lookahead_span(const Lookahead *look, size_t first, size_t end);

#endif
