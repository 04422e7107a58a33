/* f"…": parts put together in one buffer; a field that already is a str goes in as it is. */
#include "interp/prepare.h"
#include "interp/traceback.h"
#include "object/operators.h"
#include "object/str.h"

void prepare_fstring(Preparer *preparer, Expr *node) {
    FStringExpr *fstring = (FStringExpr *)node;
    for (uint32_t i = 0; i < fstring->parts.count; i++) prepare_expr(preparer, fstring->parts.at[i]);
}

void prepare_field(Preparer *preparer, Expr *node) {
    FieldExpr *field = (FieldExpr *)node;
    prepare_expr(preparer, field->value);
    prepare_expr(preparer, field->spec ? &field->spec->expr : NULL);
}

static Value convert(Thread *thread, char conversion, Value value) {
    switch (conversion) {
    case 's':
        return value_str(thread, value);
    case 'r':
        return value_repr(thread, value);
    case 'a':
        return value_ascii(thread, value);
    default:
        return value;
    }
}

static Value format_field(FieldExpr *field, Frame *frame, Value value, Str *spec) {
    Value converted = convert(frame->thread, field->conversion, value);
    if (converted == RAISED) return raised_at_expr(frame, &field->expr);
    if (spec->bytes == 0 && value_has_type(converted, &str_type)) return converted;
    Value text = value_format(frame->thread, converted, spec);
    return text == RAISED ? raised_at_expr(frame, &field->expr) : text;
}

/* A field as a Str. */
Value eval_field(Expr *expr, Frame *frame) {
    FieldExpr *field = (FieldExpr *)expr;
    Value value = field->value->eval(field->value, frame);
    if (value == RAISED) return RAISED;
    Value spec = field->spec ? field->spec->expr.eval(&field->spec->expr, frame) : value_from_object(str_new("", 0));
    return spec == RAISED ? RAISED : format_field(field, frame, value, value_str_object(spec));
}

Value eval_fstring(Expr *expr, Frame *frame) {
    FStringExpr *node = (FStringExpr *)expr;
    Buffer text = {0};
    for (uint32_t i = 0; i < node->parts.count; i++) {
        Value part = node->parts.at[i]->eval(node->parts.at[i], frame);
        if (part == RAISED) return RAISED;
        Str *str = value_str_object(part);
        buffer_add(&text, str_text(str), str->bytes);
    }
    return value_from_object(str_from_buffer(&text));
}
