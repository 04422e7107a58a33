/* Words for syntax errors: looks at the tokens around the one that did not fit, and at how the parser could have gone on. */
#ifndef SYNTAX_EXPLAIN_H
#define SYNTAX_EXPLAIN_H

#include "syntax/grammar.h"
#include "syntax/lexer.h"

/* `at` is the token that the parser refused. Fills the building's failure. */
void explain_syntax_error(Building *b, const Lexer *lexer, size_t at);

#endif
