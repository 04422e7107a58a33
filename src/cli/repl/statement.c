/* Asks the front end about unfinished input. */
#include "cli/repl/statement.h"

#include "base/buffer.h"
#include "syntax/lexer.h"
#include "syntax/parser.h"
#include "syntax/thr.h"

#include <string.h>

enum { STEP = 4 };

static const Source *source_of(const char *text, size_t length, const char *ending) {
    Buffer all = {0};
    buffer_add(&all, text, length);
    buffer_add_text(&all, ending);
    return source_new("<stdin>", buffer_text(&all), all.length);
}

bool statement_is_ready(const char *text, size_t length) {
    return parse(source_of(text, length, "\n"), PARSE_INTERACTIVE).status != PARSE_INCOMPLETE;
}

bool statement_is_whole(const char *text, size_t length) {
    return parse(source_of(text, length, "\n\n"), PARSE_INTERACTIVE).status != PARSE_INCOMPLETE;
}

bool statement_is_blank(const char *text, size_t length) {
    const char *end = text + length;
    while (text < end) {
        text += strspn(text, " \t\f\r\n");
        if (text < end && *text != '#') return false;
        while (text < end && *text != '\n') text++;
    }
    return true;
}

/* ---- Indentation ---- */

static size_t line_start(const char *text, size_t at) {
    while (at > 0 && text[at - 1] != '\n') at--;
    return at;
}

static size_t blanks_at(const char *text, size_t at) {
    return strspn(text + at, " ");
}

static bool is_layout(uint8_t kind) {
    return kind == TOKEN_NEWLINE || kind == TOKEN_INDENT || kind == TOKEN_DEDENT || kind == 0;
}

/* The last token that somebody wrote; null: none. */
static const Token *last_token(const TokenVector *tokens) {
    for (size_t i = tokens->count; i-- > 0;)
        if (!tokens->at[i].invented && !is_layout(tokens->at[i].kind)) return &tokens->at[i];
    return NULL;
}

static const Token *first_of_statement(const TokenVector *tokens, const Token *last) {
    while (last > tokens->at && !is_layout(last[-1].kind)) last--;
    return last;
}

static bool ends_flow(uint8_t kind) {
    return kind == TOKEN_RETURN || kind == TOKEN_RAISE || kind == TOKEN_PASS || kind == TOKEN_BREAK ||
           kind == TOKEN_CONTINUE;
}

static bool is_opener(const Nest *nest, const Token *token) {
    return nest->kind == NEST_BRACKET && nest->start == token->span.start;
}

size_t statement_indentation(const char *text, size_t length) {
    Lexer *lexer = memory_new(sizeof *lexer);
    const Source *source = source_of(text, length, "");
    size_t blanks = blanks_at(source->text, line_start(text, length));
    lexer_run(lexer, source, false);
    const Token *last = last_token(&lexer->tokens);
    const Nest *open = nesting_top(&lexer->nesting);
    if (!last) return blanks;
    if (open) return is_opener(open, last) ? blanks + STEP : blanks;
    if (lexer->failure.message) return blanks; /* within a string, behind a backslash, or wrong */
    if (last->kind == TOKEN_COLON) return blanks + STEP;
    if (!ends_flow(first_of_statement(&lexer->tokens, last)->kind)) return blanks;
    return blanks < STEP ? 0 : blanks - STEP;
}

/* ---- Clauses ---- */

static const struct Clause {
    const char *word;
    const char *openers; /* the words, each behind a blank, of the headers it may follow */
} clauses[] = {
    {"else", " if elif for while try except"},
    {"elif", " if elif"},
    {"except", " try except"},
    {"finally", " try except else"},
};

static size_t word_length(const char *text) {
    return strspn(text, "abcdefghijklmnopqrstuvwxyz");
}

static const struct Clause *clause_at(const char *text, size_t at) {
    size_t length = word_length(text + at);
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        if (strlen(clauses[i].word) == length && memcmp(clauses[i].word, text + at, length) == 0) return &clauses[i];
    return NULL;
}

static bool opens(const struct Clause *clause, const char *text) {
    size_t length = word_length(text);
    if (length == 0) return false;
    for (const char *at = clause->openers; *at; at += 1 + word_length(at + 1))
        if (word_length(at + 1) == length && memcmp(at + 1, text, length) == 0) return true;
    return false;
}

/* Upwards through the headers around the line, as far as they are less and less indented. */
bool statement_clause_indentation(const char *text, size_t line, size_t length, size_t *indentation) {
    size_t blanks = blanks_at(text, line), least = blanks;
    const struct Clause *clause = line + blanks < length ? clause_at(text, line + blanks) : NULL;
    while (clause && line > 0 && least > 0) {
        line = line_start(text, line - 1);
        *indentation = blanks_at(text, line);
        if (text[line + *indentation] == '\n' || *indentation >= least) continue;
        least = *indentation;
        if (opens(clause, text + line + least)) return true;
    }
    return false;
}
