/* Comma lists: one item is itself, more are a tuple. */
#include "syntax/build.h"

ExprList list_of(const ExprVector *exprs) {
    return (ExprList){exprs->at, (uint32_t)exprs->count};
}

SequenceExpr *sequence_new(ExprKind kind, Span span, const ExprVector *list) {
    SequenceExpr *sequence = NEW_EXPR(SequenceExpr, kind, span);
    if (list) sequence->items = list_of(list);
    sequence->star = -1;
    for (uint32_t i = 0; i < sequence->items.count; i++) {
        if (sequence->items.at[i]->kind == EXPR_STARRED) sequence->star = sequence->star == -1 ? (int32_t)i : -2;
    }
    return sequence;
}

Items *items_new(Piece first) {
    Items *items = memory_new(sizeof *items);
    items->span = first.span;
    items_add(items, first);
    return items;
}

void items_add(Items *items, Piece item) {
    vector_push(&items->list, item.expr);
    items->span.end = item.span.end;
    items->last = item;
}

static Piece tuple(const Items *items, Span span) {
    return (Piece){(Expr *)sequence_new(EXPR_TUPLE, span, &items->list), span};
}

Piece items_value(const Items *items) {
    return items->list.count == 1 ? items->last : tuple(items, items->span);
}

Piece items_index(const Items *items) {
    bool is_tuple = items->list.count > 1 || items->last.expr->kind == EXPR_STARRED;
    return is_tuple ? tuple(items, items->span) : items->last;
}

Piece items_tuple(const Items *items, Token comma) {
    return tuple(items, span_join(items->span, comma.span));
}
