/* The common mistakes, in CPython's words. Each check looks whether the refused token is the trace of one mistake and
   reports it; the first that does wins, the last resort is "invalid syntax". */
#include "syntax/explain.h"

#include "syntax/lookahead.h"
#include "syntax/target.h"

#include <string.h>

static uint8_t kind_at(const Lookahead *look, size_t token) {
    return look->tokens[token].kind;
}

static uint8_t kind_before(const Lookahead *look, size_t distance) {
    return look->at >= distance ? look->tokens[look->at - distance].kind : 0;
}

static Span span_here(const Lookahead *look) {
    Span span = look->tokens[look->at].span;
    if (look->tokens[look->at].kind == TOKEN_NEWLINE) span.end = span.start;
    return span;
}

/* Where CPython points for an error at the end of a block: in the indentation of the line behind it, where no caret is
   shown, or behind the last line of the text. */
static Span span_of_end(const Lookahead *look) {
    const Token *token = &look->tokens[look->at];
    if (token->kind != TOKEN_DEDENT && token->kind != 0) return span_here(look);
    uint32_t end = look->source->length;
    if (!token->invented) return (Span){token->span.start, 0};
    bool ends_line = end > 0 && look->source->text[end - 1] == '\n';
    return (Span){end - ends_line, end - ends_line};
}

/* ---- What the language leaves out ---- */

static bool refuse_feature(const Lookahead *look, Span span, const char *feature) {
    fail(look->b->failure, span, "%s not part of thr", feature);
    return true;
}

static bool is_match(const Lookahead *look, size_t line) {
    if (!lookahead_is_word(look, line, "match")) return false;
    size_t end = line;
    while (end + 1 < look->count && kind_at(look, end) != TOKEN_NEWLINE) end++;
    return end + 2 < look->count && kind_at(look, end - 1) == TOKEN_COLON && kind_at(look, end + 1) == TOKEN_INDENT &&
           lookahead_is_word(look, end + 2, "case");
}

static bool explain_left_out(const Lookahead *look) {
    size_t line = lookahead_line(look, look->at);
    uint8_t kind = kind_at(look, look->at), before = kind_before(look, 1);
    Span span = span_here(look);
    if (kind == TOKEN_ASYNC) return refuse_feature(look, span, "'async' is");
    if (kind == TOKEN_AWAIT) return refuse_feature(look, span, "'await' is");
    if (kind == TOKEN_STAR && before == TOKEN_EXCEPT) return refuse_feature(look, span, "'except*' is");
    if (is_match(look, line)) return refuse_feature(look, look->tokens[line].span, "the 'match' statement is");
    if (kind == TOKEN_NAME && look->at == line + 1 && lookahead_is_word(look, line, "type")) {
        return refuse_feature(look, look->tokens[line].span, "the 'type' statement is");
    }
    bool after_name = look->at >= 2 && before == TOKEN_NAME;
    if (kind == TOKEN_LSQB && after_name &&
        (kind_before(look, 2) == TOKEN_DEF || kind_before(look, 2) == TOKEN_CLASS)) {
        return refuse_feature(look, span, "generic parameter lists are");
    }
    return false;
}

/* ---- Layout ---- */

typedef struct Header {
    uint8_t kind;
    const char *title;
} Header;

static const Header headers[] = {
    {TOKEN_IF, "'if' statement"},         {TOKEN_ELIF, "'elif' statement"},       {TOKEN_ELSE, "'else' statement"},
    {TOKEN_WHILE, "'while' statement"},   {TOKEN_FOR, "'for' statement"},         {TOKEN_TRY, "'try' statement"},
    {TOKEN_EXCEPT, "'except' statement"}, {TOKEN_FINALLY, "'finally' statement"}, {TOKEN_WITH, "'with' statement"},
    {TOKEN_DEF, "function definition"},   {TOKEN_CLASS, "class definition"},
};

static const char *header_title(uint8_t kind) {
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        if (headers[i].kind == kind) return headers[i].title;
    }
    return NULL;
}

