#include "syntax/explain.h"
void explain_syntax_error(Building *b, const Lexer *lexer, size_t at, const void *parser) {
    (void)parser;
    fail(b->failure, lexer->tokens.at[at].span, "invalid syntax");
}
