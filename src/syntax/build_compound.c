/* Makes the statements that hold blocks, except definitions. */
#include "syntax/build.h"
#include "syntax/target.h"

static Span span_to(Token token, const StmtVector *last) {
    return span_join(token.span, vector_last(last)->span);
}

ElifVector *elifs_new(void) {
    return memory_new(sizeof(ElifVector));
}

void elifs_add(ElifVector *elifs, Token token, Piece condition, const StmtVector *body) {
    Elif part = {token, condition, body};
    vector_push(elifs, part);
}

static IfStmt *if_new(Token token, Piece condition, const StmtVector *then, Block otherwise) {
    IfStmt *stmt = NEW_STMT(IfStmt, STMT_IF, span_to(token, then));
    stmt->condition = condition.expr;
    stmt->then = block_of(then);
    stmt->otherwise = otherwise;
    if (otherwise.count) stmt->stmt.span.end = otherwise.at[otherwise.count - 1]->span.end;
    return stmt;
}

Stmt *stmt_if(Token token, Piece condition, const StmtVector *then, const ElifVector *elifs,
              const StmtVector *otherwise) {
    Block rest = block_of(otherwise);
    for (size_t i = elifs->count; i-- > 0;) {
        const Elif *part = &elifs->at[i];
        StmtVector alone = {0};
        vector_push(&alone, &if_new(part->token, part->condition, part->body, rest)->stmt);
        rest = block_of(&alone);
    }
    return &if_new(token, condition, then, rest)->stmt;
}

Stmt *stmt_while(Token token, Piece condition, const StmtVector *body, const StmtVector *otherwise) {
    WhileStmt *stmt = NEW_STMT(WhileStmt, STMT_WHILE, span_to(token, otherwise ? otherwise : body));
    stmt->condition = condition.expr;
    stmt->body = block_of(body);
    stmt->otherwise = block_of(otherwise);
    return &stmt->stmt;
}

Stmt *stmt_for(Building *b, Token token, Piece target, Piece iterable, const StmtVector *body,
               const StmtVector *otherwise) {
    ForStmt *stmt = NEW_STMT(ForStmt, STMT_FOR, span_to(token, otherwise ? otherwise : body));
    stmt->target = target_of(b, target.expr, TARGET_FOR);
    stmt->iterable = iterable.expr;
    stmt->body = block_of(body);
    stmt->otherwise = block_of(otherwise);
    return &stmt->stmt;
}

ClauseVector *clauses_new(void) {
    return memory_new(sizeof(ClauseVector));
}

ExceptClause except_clause(Building *b, Token token, Piece type, const Token *name, const StmtVector *body) {
    Target *target = name ? &name_new(b, *name)->target : NULL;
    return (ExceptClause){type.expr, target, block_of(body), span_to(token, body)};
}

Stmt *stmt_try(Building *b, Token token, const StmtVector *body, const ClauseVector *clauses,
               const StmtVector *otherwise, const StmtVector *final) {
    TryStmt *stmt = NEW_STMT(TryStmt, STMT_TRY, span_to(token, final ? final : otherwise ? otherwise : body));
    stmt->body = block_of(body);
    if (clauses) {
        stmt->clauses = clauses->at;
        stmt->clause_count = (uint32_t)clauses->count;
        if (!final && !otherwise) stmt->stmt.span.end = vector_last(clauses).span.end;
    }
    for (uint32_t i = 0; i + 1 < stmt->clause_count; i++) {
        if (!stmt->clauses[i].type) fail(b->failure, stmt->clauses[i].span, "default 'except:' must be last");
    }
    stmt->otherwise = block_of(otherwise);
    stmt->final = block_of(final);
    return &stmt->stmt;
}

WithVector *withs_new(void) {
    return memory_new(sizeof(WithVector));
}

void withs_add(Building *b, WithVector *withs, Piece context, Piece target) {
    WithItem item = {.context = context.expr};
    if (target.expr) item.target = target_of(b, target.expr, TARGET_WITH);
    vector_push(withs, item);
}

WithVector *withs_from_items(Building *b, const Items *items, Piece target) {
    WithVector *withs = withs_new();
    for (size_t i = 0; i < items->list.count; i++) {
        Piece context = {items->list.at[i], items->list.at[i]->span};
        withs_add(b, withs, context, i + 1 == items->list.count ? target : (Piece){0});
    }
    return withs;
}

/* with (a, b): two items, although it reads like a tuple. */
static ExprList items_in_parens(const WithVector *withs) {
    Expr *only = withs->at[0].context;
    if (withs->count > 1 || withs->at[0].target || only->kind != EXPR_TUPLE || !only->parens) return (ExprList){0};
    ExprList items = ((SequenceExpr *)only)->items;
    for (uint32_t i = 0; i < items.count; i++) {
        if (items.at[i]->kind == EXPR_STARRED || (items.at[i]->kind == EXPR_NAMED && !items.at[i]->parens)) {
            return (ExprList){0};
        }
    }
    return items;
}

Stmt *stmt_with(Building *b, Token token, const WithVector *withs, const StmtVector *body) {
    WithStmt *stmt = NEW_STMT(WithStmt, STMT_WITH, span_to(token, body));
    ExprList items = items_in_parens(withs);
    if (items.count) {
        WithVector *unpacked = withs_new();
        for (uint32_t i = 0; i < items.count; i++)
            withs_add(b, unpacked, (Piece){items.at[i], items.at[i]->span}, (Piece){0});
        withs = unpacked;
    }
    stmt->items = withs->at;
    stmt->count = (uint32_t)withs->count;
    stmt->body = block_of(body);
    return &stmt->stmt;
}
