/* Reads the tokens before the cursor from behind: the word, what is before it, the line and the brackets around it. */
#include "cli/repl/complete_spot.h"

#include "base/buffer.h"
#include "syntax/thr.h"

#include <ctype.h>
#include <string.h>

/* ---- Tokens ---- */

static bool is_kind(const Spot *spot, size_t token, int kind) {
    return token < spot->count && spot->tokens[token].kind == kind;
}

const char *spot_text(const Spot *spot, size_t token) {
    Span span = spot->tokens[token].span;
    return memory_copy_text(spot->source->text + span.start, span.end - span.start);
}

static bool is_opener(const Token *token) {
    switch (token->kind) {
    case TOKEN_LPAR:
    case TOKEN_LSQB:
    case TOKEN_LBRACE:
    case TOKEN_FSTRING_START:
    case TOKEN_FIELD_OPEN:
        return true;
    default:
        return false;
    }
}

static bool is_closer(const Token *token) {
    switch (token->kind) {
    case TOKEN_RPAR:
    case TOKEN_RSQB:
    case TOKEN_RBRACE:
    case TOKEN_FSTRING_END:
    case TOKEN_FIELD_CLOSE:
        return true;
    default:
        return false;
    }
}

size_t spot_opener(const Spot *spot, size_t closer) {
    unsigned depth = spot->tokens[closer].depth + 1;
    for (size_t i = closer; i-- > 0;)
        if (is_opener(&spot->tokens[i]) && spot->tokens[i].depth == depth) return i;
    return closer;
}

size_t spot_closer(const Spot *spot, size_t opener) {
    unsigned depth = spot->tokens[opener].depth - 1u;
    for (size_t i = opener + 1; i < spot->count; i++)
        if (is_closer(&spot->tokens[i]) && spot->tokens[i].depth == depth) return i;
    return opener;
}

/* Names and keywords. */
static bool is_word(const Spot *spot, size_t token) {
    if (token >= spot->count) return false;
    Span span = spot->tokens[token].span;
    if (span.end == span.start) return false;
    unsigned char first = (unsigned char)spot->source->text[span.start];
    unsigned char last = (unsigned char)spot->source->text[span.end - 1];
    return (isalpha(first) || first == '_' || first >= 0x80) && (isalnum(last) || last == '_' || last >= 0x80);
}

/* Something that ends an operand: no name can follow, only an operator or a keyword. */
static bool ends_operand(const Spot *spot, size_t token) {
    static const unsigned char kinds[] = {TOKEN_NAME,    TOKEN_STRING,   TOKEN_FSTRING_END, TOKEN_RPAR,
                                          TOKEN_RSQB,    TOKEN_RBRACE,   TOKEN_FLOAT,       TOKEN_NONE,
                                          TOKEN_INTEGER, TOKEN_ELLIPSIS, TOKEN_TRUE,        TOKEN_FALSE};
    return token < spot->count && memchr(kinds, spot->tokens[token].kind, sizeof kinds);
}

size_t spot_operand(const Spot *spot, size_t end) {
    size_t first = end;
    while (first > 0 && ends_operand(spot, first - 1)) {
        bool closes = is_closer(&spot->tokens[first - 1]);
        first = closes ? spot_opener(spot, first - 1) : first - 1;
        bool goes_on = closes && (is_kind(spot, first, TOKEN_LPAR) || is_kind(spot, first, TOKEN_LSQB)) && first > 0 &&
                       ends_operand(spot, first - 1);
        if (goes_on) continue;
        if (first < 2 || !is_kind(spot, first - 1, TOKEN_DOT)) break;
        first--;
    }
    return first;
}

/* ---- Lines and brackets ---- */

static size_t line_start(const Spot *spot) {
    size_t start = spot->count;
    for (; start > 0; start--) {
        const Token *token = &spot->tokens[start - 1];
        bool ends = token->kind == TOKEN_NEWLINE || token->kind == TOKEN_INDENT || token->kind == TOKEN_DEDENT ||
                    token->kind == TOKEN_SEMICOLON || (token->kind == TOKEN_COLON && token->depth == 0);
        if (ends) break;
    }
    return start;
}

/* The bracket around the end of the tokens, or SIZE_MAX. */
static size_t innermost_opener(const Spot *spot) {
    unsigned depth = spot->count > 0 ? spot->tokens[spot->count - 1].depth : 0;
    for (size_t i = spot->count; depth > 0 && i-- > 0;)
        if (is_opener(&spot->tokens[i]) && spot->tokens[i].depth == depth) return i;
    return SIZE_MAX;
}

