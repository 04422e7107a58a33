/* Drives the stages: tokens, table parser, names; and decides between complete, incomplete and wrong. */
#include "syntax/parser.h"

#include "base/text.h"
#include "syntax/explain.h"
#include "syntax/grammar.h"
#include "syntax/intern.h"
#include "syntax/lookahead.h"
#include "syntax/resolve.h"

#include <string.h>

typedef struct Parse {
    const Source *source;
    ParseMode mode;
    bool is_within;
    Lexer lexer;
    Failure failure;
    Building building;
    void *parser;
    size_t fed; /* tokens the parser was given */
} Parse;

/* ---- What the grammar's hooks report ---- */

void building_refuse(Building *b, Token token) {
    (void)token;
    b->refused = true;
}

void building_overflow(Building *b) {
    b->overflow = true;
}

static FunctionNode *module_new(Building *b) {
    Span all = {0, b->source->length};
    b->module = function_node_new(b, intern("<module>", 8), all);
    b->module->first_line = 1;
    return b->module;
}

void building_finish(Building *b, StmtVector *statements) {
    function_set_body(module_new(b), statements);
}

void building_finish_expression(Building *b, Piece value) {
    StmtVector body = {0};
    vector_push(&body, stmt_expression(value));
    module_new(b)->body = block_of(&body);
}

/* ---- Feeding ---- */

static bool stopped(const Building *b) {
    return b->refused || b->overflow || b->failure->message;
}

static void feed_all(Parse *parse) {
    Building *b = &parse->building;
    const TokenVector *tokens = &parse->lexer.tokens;
    parse->parser = grammar_new(b);
    if (parse->mode == PARSE_EXPRESSION) grammar_feed(parse->parser, (Token){.kind = TOKEN_EVAL});
    for (parse->fed = 0; parse->fed < tokens->count && !stopped(b); parse->fed++) {
        grammar_feed(parse->parser, tokens->at[parse->fed]);
    }
}

/* ---- Verdicts ---- */

static ParseResult refusal(const Failure *failure) {
    return (ParseResult){
        .status = PARSE_ERROR, .error_kind = failure->kind, .message = failure->message, .span = failure->span};
}

/* Whether the text ends in a blank line, by which a REPL's user ends a block. */
static bool ends_blank(const Source *source) {
    size_t length;
    if (source->length == 0 || (source->text[source->length - 1] != '\n' && source->text[source->length - 1] != '\r')) {
        return false;
    }
    const char *line = source_line_text(source, source->line_count - 1, &length);
    return strspn(line, " \t\f") >= length;
}

static const char *waiting_for(const Parse *parse) {
    const Nest *top = nesting_top(&parse->lexer.nesting);
    if (!top) return NULL;
    return top->kind == NEST_FSTRING ? "f-string" : intern(&top->opener, 1);
}

static ParseResult incomplete(const Parse *parse) {
    return (ParseResult){.status = PARSE_INCOMPLETE,
                         .error_kind = parse->failure.kind,
                         .message = parse->failure.message,
                         .span = parse->failure.span,
                         .waiting_for = waiting_for(parse)};
}

static ParseResult judge_refusal(Parse *parse) {
    const Token *token = &parse->lexer.tokens.at[parse->fed - 1];
    explain_syntax_error(&parse->building, &parse->lexer, parse->fed - 1);
    bool is_interactive = parse->mode == PARSE_INTERACTIVE;
    if (is_interactive && token->invented && !ends_blank(parse->source)) return incomplete(parse);
    return refusal(&parse->failure);
}

static bool has_open_block(const Parse *parse) {
    const TokenVector *tokens = &parse->lexer.tokens;
    return tokens->count >= 2 && tokens->at[tokens->count - 2].kind == TOKEN_DEDENT &&
           tokens->at[tokens->count - 2].invented;
}

/* Whether an else or the like could follow below. */
static bool awaits_clause(const Stmt *stmt) {
    switch (stmt->kind) {
    case STMT_IF: {
        Block otherwise = ((const IfStmt *)stmt)->otherwise;
        return otherwise.count == 0 || (otherwise.count == 1 && awaits_clause(otherwise.at[0]));
    }
    case STMT_FOR:
        return ((const ForStmt *)stmt)->otherwise.count == 0;
    case STMT_WHILE:
        return ((const WhileStmt *)stmt)->otherwise.count == 0;
    case STMT_TRY:
        return ((const TryStmt *)stmt)->final.count == 0;
    default:
        return false;
    }
}

