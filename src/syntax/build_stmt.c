/* Makes the simple statements. */
#include "base/buffer.h"
#include "syntax/build.h"
#include "syntax/intern.h"
#include "syntax/target.h"
#include "syntax/thr.h"

#include <string.h>

void *stmt_new(size_t size, StmtKind kind, Span span) {
    Stmt *stmt = memory_new(size);
    stmt->kind = (uint8_t)kind;
    stmt->span = span;
    return stmt;
}

Block block_of(const StmtVector *statements) {
    return statements ? (Block){statements->at, (uint32_t)statements->count} : (Block){0};
}

StmtVector *stmts_new(void) {
    return memory_new(sizeof(StmtVector));
}

void stmts_append(StmtVector *to, const StmtVector *from) {
    for (size_t i = 0; i < from->count; i++) vector_push(to, from->at[i]);
}

/* From the token to the last piece that is there. */
static Span span_of(Token token, Piece first, Piece second) {
    Span span = token.span;
    if (first.expr) span.end = first.span.end;
    if (second.expr) span.end = second.span.end;
    return span;
}

Stmt *stmt_expression(Piece value) {
    ExpressionStmt *stmt = NEW_STMT(ExpressionStmt, STMT_EXPRESSION, value.span);
    stmt->expr = value.expr;
    return &stmt->stmt;
}

Stmt *stmt_assign(Building *b, const Items *targets, Piece value) {
    AssignStmt *stmt = NEW_STMT(AssignStmt, STMT_ASSIGN, span_join(targets->span, value.span));
    stmt->count = (uint32_t)targets->list.count;
    stmt->targets = memory_new(stmt->count * sizeof *stmt->targets);
    for (uint32_t i = 0; i < stmt->count; i++)
        stmt->targets[i] = target_of(b, targets->list.at[i], stmt->count == 1 ? TARGET_ONLY : TARGET_ASSIGN);
    stmt->value = value.expr;
    return &stmt->stmt;
}

static BinaryOp augmented_op(uint8_t kind) {
    switch (kind) {
    case TOKEN_PLUS_EQUAL:
        return BINARY_ADD;
    case TOKEN_MINUS_EQUAL:
        return BINARY_SUBTRACT;
    case TOKEN_STAR_EQUAL:
        return BINARY_MULTIPLY;
    case TOKEN_SLASH_EQUAL:
        return BINARY_DIVIDE;
    case TOKEN_PERCENT_EQUAL:
        return BINARY_MODULO;
    case TOKEN_AT_EQUAL:
        return BINARY_MATRIX_MULTIPLY;
    case TOKEN_AMPERSAND_EQUAL:
        return BINARY_AND;
    case TOKEN_BAR_EQUAL:
        return BINARY_OR;
    case TOKEN_CARET_EQUAL:
        return BINARY_XOR;
    case TOKEN_STARSTAR_EQUAL:
        return BINARY_POWER;
    case TOKEN_SLASHSLASH_EQUAL:
        return BINARY_FLOOR_DIVIDE;
    case TOKEN_SHIFT_LEFT_EQUAL:
        return BINARY_LEFT_SHIFT;
    default:
        return BINARY_RIGHT_SHIFT;
    }
}

Stmt *stmt_augmented(Building *b, Piece target, Token op, Piece value) {
    AugmentedStmt *stmt = NEW_STMT(AugmentedStmt, STMT_AUGMENTED, span_join(target.span, value.span));
    stmt->target = target_of_augmented(b, target.expr);
    stmt->op = augmented_op(op.kind);
    stmt->value = value.expr;
    stmt->op_span = op.span;
    return &stmt->stmt;
}

Stmt *stmt_annotated(Building *b, Piece target, Piece annotation, Piece value) {
    Piece last = value.expr ? value : annotation;
    AnnotatedStmt *stmt = NEW_STMT(AnnotatedStmt, STMT_ANNOTATED, span_join(target.span, last.span));
    ExprKind kind = (ExprKind)target.expr->kind;
    if (kind == EXPR_LIST || kind == EXPR_TUPLE) {
        Span span = target.expr->span;
        if (kind == EXPR_TUPLE && !target.expr->parens) span = ((SequenceExpr *)target.expr)->items.at[0]->span;
        fail(b->failure, span, "only single target (not %s) can be annotated", expr_title(target.expr));
    } else if (kind != EXPR_NAME && kind != EXPR_ATTRIBUTE && kind != EXPR_SUBSCRIPT) {
        fail(b->failure, target.expr->span, "illegal target for annotation");
    }
    stmt->target = (Target *)target.expr;
    stmt->annotation = annotation.expr;
    stmt->value = value.expr;
    stmt->simple = kind == EXPR_NAME && !target.expr->parens;
    return &stmt->stmt;
}

