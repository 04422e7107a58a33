/* Replays the tokens before an error, and tries continuations on forks of the parser. */
#include "syntax/lookahead.h"

#include <string.h>

/* A parser with a building of its own, so that what it reports concerns nobody. */
typedef struct Trial {
    Building building;
    Failure failure;
    void *parser;
} Trial;

static Trial *trial_new(const Lookahead *look) {
    Trial *trial = memory_new(sizeof *trial);
    trial->building = (Building){.source = look->source, .failure = &trial->failure};
    return trial;
}

static bool trial_feed(Trial *trial, Token token) {
    grammar_feed(trial->parser, token);
    return !trial->building.refused && !trial->building.overflow;
}

Lookahead lookahead_new(Building *b, const Lexer *lexer, size_t at) {
    Lookahead look = {b, b->source, lexer->tokens.at, lexer->tokens.count, at, NULL, &lexer->failure};
    Trial *trial = trial_new(&look);
    trial->parser = grammar_new(&trial->building);
    for (size_t i = 0; i < at; i++) trial_feed(trial, look.tokens[i]);
    look.parser = trial->parser;
    return look;
}

bool lookahead_accepts(const Lookahead *look, int kind) {
    Trial *trial = trial_new(look);
    trial->parser = grammar_fork(look->parser, &trial->building);
    return trial_feed(trial, (Token){.kind = (uint8_t)kind, .span = look->tokens[look->at].span});
}

/* The module's only expression, if the input may end here. */
static Expr *ended(const Lookahead *look, const Trial *trial) {
    Trial *fork = trial_new(look);
    fork->parser = grammar_fork(trial->parser, &fork->building);
    if (!trial_feed(fork, (Token){.kind = TOKEN_NEWLINE}) || !trial_feed(fork, (Token){.kind = 0})) return NULL;
    return ((ExpressionStmt *)fork->building.module->body.at[0])->expr;
}

size_t lookahead_expression(const Lookahead *look, size_t from, bool commas, Expr **expr) {
    Trial *trial = trial_new(look);
    size_t end = from;
    uint16_t depth = from ? look->tokens[from - 1].depth : 0;
    trial->parser = grammar_new(&trial->building);
    trial_feed(trial, (Token){.kind = TOKEN_EVAL});
    for (size_t i = from; i < look->count; i++) {
        Token token = look->tokens[i];
        if (token.kind == TOKEN_NEWLINE || token.kind == 0 ||
            (!commas && token.kind == TOKEN_COMMA && token.depth == depth))
            break;
        if (!trial_feed(trial, token)) break;
        if (token.depth != depth) continue;
        Expr *found = ended(look, trial);
        if (!found) continue;
        end = i + 1;
        if (expr) *expr = found;
    }
    return end;
}

static bool is_delimiter(uint8_t kind) {
    static const uint8_t kinds[] = {
        TOKEN_COMMA,      TOKEN_EQUAL,  TOKEN_COLON, TOKEN_COLON_EQUAL, TOKEN_NEWLINE, TOKEN_INDENT,     TOKEN_DEDENT,
        TOKEN_SEMICOLON,  TOKEN_RETURN, TOKEN_YIELD, TOKEN_FROM,        TOKEN_RAISE,   TOKEN_ASSERT,     TOKEN_DEL,
        TOKEN_IF,         TOKEN_ELIF,   TOKEN_ELSE,  TOKEN_WHILE,       TOKEN_FOR,     TOKEN_WITH,       TOKEN_EXCEPT,
        TOKEN_FIELD_OPEN, TOKEN_LPAR,   TOKEN_LSQB,  TOKEN_LBRACE,      TOKEN_AS,      TOKEN_FIELD_SPEC, TOKEN_ARROW,
    };
    return memchr(kinds, kind, sizeof kinds) != NULL;
}

size_t lookahead_operand(const Lookahead *look, size_t end) {
    uint16_t depth = end ? look->tokens[end - 1].depth : 0;
    size_t start = end;
    while (start > 0) {
        const Token *token = &look->tokens[start - 1];
        if (token->depth < depth) break;
        if (token->depth == depth && is_delimiter(token->kind)) break;
        start--;
    }
    bool is_starred = look->tokens[start].kind == TOKEN_STAR || look->tokens[start].kind == TOKEN_STARSTAR;
    return is_starred && start < end ? start + 1 : start;
}

size_t lookahead_line(const Lookahead *look, size_t token) {
    while (token > 0) {
        uint8_t kind = look->tokens[token - 1].kind;
        if (kind == TOKEN_NEWLINE || kind == TOKEN_INDENT || kind == TOKEN_DEDENT) break;
        token--;
    }
    return token;
}

size_t lookahead_opener(const Lookahead *look, size_t token) {
    uint16_t depth = token ? look->tokens[token - 1].depth : 0;
    if (!depth) return SIZE_MAX;
    while (token > 0 && look->tokens[token - 1].depth >= depth) token--;
    return token;
}

bool lookahead_is_word(const Lookahead *look, size_t token, const char *word) {
    Span span = look->tokens[token].span;
    return look->tokens[token].kind == TOKEN_NAME && span.end - span.start == strlen(word) &&
           memcmp(look->source->text + span.start, word, strlen(word)) == 0;
}

Span lookahead_span(const Lookahead *look, size_t first, size_t end) {
    return span_join(look->tokens[first].span, look->tokens[end - 1].span);
}
