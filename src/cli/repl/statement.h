/* When an input is complete, and how the next line of one that is not should be indented: the parser's and the lexer's
   own answers, not guesses from the text. */
#ifndef CLI_REPL_STATEMENT_H
#define CLI_REPL_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>

/* Whether to run what was typed: it is complete, or wrong whatever may follow. A block is complete by a blank line at
   its end. */
bool statement_is_ready(const char *text, size_t length);

/* The same for a text that is whole as it stands (pasted, or recalled): only something left open makes it wait. */
bool statement_is_whole(const char *text, size_t length);

/* Blanks for the line behind this text: as its last line, deeper behind a colon or an opening bracket, less behind
   return and the like. */
size_t statement_indentation(const char *text, size_t length);

/* A line that is to begin a clause of the statement above (else, except …): `line` is its start in the text and `length` goes
   up to where its colon will stand. Where the clause belongs; false: stay where it is. */
bool statement_clause_indentation(const char *text, size_t line, size_t length, size_t *indentation);

/* Nothing but blanks and comments: neither run nor remembered. */
bool statement_is_blank(const char *text, size_t length);

#endif
