/* Strings and f-strings: neighbours become one, text next to text is merged. */
#include "syntax/build.h"
#include "syntax/literal.h"
#include "syntax/thr.h"

#include <string.h>

static ConstantExpr *text_new(ConstantKind kind, Span span, const Buffer *text) {
    ConstantExpr *expr = NEW_EXPR(ConstantExpr, EXPR_CONSTANT, span);
    expr->constant = kind;
    expr->text = buffer_text(text);
    expr->length = text->length;
    return expr;
}

/* Adds text behind what is there, in a new node: parts are shared by nobody, constants by some. */
static void add_text(ExprVector *parts, ConstantKind kind, Span span, const char *text, size_t length) {
    Buffer joined = {0};
    Expr *last = parts->count ? vector_last(parts) : NULL;
    if (last && last->kind == EXPR_CONSTANT) {
        ConstantExpr *before = (ConstantExpr *)last;
        buffer_add(&joined, before->text, before->length);
        span.start = last->span.start;
        parts->count--;
    }
    buffer_add(&joined, text, length);
    vector_push(parts, &text_new(kind, span, &joined)->expr);
}

Parts *parts_new(void) {
    return memory_new(sizeof(Parts));
}

void parts_add_text(Building *b, Parts *parts, Token text) {
    Buffer decoded = {0};
    literal_decode_piece(b->source->text, text.span, text.kind == TOKEN_FSTRING_RAW, &decoded, b->failure);
    add_text(&parts->list, CONSTANT_STR, text.span, buffer_text(&decoded), decoded.length);
}

/* The text that `=` shows: as written, but without comments. */
static void copy_without_comments(Buffer *out, const char *text, const char *end) {
    char quote = '\0';
    for (; text < end; text++) {
        if (quote ? *text == quote : *text == '"' || *text == '\'') quote = quote ? '\0' : *text;
        if (!quote && *text == '#')
            while (text < end && *text != '\n') text++;
        if (text < end) buffer_add_byte(out, *text);
    }
}

void parts_add_field(Building *b, Parts *parts, WrittenField field) {
    if (field.shown.end) {
        Buffer shown = {0};
        copy_without_comments(&shown, b->source->text + field.shown.start, b->source->text + field.shown.end);
        add_text(&parts->list, CONSTANT_STR, field.shown, buffer_text(&shown), shown.length);
    }
    vector_push(&parts->list, &field.field->expr);
}

Token conversion(Building *b, Token mark, Token name) {
    const char *text = b->source->text + name.span.start;
    int length = (int)(name.span.end - name.span.start);
    if (mark.span.end != name.span.start) {
        fail(b->failure, span_join(mark.span, name.span),
             "f-string: conversion type must come right after the exclamanation mark");
    } else if (length != 1 || !strchr("sra", *text)) {
        fail(b->failure, name.span, "f-string: invalid conversion character '%.*s': expected 's', 'r', or 'a'", length,
             text);
    }
    return name;
}

WrittenField written_field(Building *b, Token open, Piece value, Token debug, Token conversion, const Parts *spec,
                           Token close) {
    FieldExpr *field = NEW_EXPR(FieldExpr, EXPR_FIELD, span_join(open.span, close.span));
    field->value = value.expr;
    if (conversion.span.end) field->conversion = b->source->text[conversion.span.start];
    else if (debug.span.end && !spec) field->conversion = 'r';
    if (spec) {
        field->spec = NEW_EXPR(FStringExpr, EXPR_FSTRING, ((Span){spec->span.start, close.span.start}));
        field->spec->parts = list_of(&spec->list);
    }
    Span shown = debug.span.end ? (Span){open.span.end, debug.span.end} : (Span){0, 0};
    return (WrittenField){field, shown};
}

Strings *strings_new(void) {
    return memory_new(sizeof(Strings));
}

static void widen(Strings *strings, Span span) {
    if (!strings->count++) strings->span = span;
    strings->span.end = span.end;
}

static void check_mixture(Building *b, const Strings *strings, bool is_bytes) {
    if (strings->count && strings->is_bytes != is_bytes) {
        fail(b->failure, (Span){strings->span.end, strings->span.end + 1}, "cannot mix bytes and nonbytes literals");
    }
}

void strings_add_token(Building *b, Strings *strings, Token token) {
    Buffer decoded = {0};
    bool is_bytes = false;
    literal_decode(b->source->text, token.span, &decoded, &is_bytes, b->failure);
    bool mixed = strings->count && strings->is_bytes != is_bytes;
    if (!strings->count) strings->is_bytes = is_bytes;
    widen(strings, token.span);
    if (mixed) check_mixture(b, strings, is_bytes);
    add_text(&strings->parts, is_bytes ? CONSTANT_BYTES : CONSTANT_STR, token.span, buffer_text(&decoded),
             decoded.length);
}

void strings_add_parts(Building *b, Strings *strings, const Parts *parts) {
    widen(strings, parts->span);
    check_mixture(b, strings, false);
    strings->is_fstring = true;
    for (size_t i = 0; i < parts->list.count; i++) {
        Expr *part = parts->list.at[i];
        ConstantExpr *text = (ConstantExpr *)part;
        if (part->kind != EXPR_CONSTANT) vector_push(&strings->parts, part);
        else add_text(&strings->parts, CONSTANT_STR, part->span, text->text, text->length);
    }
}

Piece expr_strings(const Strings *strings) {
    if (!strings->is_fstring) {
        Expr *constant = strings->parts.at[0];
        constant->span = strings->span;
        return (Piece){constant, strings->span};
    }
    FStringExpr *expr = NEW_EXPR(FStringExpr, EXPR_FSTRING, strings->span);
    expr->parts = list_of(&strings->parts);
    return (Piece){&expr->expr, strings->span};
}
