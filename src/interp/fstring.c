/* f"…": the parts as strs, then all of them in one; a field that already is a str goes in as it is. */
#include "interp/prepare.h"
#include "interp/traceback.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str_core.h"

enum { FEW_PARTS = 16 };

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

/* What format() with an empty spec comes to for the built-in types that are met most. */
static bool is_formatted_as_str(Value value) {
    return value_is_small_int(value) || value_is_float(value) || value == NONE || value_is_bool(value);
}

static Value format_field(FieldExpr *field, Frame *frame, Value value, Str *spec) {
    Value text = convert(frame->thread, field->conversion, value);
    if (text != RAISED && (spec->bytes > 0 || !value_has_type(text, &str_type)))
        text = spec->bytes == 0 && is_formatted_as_str(text) ? value_str(frame->thread, text)
                                                             : value_format(frame->thread, text, spec);
    return text == RAISED ? raised_at_expr(frame, &field->expr) : text;
}

/* A field as a Str. */
Value eval_field(Expr *expr, Frame *frame) {
    FieldExpr *field = (FieldExpr *)expr;
    Value value = field->value->eval(field->value, frame);
    if (value == RAISED) return RAISED;
    Value spec = field->spec ? field->spec->expr.eval(&field->spec->expr, frame) : value_from_object(str_empty());
    return spec == RAISED ? RAISED : format_field(field, frame, value, value_str_object(spec));
}

/* A part as a Str, or as a small int that is still to be written: that needs no object of its own. */
static Value eval_part(Expr *expr, Frame *frame) {
    FieldExpr *field = (FieldExpr *)expr;
    if (expr->kind != EXPR_FIELD || field->spec != NULL || field->conversion > 0) return expr->eval(expr, frame);
    Value value = field->value->eval(field->value, frame);
    if (value == RAISED || value_is_small_int(value) || value_has_type(value, &str_type)) return value;
    return format_field(field, frame, value, str_empty());
}

static bool eval_parts(FStringExpr *node, Frame *frame, Value *parts) {
    for (uint32_t i = 0; i < node->parts.count; i++)
        if ((parts[i] = eval_part(node->parts.at[i], frame)) == RAISED) return false;
    return true;
}

static size_t digit_count(int64_t number) {
    uint64_t magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    size_t count = 1 + (number < 0);
    for (; magnitude >= 10; magnitude /= 10) count++;
    return count;
}

static Value join_parts(const Value *parts, uint32_t count) {
    size_t bytes = 0, more = 0; /* more bytes than code points */
    bool is_ascii = true;
    for (uint32_t i = 0; i < count; i++) {
        if (value_is_small_int(parts[i])) {
            bytes += digit_count(value_small_int(parts[i]));
            continue;
        }
        Str *part = value_str_object(parts[i]);
        bytes += part->bytes;
        more += part->bytes - part->length;
        is_ascii &= str_is_ascii(part);
    }
    Str *str = str_allocate(bytes, is_ascii);
    char *start = str->text + bytes; /* the parts are written from the last to the first, as digits are */
    for (uint32_t i = count; i-- > 0;) {
        if (value_is_small_int(parts[i])) {
            start = int64_digits(value_small_int(parts[i]), start);
            continue;
        }
        Str *part = value_str_object(parts[i]);
        start -= part->bytes;
        text_copy(start, part->text, part->bytes);
    }
    str->length = bytes - more;
    return value_from_object(str);
}

Value eval_fstring(Expr *expr, Frame *frame) {
    FStringExpr *node = (FStringExpr *)expr;
    uint32_t count = node->parts.count;
    Value few[FEW_PARTS], *parts = count <= FEW_PARTS ? few : memory_new(count * sizeof(Value));
    if (!eval_parts(node, frame, parts)) return RAISED;
    if (count != 1) return join_parts(parts, count);
    return value_is_small_int(parts[0]) ? int64_str(value_small_int(parts[0])) : parts[0];
}