Stmt *stmt_plain(StmtKind kind, Token token) {
    return &NEW_STMT(PlainStmt, kind, token.span)->stmt;
}

Stmt *stmt_return(Token token, Piece value) {
    ReturnStmt *stmt = NEW_STMT(ReturnStmt, STMT_RETURN, span_of(token, value, value));
    stmt->value = value.expr;
    return &stmt->stmt;
}

Stmt *stmt_raise(Token token, Piece exception, Piece cause) {
    RaiseStmt *stmt = NEW_STMT(RaiseStmt, STMT_RAISE, span_of(token, exception, cause));
    stmt->exception = exception.expr;
    stmt->cause = cause.expr;
    return &stmt->stmt;
}

Stmt *stmt_assert(Token token, Piece condition, Piece message) {
    AssertStmt *stmt = NEW_STMT(AssertStmt, STMT_ASSERT, span_of(token, condition, message));
    stmt->condition = condition.expr;
    stmt->message = message.expr;
    return &stmt->stmt;
}

Stmt *stmt_delete(Building *b, Token token, Piece targets) {
    DeleteStmt *stmt = NEW_STMT(DeleteStmt, STMT_DELETE, span_of(token, targets, targets));
    SequenceExpr *list = (SequenceExpr *)targets.expr;
    bool is_list = targets.expr->kind == EXPR_TUPLE && !targets.expr->parens;
    stmt->count = is_list ? list->items.count : 1;
    stmt->targets = memory_new(stmt->count * sizeof *stmt->targets);
    for (uint32_t i = 0; i < stmt->count; i++) {
        stmt->targets[i] = target_of(b, is_list ? list->items.at[i] : targets.expr, TARGET_DELETE);
    }
    return &stmt->stmt;
}

NameVector *names_new(void) {
    return memory_new(sizeof(NameVector));
}

void names_add(Building *b, NameVector *names, Token name) {
    vector_push(&names->list, building_name(b, name));
    names->end = name.span.end;
}

Stmt *stmt_declaration(StmtKind kind, Token token, const NameVector *names) {
    DeclarationStmt *stmt = NEW_STMT(DeclarationStmt, kind, ((Span){token.span.start, names->end}));
    stmt->names = names->list.at;
    stmt->count = (uint32_t)names->list.count;
    return &stmt->stmt;
}

/* ---- Imports ---- */

Dotted dotted_start(Building *b, Token name) {
    return (Dotted){building_name(b, name), name, name.span};
}

Dotted dotted_join(Building *b, Dotted dotted, Token name) {
    Buffer joined = {0};
    buffer_addf(&joined, "%s.%s", dotted.name, building_name(b, name));
    return (Dotted){intern(joined.text, joined.length), dotted.first, span_join(dotted.span, name.span)};
}

ImportVector *import_names_new(void) {
    return memory_new(sizeof(ImportVector));
}

ImportVector *imports_star(Token star) {
    ImportVector *imports = import_names_new();
    imports->end = star.span.end;
    return imports;
}

static void imports_add(Building *b, ImportVector *imports, const char *name, Token bound, const Token *as, Span span) {
    if (as) span.end = as->span.end;
    ImportName import = {name, &name_new(b, as ? *as : bound)->target, as != NULL, span};
    vector_push(&imports->list, import);
    imports->end = span.end;
}

void imports_add_module(Building *b, ImportVector *imports, Dotted module, const Token *as) {
    imports_add(b, imports, module.name, module.first, as, module.span);
}

void imports_add_name(Building *b, ImportVector *imports, Token name, const Token *as) {
    imports_add(b, imports, building_name(b, name), name, as, name.span);
}

Stmt *stmt_import(Token token, const ImportVector *imports) {
    ImportStmt *stmt = NEW_STMT(ImportStmt, STMT_IMPORT, ((Span){token.span.start, imports->end}));
    stmt->names = imports->list.at;
    stmt->count = (uint32_t)imports->list.count;
    return &stmt->stmt;
}

Stmt *stmt_import_from(Token token, Origin origin, const ImportVector *imports) {
    ImportFromStmt *stmt = NEW_STMT(ImportFromStmt, STMT_IMPORT_FROM, ((Span){token.span.start, imports->end}));
    stmt->module = origin.name;
    stmt->level = origin.level;
    stmt->names = imports->list.at;
    stmt->count = (uint32_t)imports->list.count;
    return &stmt->stmt;
}
