/* The table parser that lemon makes of grammar/thr.y, in collected memory. */
#ifndef SYNTAX_GRAMMAR_H
#define SYNTAX_GRAMMAR_H

#include "syntax/build.h"
#include "syntax/thr.h"

void *grammar_new(Building *b);

/* A copy that goes on independently (over the same half-built nodes: for looking ahead after an error). */
void *grammar_fork(const void *parser, Building *b);

void grammar_feed(void *parser, Token token);

#endif
