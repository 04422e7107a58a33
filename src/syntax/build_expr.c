/* Makes the expressions that have no file of their own. */
#include "syntax/build.h"
#include "syntax/name.h"
#include "syntax/number.h"
#include "syntax/target.h"

#include <stdlib.h>

void *expr_new(size_t size, ExprKind kind, Span span) {
    Expr *expr = memory_new(size);
    expr->kind = (uint8_t)kind;
    expr->span = span;
    return expr;
}

static Piece piece(void *expr, Span span) {
    return (Piece){expr, span};
}

const char *building_name(const Building *b, Token name) {
    return name_intern(b->source->text, name.span);
}

NameExpr *name_new(const Building *b, Token name) {
    NameExpr *expr = NEW_EXPR(NameExpr, EXPR_NAME, name.span);
    expr->name = building_name(b, name);
    expr->index = -1;
    return expr;
}

Piece expr_name(Building *b, Token name) {
    return piece(name_new(b, name), name.span);
}

Piece expr_constant(ConstantKind kind, Token token) {
    ConstantExpr *expr = NEW_EXPR(ConstantExpr, EXPR_CONSTANT, token.span);
    expr->constant = kind;
    return piece(expr, token.span);
}

Piece expr_integer(Building *b, Token token) {
    Piece result = expr_constant(CONSTANT_INT, token);
    ConstantExpr *expr = (ConstantExpr *)result.expr;
    expr->text = number_digits(b->source->text, token.span, &expr->length);
    return result;
}

Piece expr_float(Building *b, Token token) {
    Piece result = expr_constant(CONSTANT_FLOAT, token);
    ConstantExpr *expr = (ConstantExpr *)result.expr;
    expr->text = number_digits(b->source->text, token.span, &expr->length);
    expr->number = strtod(expr->text, NULL);
    return result;
}

Piece expr_unary(UnaryOp op, Token token, Piece operand) {
    Span span = span_join(token.span, operand.span);
    UnaryExpr *expr = NEW_EXPR(UnaryExpr, EXPR_UNARY, span);
    expr->op = op;
    expr->operand = operand.expr;
    return piece(expr, span);
}

Piece expr_binary(BinaryOp op, Piece left, Token token, Piece right) {
    Span span = span_join(left.span, right.span);
    BinaryExpr *expr = NEW_EXPR(BinaryExpr, EXPR_BINARY, span);
    expr->op = op;
    expr->left = left.expr;
    expr->right = right.expr;
    expr->op_span = token.span;
    return piece(expr, span);
}

Piece expr_compare(Piece left, CompareOp op, Piece right) {
    Span span = span_join(left.span, right.span);
    CompareExpr *expr = NEW_EXPR(CompareExpr, EXPR_COMPARE, span);
    expr->first = left.expr;
    return expr_compare_more(piece(expr, span), op, right);
}

/* Room doubles whenever the count reaches a power of two. */
Piece expr_compare_more(Piece chain, CompareOp op, Piece right) {
    CompareExpr *expr = (CompareExpr *)chain.expr;
    uint32_t count = expr->count;
    if ((count & (count - 1)) == 0) {
        size_t room = count ? count * 2 : 1;
        expr->ops = memory_grow(expr->ops, count * sizeof *expr->ops, room * sizeof *expr->ops);
        expr->operands = memory_grow(expr->operands, count * sizeof *expr->operands, room * sizeof *expr->operands);
    }
    expr->ops[count] = op;
    expr->operands[count] = right.expr;
    expr->count++;
    expr->expr.span.end = right.span.end;
    return piece(expr, span_join(chain.span, right.span));
}

static void logical_add(LogicalExpr *expr, Expr *operand) {
    uint32_t count = expr->operands.count;
    if ((count & (count - 1)) == 0) {
        size_t size = sizeof(Expr *);
        expr->operands.at = memory_grow(expr->operands.at, count * size, (count ? count * 2 : 1) * size);
    }
    expr->operands.at[expr->operands.count++] = operand;
}

