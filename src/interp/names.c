/* The plain way of names: one switch over the place that scope.c told. */
#include "interp/names.h"

#include "interp/left_out.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/names.h"

void prepare_name(Preparer *preparer, Expr *node) {
    (void)preparer;
    NameExpr *name = (NameExpr *)node;
    name->string = prepare_string(name->name);
}

static Value peek_global(NameExpr *node, Frame *frame) {
    Str *name = value_str_object(node->string);
    Value value = dict_get_str(frame->function->globals, name);
    return value != UNBOUND ? value : dict_get_str(frame->function->builtins, name);
}

static Value peek_class(NameExpr *node, Frame *frame) {
    Value value = dict_get_str(frame->function->names, value_str_object(node->string));
    if (value != UNBOUND) return value;
    return node->index < 0 ? peek_global(node, frame) : word_load(&frame->function->cells[node->index]->value);
}

static Cell *slot_cell(const NameExpr *node, Frame *frame) {
    return (Cell *)(void *)frame->slots[node->index];
}

Value name_peek(NameExpr *node, Frame *frame) {
    switch (node->place) {
    case PLACE_LOCAL:
        return frame->slots[node->index];
    case PLACE_CELL:
        return word_load(&slot_cell(node, frame)->value);
    case PLACE_FREE:
        return word_load(&frame->function->cells[node->index]->value);
    case PLACE_GLOBAL:
        return peek_global(node, frame);
    case PLACE_CLASS:
        return peek_class(node, frame);
    }
    return UNBOUND;
}

static void bind(NameExpr *node, Frame *frame, Value value) {
    switch (node->place) {
    case PLACE_LOCAL:
        frame->slots[node->index] = value;
        return;
    case PLACE_CELL:
        word_store(&slot_cell(node, frame)->value, value);
        return;
    case PLACE_FREE:
        word_store(&frame->function->cells[node->index]->value, value);
        return;
    case PLACE_GLOBAL:
        dict_set_str(frame->function->globals, value_str_object(node->string), value);
        return;
    case PLACE_CLASS:
        dict_set_str(frame->function->names, value_str_object(node->string), value);
        return;
    }
}

static Value raise_name(NameExpr *node, Frame *frame, Type *type, const char *format) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    raise_error(frame->thread, type, format, node->name);
#pragma GCC diagnostic pop
    exception_set_name(frame->thread->raised, node->string, UNBOUND);
    return raised_at_expr(frame, &node->target.expr);
}

Value raise_unbound(NameExpr *node, Frame *frame) {
    bool is_free = node->place == PLACE_FREE || node->string == value_from_object(dunder_class) ||
                   (node->place == PLACE_CLASS && node->index >= 0);
    if (is_free)
        return raise_name(
            node, frame, &name_error,
            "cannot access free variable '%s' where it is not associated with a value in enclosing scope");
    if (node->place == PLACE_LOCAL || node->place == PLACE_CELL)
        return raise_name(node, frame, &unbound_local_error,
                          "cannot access local variable '%s' where it is not associated with a value");
    const char *reason = left_out_name(str_text(value_str_object(node->string)));
    if (!reason) return raise_name(node, frame, &name_error, "name '%s' is not defined");
    return raise_name(node, frame, &name_error, str_text(str_format("name '%%s' is not defined: %s", reason)));
}

Value eval_name(Expr *node, Frame *frame) {
    Value value = name_peek((NameExpr *)node, frame);
    return value != UNBOUND ? value : raise_unbound((NameExpr *)node, frame);
}

bool assign_name(Target *target, Frame *frame, Value value) {
    bind((NameExpr *)target, frame, value);
    return true;
}

static bool unbind(NameExpr *node, Frame *frame) {
    Str *name = value_str_object(node->string);
    if (node->place == PLACE_GLOBAL) return dict_delete_str(frame->function->globals, name);
    if (node->place == PLACE_CLASS) return dict_delete_str(frame->function->names, name);
    if (name_peek(node, frame) == UNBOUND) return false;
    bind(node, frame, UNBOUND);
    return true;
}

bool name_delete(NameExpr *node, Frame *frame) {
    return unbind(node, frame) || raise_unbound(node, frame) != RAISED;
}

void name_clear(NameExpr *node, Frame *frame) {
    unbind(node, frame);
}