/* Whether the tokens end where an argument of a call, or a parameter of a definition, may begin: behind which bracket. */
static size_t argument_list(const Spot *spot) {
    size_t opener = innermost_opener(spot), last = spot->count - 1;
    if (opener == SIZE_MAX || opener == 0 || !is_kind(spot, opener, TOKEN_LPAR)) return NO_CALL;
    if (last != opener && !is_kind(spot, last, TOKEN_COMMA)) return NO_CALL;
    return ends_operand(spot, opener - 1) ? opener : NO_CALL;
}

/* ---- Imports ---- */

/* The dotted name whose last part is at the cursor, without that part. */
static const char *module_before(const Spot *spot, size_t first) {
    Buffer name = {0};
    size_t start = spot->count;
    while (start > first && is_kind(spot, start - 1, TOKEN_DOT) && start > 1 && is_word(spot, start - 2)) start -= 2;
    for (size_t i = start; i + 1 < spot->count; i++) buffer_add_text(&name, spot_text(spot, i));
    return buffer_text(&name);
}

static SpotKind spot_in_import(Spot *spot, size_t start) {
    size_t last = spot->count - 1;
    bool awaits = last == start || is_kind(spot, last, TOKEN_COMMA) || is_kind(spot, last, TOKEN_DOT);
    spot->module = module_before(spot, start + 1);
    return awaits ? SPOT_MODULE : SPOT_NOWHERE;
}

static SpotKind spot_in_from(Spot *spot, size_t start) {
    size_t import = start, last = spot->count - 1;
    while (import < spot->count && !is_kind(spot, import, TOKEN_IMPORT)) import++;
    if (import == spot->count) {
        spot->module = module_before(spot, start + 1);
        if (is_word(spot, last) && last != start) return SPOT_IMPORT;
        return is_kind(spot, start + 1, TOKEN_DOT) ? SPOT_NOWHERE : SPOT_MODULE;
    }
    Buffer name = {0};
    for (size_t i = start + 1; i < import; i++) buffer_add_text(&name, spot_text(spot, i));
    spot->module = buffer_text(&name);
    bool awaits = last == import || is_kind(spot, last, TOKEN_LPAR) || is_kind(spot, last, TOKEN_COMMA);
    return awaits && spot->module[0] != '.' ? SPOT_MODULE_NAME : SPOT_NOWHERE;
}

/* ---- The whole ---- */

static bool is_in_comment(const Spot *spot) {
    size_t from = spot->count > 0 ? spot->tokens[spot->count - 1].span.end : 0;
    const char *text = spot->source->text;
    size_t line = spot->source->length;
    while (line > from && text[line - 1] != '\n') line--;
    return memchr(text + line, '#', spot->source->length - line);
}

static SpotKind kind_of(Spot *spot, bool has_word) {
    if (!has_word && is_in_comment(spot)) return SPOT_NOWHERE;
    if (spot->count == 0) return SPOT_NAME;
    size_t start = line_start(spot), last = spot->count - 1;
    if (is_kind(spot, start, TOKEN_IMPORT)) return spot_in_import(spot, start);
    if (is_kind(spot, start, TOKEN_FROM)) return spot_in_from(spot, start);
    switch (spot->tokens[last].kind) {
    case TOKEN_DOT:
        spot->end = last;
        spot->first = spot_operand(spot, last);
        return SPOT_ATTRIBUTE;
    case TOKEN_DEF:
    case TOKEN_CLASS:
    case TOKEN_AS:
    case TOKEN_LAMBDA:
        return SPOT_NOWHERE;
    default:
        break;
    }
    if (!has_word && ends_operand(spot, last)) return SPOT_NOWHERE;
    size_t list = argument_list(spot);
    if (list == NO_CALL || list < 2) spot->call = list;
    else if (is_kind(spot, list - 2, TOKEN_DEF)) return SPOT_NOWHERE;
    else if (!is_kind(spot, list - 2, TOKEN_CLASS)) spot->call = list;
    return SPOT_NAME;
}

/* Whether all was read up to the cursor, and the cursor is in code. */
static bool lex(Lexer *lexer, const Source *source) {
    if (lexer_run(lexer, source, false)) return true;
    return lexer->start >= lexer->limit && !nesting_in_text(&lexer->nesting);
}

Spot spot_at(const char *line, size_t cursor) {
    Lexer *lexer = memory_new(sizeof *lexer);
    Spot spot = {.source = source_new("<stdin>", line, cursor), .word_start = cursor, .call = NO_CALL};
    if (!lex(lexer, spot.source)) return spot;
    spot.tokens = lexer->tokens.at;
    spot.count = lexer->tokens.count;
    while (spot.count > 0 && spot.tokens[spot.count - 1].invented) spot.count--;
    bool has_word = spot.count > 0 && spot.tokens[spot.count - 1].span.end == cursor && is_word(&spot, spot.count - 1);
    if (has_word) spot.word_start = spot.tokens[--spot.count].span.start;
    spot.kind = kind_of(&spot, has_word);
    return spot;
}