Piece expr_logical(bool is_or, Piece left, Piece right) {
    Span span = span_join(left.span, right.span);
    LogicalExpr *chain = (LogicalExpr *)left.expr;
    if (left.expr->kind == EXPR_LOGICAL && !left.expr->parens && chain->is_or == is_or) {
        chain->expr.span = span;
    } else {
        chain = NEW_EXPR(LogicalExpr, EXPR_LOGICAL, span);
        chain->is_or = is_or;
        logical_add(chain, left.expr);
    }
    logical_add(chain, right.expr);
    return piece(chain, span);
}

Piece expr_conditional(Piece then, Piece condition, Piece otherwise) {
    Span span = span_join(then.span, otherwise.span);
    ConditionalExpr *expr = NEW_EXPR(ConditionalExpr, EXPR_CONDITIONAL, span);
    expr->then = then.expr;
    expr->condition = condition.expr;
    expr->otherwise = otherwise.expr;
    return piece(expr, span);
}

Piece expr_named(Building *b, Piece target, Piece value) {
    Span span = span_join(target.span, value.span);
    if (target.expr->kind != EXPR_NAME || target.expr->parens) {
        fail(b->failure, target.span, "cannot use assignment expressions with %s", expr_title(target.expr));
    }
    NamedExpr *expr = NEW_EXPR(NamedExpr, EXPR_NAMED, span);
    expr->target = (Target *)target.expr;
    expr->value = value.expr;
    return piece(expr, span);
}

Piece expr_yield(ExprKind kind, Token token, Piece value) {
    Span span = value.expr ? span_join(token.span, value.span) : token.span;
    YieldExpr *expr = NEW_EXPR(YieldExpr, kind, span);
    expr->value = value.expr;
    return piece(expr, span);
}

Piece expr_starred(Token star, Piece value) {
    Span span = span_join(star.span, value.span);
    StarredExpr *expr = NEW_EXPR(StarredExpr, EXPR_STARRED, span);
    expr->value = value.expr;
    return piece(expr, span);
}

Piece expr_attribute(Building *b, Piece object, Token name) {
    Span span = span_join(object.span, name.span);
    AttributeExpr *expr = NEW_EXPR(AttributeExpr, EXPR_ATTRIBUTE, span);
    expr->object = object.expr;
    expr->name = building_name(b, name);
    expr->name_span = name.span;
    return piece(expr, span);
}

Piece expr_subscript(Piece object, Piece index, Token end) {
    Span span = span_join(object.span, end.span);
    SubscriptExpr *expr = NEW_EXPR(SubscriptExpr, EXPR_SUBSCRIPT, span);
    expr->object = object.expr;
    expr->index = index.expr;
    return piece(expr, span);
}

Piece expr_slice(Piece start, Token first, Piece stop, Token second, Piece step) {
    Span span = span_join(start.expr ? start.span : first.span, second.span);
    if (stop.expr && stop.span.end > span.end) span.end = stop.span.end;
    if (step.expr) span.end = step.span.end;
    SliceExpr *expr = NEW_EXPR(SliceExpr, EXPR_SLICE, span);
    expr->start = start.expr;
    expr->stop = stop.expr;
    expr->step = step.expr;
    return piece(expr, span);
}

Piece expr_sequence(ExprKind kind, Token open, const Items *items, Token close) {
    Span span = span_join(open.span, close.span);
    SequenceExpr *expr = sequence_new(kind, span, items ? &items->list : NULL);
    expr->target.expr.parens = kind == EXPR_TUPLE;
    return piece(expr, span);
}

Piece piece_parens(Token open, Piece inner, Token close) {
    inner.expr->parens = 1;
    return piece(inner.expr, span_join(open.span, close.span));
}

Piece expr_parens(Building *b, Token open, const Items *items, bool comma, Token close) {
    if (comma || items->list.count > 1) return expr_sequence(EXPR_TUPLE, open, items, close);
    if (items->last.expr->kind == EXPR_STARRED) {
        fail(b->failure, items->last.span, "cannot use starred expression here");
    }
    return piece_parens(open, items->last, close);
}

DictVector *dict_items_new(void) {
    return memory_new(sizeof(DictVector));
}

Piece expr_dict(Token open, const DictVector *items, Token close) {
    Span span = span_join(open.span, close.span);
    DictExpr *expr = NEW_EXPR(DictExpr, EXPR_DICT, span);
    if (items) {
        expr->items = items->at;
        expr->count = (uint32_t)items->count;
    }
    return piece(expr, span);
}