static bool explain_layout(const Lookahead *look) {
    Failure *failure = look->b->failure;
    bool after_colon = kind_before(look, 1) == TOKEN_NEWLINE && kind_before(look, 2) == TOKEN_COLON;
    if (after_colon && kind_at(look, look->at) != TOKEN_INDENT) {
        size_t line = lookahead_line(look, look->at - 1);
        const char *title = header_title(kind_at(look, line));
        if (!title) return false;
        fail_as(failure, INDENTATION_ERROR, span_of_end(look), "expected an indented block after %s on line %u", title,
                source_line(look->source, look->tokens[line].span.start));
        return true;
    }
    if (kind_at(look, look->at) == TOKEN_DEDENT && !lookahead_accepts(look, TOKEN_FINALLY)) {
        fail_as(failure, INDENTATION_ERROR, (Span){span_of_end(look).start, 0}, "unexpected unindent");
        return true;
    }
    if (kind_at(look, look->at) == TOKEN_INDENT) {
        Span span = span_here(look);
        span.start -= span.start > 0;
        fail_as(failure, INDENTATION_ERROR, (Span){span.start, span.start}, "unexpected indent");
        return true;
    }
    return false;
}

/* ---- Statements ---- */

static bool explain_try(const Lookahead *look) {
    if (!lookahead_accepts(look, TOKEN_FINALLY) || kind_at(look, look->at) == TOKEN_INDENT) return false;
    fail(look->b->failure, span_of_end(look), "expected 'except' or 'finally' block");
    return true;
}

static bool explain_colon(const Lookahead *look) {
    uint8_t header = kind_at(look, lookahead_line(look, look->at)), before = kind_before(look, 1);
    Span span = span_here(look);
    if (header == TOKEN_DEF && before == TOKEN_ARROW) span = look->tokens[look->at - 1].span;
    else if (!header_title(header) || !lookahead_accepts(look, TOKEN_COLON)) return false;
    bool is_bare = before == TOKEN_ELSE || before == TOKEN_TRY || before == TOKEN_FINALLY;
    bool here = kind_at(look, look->at) == TOKEN_NEWLINE;
    if (!is_bare && (look->tokens[look->at].depth || (header != TOKEN_DEF && !here))) return false;
    fail(look->b->failure, span, "expected ':'");
    return true;
}

static bool explain_def(const Lookahead *look) {
    if (kind_before(look, 2) != TOKEN_DEF || kind_before(look, 1) != TOKEN_NAME) return false;
    fail(look->b->failure, span_here(look), "expected '('");
    return true;
}

static bool explain_except(const Lookahead *look) {
    size_t line = lookahead_line(look, look->at);
    if (kind_at(look, line) != TOKEN_EXCEPT || kind_at(look, look->at) != TOKEN_COMMA) return false;
    size_t end = lookahead_expression(look, line + 1, true, NULL);
    if (end <= look->at + 1) return false;
    fail(look->b->failure, lookahead_span(look, line + 1, end), "multiple exception types must be parenthesized");
    return true;
}

static bool explain_import(const Lookahead *look) {
    if (kind_at(look, look->at) != TOKEN_NEWLINE) return false;
    if (kind_before(look, 1) == TOKEN_IMPORT) {
        fail(look->b->failure, span_here(look), "Expected one or more names after 'import'");
        return true;
    }
    bool is_from = kind_at(look, lookahead_line(look, look->at)) == TOKEN_FROM;
    if (!is_from || kind_before(look, 1) != TOKEN_COMMA) return false;
    fail(look->b->failure, span_here(look), "trailing comma not allowed without surrounding parentheses");
    return true;
}

static bool explain_print(const Lookahead *look) {
    if (!look->at) return false;
    size_t name = look->at - 1;
    bool is_print = lookahead_is_word(look, name, "print");
    if (!is_print && !lookahead_is_word(look, name, "exec")) return false;
    size_t end = lookahead_expression(look, look->at, true, NULL);
    if (end == look->at) return false;
    const char *word = is_print ? "print" : "exec";
    fail(look->b->failure, lookahead_span(look, name, end),
         "Missing parentheses in call to '%s'. Did you mean %s(...)?", word, word);
    return true;
}

/* ---- Parameters and arguments ---- */

/* Whether the token stands directly in the parentheses of a `def`. */
static bool in_parameters(const Lookahead *look, size_t opener) {
    return opener != SIZE_MAX && opener >= 2 && kind_at(look, opener - 2) == TOKEN_DEF;
}

static size_t closing(const Lookahead *look, size_t opener) {
    size_t end = opener + 1;
    while (end < look->count && look->tokens[end].depth >= look->tokens[opener].depth) end++;
    return end < look->count ? end : look->count - 1;
}