/* A block goes on until a blank line; one written behind its colon, only where a clause could follow. */
static bool may_go_on(const Parse *parse) {
    if (ends_blank(parse->source)) return false;
    Block body = parse->building.module->body;
    return has_open_block(parse) || (body.count > 0 && awaits_clause(body.at[body.count - 1]));
}

static ParseResult judge_accepted(Parse *parse) {
    if (parse->mode == PARSE_INTERACTIVE && may_go_on(parse)) return incomplete(parse);
    parse->building.module->has_namespace = parse->is_within;
    if (!scope_resolve(parse->building.module, &parse->failure)) return refusal(&parse->failure);
    return (ParseResult){.status = PARSE_COMPLETE, .module = parse->building.module, .doubts = parse->failure.doubts};
}

/* The line of the last token that CPython's parser looks at for the error: the refused one, or the one behind the error. */
static uint32_t last_line_read(const Parse *parse) {
    size_t last = parse->fed - 1;
    const Token *tokens = parse->lexer.tokens.at;
    bool looked_beyond = parse->failure.span.start < tokens[last].span.start;
    while (looked_beyond && last + 1 < parse->lexer.tokens.count && tokens[last].span.start < parse->failure.span.end) {
        last++;
    }
    return source_line(parse->source, tokens[last].span.start);
}

/* A brace that nobody closes, behind an operand: CPython looks for a second one there. */
static bool refused_open_brace(Parse *parse, const Failure *unclosed) {
    const Token *refused = &parse->lexer.tokens.at[parse->fed - 1];
    if (!parse->building.refused || refused->kind != TOKEN_LBRACE || refused->span.start != unclosed->span.start)
        return false;
    Lookahead look = lookahead_new(&parse->building, &parse->lexer, parse->fed - 1);
    return lookahead_accepts(&look, TOKEN_PLUS);
}

/* The lexer stopped: its error stands unless the parser found one before it that counts more. */
static ParseResult judge_lexer(Parse *parse) {
    Building *b = &parse->building;
    const Failure *failure = &parse->lexer.failure;
    bool wrong_before = !parse->lexer.decisive && stopped(b);
    if (wrong_before && b->refused) explain_syntax_error(b, &parse->lexer, parse->fed - 1);
    if (wrong_before && parse->lexer.unfinished &&
        (last_line_read(parse) > source_line(parse->source, failure->span.start) ||
         refused_open_brace(parse, failure))) {
        wrong_before = false; /* an error behind a bracket that nobody closed is its consequence */
    }
    if (wrong_before) return refusal(&parse->failure);
    parse->failure = *failure;
    bool is_incomplete = parse->mode == PARSE_INTERACTIVE && parse->lexer.unfinished;
    return is_incomplete ? incomplete(parse) : refusal(failure);
}

static bool check_encoding(const Source *source, Failure *failure) {
    size_t bad;
    if (text_is_valid(source->text, source->length, &bad)) return true;
    uint32_t at = (uint32_t)bad;
    return fail(failure, (Span){at, at},
                "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %u: invalid %s byte",
                (unsigned char)source->text[at], at, (source->text[at] & 0xC0) == 0x80 ? "start" : "continuation");
}

ParseResult parse(const Source *source, ParseMode mode) {
    Parse *parse = memory_new(sizeof *parse);
    parse->source = source;
    parse->mode = mode & ~PARSE_WITHIN;
    parse->is_within = mode & PARSE_WITHIN;
    parse->building = (Building){.source = source, .failure = &parse->failure};
    if (!check_encoding(source, &parse->failure)) return refusal(&parse->failure);
    bool lexed = lexer_run(&parse->lexer, source, parse->mode == PARSE_EXPRESSION);
    if (!lexed && parse->lexer.decisive) return judge_lexer(parse);
    feed_all(parse);
    if (parse->building.overflow) {
        fail(&parse->failure, parse->lexer.tokens.at[parse->fed - 1].span, "too deeply nested");
    }
    if (!lexed) return judge_lexer(parse);
    if (parse->building.refused) return judge_refusal(parse);
    if (parse->failure.message) return refusal(&parse->failure);
    return judge_accepted(parse);
}
