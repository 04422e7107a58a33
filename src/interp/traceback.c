/* What an exception on its way leaves behind, and the report made of it. */
#include "interp/traceback.h"

#include "base/panic.h"
#include "interp/interpreter.h"
#include "interp/suggestions.h"
#include "interp/syntax_report.h"
#include "interp/traceback_excerpt.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/tuple.h"

#include <string.h>

/* ---- Adding entries ---- */

Value raised_at(Frame *frame, Span span, Span anchor) {
    Thread *thread = frame->thread;
    if (thread->raised_frame == frame) return RAISED;
    thread->raised_frame = frame;
    if (!value_is_exception(thread->raised)) panic("failed without an exception");
    Exception *error = value_exception(thread->raised);
    Value inner = word_load(&error->traceback);
    Traceback *entry = object_new(&traceback_type, sizeof *entry);
    entry->code = frame->function->code->traced;
    entry->span = span;
    entry->anchor = anchor;
    entry->frame = frame;
    if (inner != NONE && inner != RAISED) entry->inner = (Traceback *)value_object(inner);
    else if (object_type(&error->object)->flags & TYPE_HAS_FIELDS)
        entry->scope = suggestion_scope(frame, thread->raised);
    word_store(&error->traceback, value_from_object(entry));
    return RAISED;
}

/* From the first such byte behind the operand to the end of the expression: the brackets of a call or subscript. */
static Span brackets_after(const Source *source, const Expr *operand, const Expr *whole, char opener) {
    uint32_t start = operand->span.end;
    while (start < whole->span.end && source->text[start] != opener) start++;
    return (Span){start, whole->span.end};
}

Span span_shown(const Source *source, const Expr *expr) {
    const Expr *access = expr->kind == EXPR_CALL ? ((const CallExpr *)expr)->callee : expr;
    if (access->kind != EXPR_ATTRIBUTE) return expr->span;
    Span name = ((const AttributeExpr *)access)->name_span;
    if (source_line(source, expr->span.start) == source_line(source, name.start)) return expr->span;
    return (Span){name.start, expr->span.end};
}

Value raised_at_expr(Frame *frame, const Expr *expr) {
    if (frame->thread->raised_frame == frame) return RAISED;
    const Source *source = frame->function->code->source;
    Span anchor = {0, 0};
    if (expr->kind == EXPR_BINARY) anchor = ((const BinaryExpr *)expr)->op_span;
    if (expr->kind == EXPR_CALL) anchor = brackets_after(source, ((const CallExpr *)expr)->callee, expr, '(');
    if (expr->kind == EXPR_SUBSCRIPT) anchor = brackets_after(source, ((const SubscriptExpr *)expr)->object, expr, '[');
    return raised_at(frame, span_shown(source, expr), anchor);
}

/* ---- Entries ---- */

enum { REPEATS_SHOWN = 3 };

static bool is_repeated(const Traceback *entry, const Traceback *last) {
    return last && strcmp(entry->code->source->name, last->code->source->name) == 0 &&
           strcmp(entry->code->function, last->code->function) == 0 &&
           source_line(entry->code->source, entry->span.start) == source_line(last->code->source, last->span.start);
}

static void add_repeated(Buffer *out, size_t count) {
    if (count <= REPEATS_SHOWN) return;
    count -= REPEATS_SHOWN;
    buffer_addf(out, "  [Previous line repeated %zu more time%s]\n", count, count > 1 ? "s" : "");
}

void traceback_format_entries(Buffer *out, Value traceback, const Palette *palette) {
    const Traceback *last = NULL;
    size_t count = 0;
    for (const Traceback *entry = (const Traceback *)value_object(traceback); entry; entry = entry->inner) {
        if (!is_repeated(entry, last)) {
            add_repeated(out, count);
            count = 0;
        }
        last = entry;
        if (++count <= REPEATS_SHOWN) traceback_excerpt(out, entry, palette);
    }
    add_repeated(out, count);
}

/* ---- Type, message, notes ---- */

static void add_type_name(Buffer *out, const Type *type) {
    if (type->module && strcmp(type->module, "builtins") != 0 && strcmp(type->module, "__main__") != 0)
        buffer_addf(out, "%s.", type->module);
    Value name = type->qualified_name;
    buffer_add_text(out, name == RAISED ? type->name : str_text(value_str_object(name)));
}

/* str(value) or a remark that it failed. */
static const char *safe_text(Thread *thread, Value value, const char *what) {
    Value text = value_str(thread, value);
    if (text != RAISED) return str_text(value_str_object(text));
    error_take(thread);
    return str_text(str_format("<%s str() failed>", what));
}

static void add_message(Thread *thread, Buffer *out, Value error, const Palette *palette) {
    Buffer message = {0};
    buffer_add_text(&message, safe_text(thread, error, "exception"));
    suggestion_add(thread, &message, error);
    buffer_add_text(out, palette->kind);
    add_type_name(out, value_type(error));
    buffer_add_text(out, palette->off);
    if (message.length > 0) buffer_addf(out, ": %s%s%s", palette->message, buffer_text(&message), palette->off);
    buffer_add_byte(out, '\n');
}

static void add_notes(Thread *thread, Buffer *out, Value error) {
    Value notes = value_find_attribute(thread, error, dunder_notes);
    if (notes == RAISED) error_take(thread);
    if (notes == RAISED || notes == UNBOUND || notes == NONE) return;
    if (!value_is_list(notes)) {
        buffer_addf(out, "%s\n", value_repr_text(thread, notes));
        return;
    }
    size_t count;
    Value *items = list_snapshot(value_list(notes), &count);
    for (size_t i = 0; i < count; i++) buffer_addf(out, "%s\n", safe_text(thread, items[i], "note"));
}

void traceback_format_exception_only(Thread *thread, Buffer *out, Value error, const Palette *palette) {
    if (value_is_instance(error, &syntax_error)) {
        Buffer name = {0};
        add_type_name(&name, value_type(error));
        syntax_report_add(thread, out, error, buffer_text(&name), palette);
    } else {
        add_message(thread, out, error, palette);
    }
    add_notes(thread, out, error);
}

/* ---- Printing ---- */

void traceback_print(Thread *thread, Value error) {
    Buffer out = {0};
    standard_output_flush(thread);
    traceback_format(thread, &out, error, palette_of_errors(thread));
    standard_error_write(thread, &out);
}

void traceback_print_ignored(Thread *thread, Value error, const char *what) {
    Buffer out = {0};
    buffer_addf(&out, "Exception ignored in: %s\n", what);
    traceback_format(thread, &out, error, palette_of_errors(thread));
    standard_error_write(thread, &out);
}