static bool explain_star_default(const Lookahead *look) {
    uint8_t stars = kind_before(look, 2);
    if (kind_at(look, look->at) != TOKEN_EQUAL || (stars != TOKEN_STAR && stars != TOKEN_STARSTAR)) return false;
    fail(look->b->failure, span_here(look), "var-%s argument cannot have default value",
         stars == TOKEN_STAR ? "positional" : "keyword");
    return true;
}

static bool explain_parameters(const Lookahead *look, size_t opener) {
    uint8_t kind = kind_at(look, look->at), before = kind_before(look, 1);
    Failure *failure = look->b->failure;
    if (!in_parameters(look, opener)) return false;
    if (kind == TOKEN_LPAR && (before == TOKEN_COMMA || before == TOKEN_LPAR) &&
        kind_at(look, look->at + 1) != TOKEN_RPAR) {
        fail(failure, lookahead_span(look, look->at, closing(look, look->at) + 1),
             "Function parameters cannot be parenthesized");
        return true;
    }
    if (before == TOKEN_EQUAL && (kind == TOKEN_COMMA || kind == TOKEN_RPAR)) {
        fail(failure, look->tokens[look->at - 1].span, "expected default value expression");
        return true;
    }
    return explain_star_default(look);
}

static bool is_call(const Lookahead *look, size_t opener) {
    uint8_t before = opener ? kind_at(look, opener - 1) : 0;
    return before == TOKEN_NAME || before == TOKEN_RPAR || before == TOKEN_RSQB;
}

static bool explain_lambda_parameters(const Lookahead *look) {
    uint8_t kind = kind_at(look, look->at), before = kind_before(look, 1);
    bool is_nested = kind == TOKEN_LPAR && (before == TOKEN_LAMBDA || before == TOKEN_COMMA);
    if (!is_nested && kind != TOKEN_EQUAL) return false;
    for (size_t i = look->at; i-- > 0 && kind_at(look, i) != TOKEN_COLON;) {
        if (kind_at(look, i) != TOKEN_LAMBDA) continue;
        if (!is_nested) return explain_star_default(look);
        fail(look->b->failure, lookahead_span(look, look->at, closing(look, look->at) + 1),
             "Lambda expression parameters cannot be parenthesized");
        return true;
    }
    return false;
}

static bool explain_arguments(const Lookahead *look) {
    size_t opener = lookahead_opener(look, look->at);
    if (explain_parameters(look, opener) || explain_lambda_parameters(look)) return true;
    if (opener == SIZE_MAX || kind_at(look, opener) != TOKEN_LPAR) return false;
    uint8_t kind = kind_at(look, look->at);
    bool is_empty = kind_before(look, 1) == TOKEN_EQUAL && (kind == TOKEN_COMMA || kind == TOKEN_RPAR);
    size_t value = lookahead_operand(look, look->at - is_empty);
    if (is_empty && value + 2 == look->at && kind_at(look, value) == TOKEN_NAME) {
        fail(look->b->failure, lookahead_span(look, look->at - 2, look->at), "expected argument value expression");
        return true;
    }
    if (is_empty && value + 1 < look->at && kind_at(look, value) != TOKEN_LAMBDA) {
        fail(look->b->failure, lookahead_span(look, value, look->at),
             "expression cannot contain assignment, perhaps you meant \"==\"?");
        return true;
    }
    bool is_unary = kind_before(look, 2) == TOKEN_LPAR || kind_before(look, 2) == TOKEN_COMMA;
    if (kind_before(look, 1) == TOKEN_STAR && is_unary && (kind == TOKEN_COMMA || kind == TOKEN_RPAR) &&
        is_call(look, opener)) {
        fail(look->b->failure, span_here(look), "Invalid star expression");
        return true;
    }
    if (kind == TOKEN_STARSTAR && kind_before(look, 1) == TOKEN_LPAR && !is_call(look, opener)) {
        fail(look->b->failure, span_here(look), "cannot use double starred expression here");
        return true;
    }
    uint8_t stars = value ? kind_at(look, value - 1) : 0;
    if (kind == TOKEN_EQUAL && (stars == TOKEN_STAR || stars == TOKEN_STARSTAR)) {
        size_t end = lookahead_expression(look, look->at + 1, false, NULL);
        fail(look->b->failure, lookahead_span(look, value - 1, end), "cannot assign to %s argument unpacking",
             stars == TOKEN_STAR ? "iterable" : "keyword");
        return true;
    }
    if (kind != TOKEN_FOR || value < 2 || kind_at(look, value - 1) != TOKEN_EQUAL) return false;
    fail(look->b->failure, lookahead_span(look, value - 2, value),
         "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    return true;
}

/* ---- Expressions ---- */

/* Operators looser than `|` outside of brackets: not a bitwise_or of the grammar. */
static bool has_loose_operator(const Lookahead *look, size_t first, size_t end) {
    static const uint8_t loose[] = {TOKEN_AND,       TOKEN_OR,         TOKEN_NOT,           TOKEN_IN,
                                    TOKEN_IS,        TOKEN_LESS,       TOKEN_GREATER,       TOKEN_EQUAL_EQUAL,
                                    TOKEN_NOT_EQUAL, TOKEN_LESS_EQUAL, TOKEN_GREATER_EQUAL, TOKEN_LAMBDA};
    for (size_t i = first; i < end; i++) {
        if (look->tokens[i].depth == look->tokens[end - 1].depth && memchr(loose, kind_at(look, i), sizeof loose)) {
            return true;
        }
    }
    return false;
}

/* `=` where a condition or an item stands. */
static bool explain_equal(const Lookahead *look) {
    if (kind_at(look, look->at) != TOKEN_EQUAL || !look->at) return false;
    size_t start = lookahead_operand(look, look->at);
    uint8_t before = start ? kind_at(look, start - 1) : 0;
    if (before == TOKEN_FIELD_OPEN || before == TOKEN_EQUAL) return false;
    bool is_condition = before == TOKEN_IF || before == TOKEN_ELIF || before == TOKEN_WHILE;
    Expr *target = NULL;
    if (!is_condition && !look->tokens[look->at].depth) return false;
    if (lookahead_expression(look, start, false, &target) != look->at || !target) return false;
    size_t end = lookahead_expression(look, look->at + 1, false, NULL);
    bool goes_on = kind_at(look, end) == TOKEN_EQUAL || kind_at(look, end) == TOKEN_COLON_EQUAL;
    if (end == look->at + 1 || goes_on || has_loose_operator(look, start, look->at)) return false;
    if (target->kind == EXPR_NAME && !target->parens) {
        fail(look->b->failure, lookahead_span(look, start, end),
             "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        return true;
    }
    if (target->kind == EXPR_LIST || target->kind == EXPR_TUPLE || target->kind == EXPR_GENERATOR) return false;
    fail(look->b->failure, target->span, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
         expr_title(target));
    return true;
}

/* `:=` behind what is no name: a lambda and an if-else end where it stands. */
static bool explain_walrus(const Lookahead *look) {
    if (kind_at(look, look->at) != TOKEN_COLON_EQUAL || !look->at) return false;
    size_t opener = lookahead_opener(look, look->at), start = look->at;
    while (start > 0 && start - 1 != opener && kind_at(look, start - 1) != TOKEN_COMMA &&
           kind_at(look, start - 1) != TOKEN_NEWLINE)
        start--;
    Expr *target = NULL;
    if (opener == SIZE_MAX || lookahead_expression(look, start, false, &target) != look->at) return false;
    if (!target || kind_at(look, start) == TOKEN_STAR) return false;
    fail(look->b->failure, lookahead_span(look, start, look->at), "cannot use assignment expressions with %s",
         expr_title(target));
    return true;
}

static bool is_soft_keyword(const Lookahead *look, size_t token) {
    return lookahead_is_word(look, token, "match") || lookahead_is_word(look, token, "case") ||
           lookahead_is_word(look, token, "type") || lookahead_is_word(look, token, "_");
}

/* Two expressions side by side in brackets. */
static bool explain_comma(const Lookahead *look) {
    if (!look->at || !look->tokens[look->at - 1].depth) return false;
    size_t start = lookahead_operand(look, look->at);
    uint8_t before = start ? kind_at(look, start - 1) : 0;
    if (start == look->at || before == TOKEN_ELSE || before == TOKEN_IF ||
        in_parameters(look, lookahead_opener(look, look->at)))
        return false;
    if (before == TOKEN_COMMA && lookahead_accepts(look, TOKEN_COLON))
        return false; /* a dict's key without its value */
    bool is_prefix =
        start + 1 == look->at && kind_at(look, start) == TOKEN_NAME && kind_at(look, look->at) == TOKEN_STRING;
    if (is_prefix || is_soft_keyword(look, start)) return false;
    if (lookahead_expression(look, start, false, NULL) != look->at) return false;
    size_t end = lookahead_expression(look, look->at, false, NULL);
    if (end == look->at || !look->tokens[end - 1].depth) return false;
    if (end == look->count && look->stop->message) { /* whether the second one ends here, only the rest could tell */
        *look->b->failure = *look->stop;
        return true;
    }
    fail(look->b->failure, lookahead_span(look, start, end), "invalid syntax. Perhaps you forgot a comma?");
    return true;
}

static bool explain_else(const Lookahead *look) {
    if (!look->at || !lookahead_accepts(look, TOKEN_ELSE) || kind_at(look, look->at) == TOKEN_COLON) return false;
    size_t condition = lookahead_operand(look, look->at);
    if (condition < 2 || kind_at(look, condition - 1) != TOKEN_IF) return false;
    size_t start = lookahead_operand(look, condition - 1);
    if (start == condition - 1) return false;
    fail(look->b->failure, lookahead_span(look, start, look->at), "expected 'else' after 'if' expression");
    return true;
}

/* Among the tokens from `first` to `end`, not in brackets of their own. */
static bool has_kind(const Lookahead *look, size_t first, size_t end, uint8_t kind) {
    for (size_t i = first; i < end; i++)
        if (kind_at(look, i) == kind && look->tokens[i].depth == look->tokens[first - 1].depth) return true;
    return false;
}

static bool explain_dict(const Lookahead *look) {
    size_t opener = lookahead_opener(look, look->at);
    uint8_t kind = kind_at(look, look->at);
    Failure *failure = look->b->failure;
    if (opener == SIZE_MAX || kind_at(look, opener) != TOKEN_LBRACE) return false;
    if (kind_before(look, 1) == TOKEN_COLON && kind == TOKEN_STAR) {
        size_t end = lookahead_expression(look, look->at, false, NULL);
        fail(failure, lookahead_span(look, look->at, end > look->at ? end : look->at + 1),
             "cannot use a starred expression in a dictionary value");
        return true;
    }
    if (kind_before(look, 1) == TOKEN_COLON && (kind == TOKEN_RBRACE || kind == TOKEN_COMMA)) {
        fail(failure, look->tokens[look->at - 1].span, "expression expected after dictionary key and ':'");
        return true;
    }
    size_t key = lookahead_operand(look, look->at);
    bool is_dict = kind_at(look, key - 1) == TOKEN_COMMA && has_kind(look, opener + 1, key, TOKEN_COLON);
    if (!is_dict || has_kind(look, key, look->at, TOKEN_LAMBDA) || !lookahead_accepts(look, TOKEN_COLON)) return false;
    uint32_t last = look->tokens[look->at - 1].span.end - 1;
    fail(failure, (Span){last, last}, "':' expected after dictionary key");
    return true;
}

static bool has_in(const Lookahead *look, size_t first) {
    for (size_t i = first; i < look->at; i++)
        if (kind_at(look, i) == TOKEN_IN && look->tokens[i].depth == look->tokens[first].depth) return true;
    return false;
}

/* The end of the items of a display, := and stars among them, and that of the first. */
static size_t end_of_items(const Lookahead *look, size_t from, size_t *first_end) {
    size_t end = from;
    for (*first_end = 0;; from = end + 1) {
        bool is_named = kind_at(look, from) == TOKEN_NAME && kind_at(look, from + 1) == TOKEN_COLON_EQUAL;
        end = lookahead_expression(look, from + (is_named ? 2 : kind_at(look, from) == TOKEN_STAR), false, NULL);
        if (!*first_end) *first_end = end;
        if (kind_at(look, end) != TOKEN_COMMA || end >= look->at) return end;
    }
}

static bool explain_comprehension(const Lookahead *look) {
    size_t opener = lookahead_opener(look, look->at);
    if (opener == SIZE_MAX) return false;
    size_t loop = look->at;
    while (loop > opener && kind_at(look, loop) != TOKEN_FOR) loop--;
    bool wants_in = loop > opener && loop < look->at && kind_at(look, look->at) != TOKEN_IN && !has_in(look, loop);
    if (wants_in && lookahead_accepts(look, TOKEN_IN)) {
        size_t targets = lookahead_expression(look, loop + 1, true, NULL);
        if (targets != look->at) return false;
        fail(look->b->failure, span_here(look), "'in' expected after for-loop variables");
        return true;
    }
    bool is_display = kind_at(look, opener) == TOKEN_LSQB || kind_at(look, opener) == TOKEN_LBRACE;
    if (!is_display || kind_at(look, look->at) != TOKEN_FOR) return false;
    size_t first_end, end = end_of_items(look, opener + 1, &first_end);
    if (kind_at(look, first_end) != TOKEN_COMMA || end != look->at) return false;
    fail(look->b->failure, lookahead_span(look, opener + 1, end),
         "did you forget parentheses around the comprehension target?");
    return true;
}

/* ---- f-strings ---- */

static bool ends_field(uint8_t kind) {
    return kind == TOKEN_FIELD_CLOSE || kind == TOKEN_FIELD_CONVERSION || kind == TOKEN_FIELD_SPEC ||
           kind == TOKEN_FIELD_EQUAL || kind == TOKEN_EQUAL;
}

static bool explain_empty_field(const Lookahead *look, size_t first) {
    const Token *token = &look->tokens[first];
    if (ends_field(token->kind)) {
        fail(look->b->failure, (Span){token->span.start, token->span.start + 1},
             "f-string: valid expression required before '%c'", look->source->text[token->span.start]);
    } else {
        fail(look->b->failure, token->span, "f-string: expecting a valid expression after '{'");
    }
    return true;
}

static bool explain_conversion(const Lookahead *look) {
    uint8_t kind = kind_at(look, look->at);
    if (kind_before(look, 1) == TOKEN_FIELD_CONVERSION) {
        fail(look->b->failure, span_here(look),
             ends_field(kind) ? "f-string: missing conversion character" : "f-string: invalid conversion character");
    } else if (kind_before(look, 2) == TOKEN_FIELD_CONVERSION) {
        fail(look->b->failure, span_here(look), "f-string: expecting ':' or '}'");
    } else {
        return false;
    }
    return true;
}

static bool explain_lambda(const Lookahead *look, size_t first) {
    for (size_t i = first; i < look->at; i++) {
        if (kind_at(look, i) != TOKEN_LAMBDA) continue;
        size_t colon = i;
        while (colon < look->at && kind_at(look, colon) != TOKEN_FIELD_SPEC) colon++;
        if (colon == look->at && kind_at(look, look->at) != TOKEN_FIELD_SPEC) return false;
        fail(look->b->failure, lookahead_span(look, i, colon + 1),
             "f-string: lambda expressions are not allowed without parentheses");
        return true;
    }
    return false;
}

static bool explain_field(const Lookahead *look) {
    size_t innermost = lookahead_opener(look, look->at), opener = innermost;
    while (opener != SIZE_MAX && kind_at(look, opener) != TOKEN_FIELD_OPEN) opener = lookahead_opener(look, opener);
    if (opener == SIZE_MAX) return false;
    if (opener == innermost && (explain_conversion(look) || explain_lambda(look, opener + 1))) return true;
    size_t end = lookahead_expression(look, opener + 1, true, NULL);
    if (end == opener + 1) return explain_empty_field(look, end);
    if (opener != innermost) return false;
    if (kind_at(look, end) == TOKEN_EQUAL && end + 1 == look->count) {
        uint32_t behind = look->tokens[end].span.end;
        fail(look->b->failure, (Span){behind, behind}, "f-string: expecting '}'");
    } else if (kind_at(look, end) == TOKEN_EQUAL) {
        fail(look->b->failure, look->tokens[end + 1].span, "f-string: expecting '!', or ':', or '}'");
    } else {
        fail(look->b->failure, look->tokens[end].span, "f-string: expecting '=', or '!', or ':', or '}'");
    }
    return true;
}

/* ---- All of them ---- */

static bool (*const checks[])(const Lookahead *) = {
    explain_left_out, explain_layout, explain_try,       explain_def,   explain_colon,  explain_print,
    explain_except,   explain_import, explain_arguments, explain_equal, explain_walrus, explain_comprehension,
    explain_comma,    explain_else,   explain_dict,      explain_field,
};

void explain_syntax_error(Building *b, const Lexer *lexer, size_t at) {
    Lookahead look = lookahead_new(b, lexer, at);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        if (checks[i](&look)) return;
    }
    Span span = span_here(&look);
    if (kind_at(&look, at) == 0) span = (Span){span_of_end(&look).start, 0};
    fail(b->failure, span, "invalid syntax");
}
