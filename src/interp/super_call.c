/* super() without arguments: the class is the captured __class__ of the method that runs, the receiver its first argument. */
#include "interp/super_call.h"

#include "interp/calls.h"
#include "interp/traceback.h"
#include "object/error.h"
#include "object/super.h"

bool is_super_call(const Expr *node) {
    const CallExpr *call = (const CallExpr *)node;
    return node->kind == EXPR_CALL && call->count == 0 && call->callee->kind == EXPR_NAME &&
           strcmp(((const NameExpr *)call->callee)->name, "super") == 0;
}

/* A receiver that an inner function uses is in a cell; one that happens to be a cell is not. */
static Value first_argument(Frame *frame) {
    const Scope *scope = frame->function->code->node->scope;
    for (int32_t i = 0; i < scope->cell_count; i++)
        if (scope->cells[i] == 0) return word_load(&((Cell *)(void *)frame->slots[0])->value);
    return frame->slots[0];
}

/* RAISED: this code captured no class. */
static Value captured_class(Frame *frame) {
    const Scope *scope = frame->function->code->node->scope;
    for (int32_t i = 0; i < scope->capture_count; i++)
        if (strcmp(scope->captures[i].name, "__class__") == 0) return word_load(&frame->function->cells[i]->value);
    return RAISED;
}

static bool fail_super(Frame *frame, const char *what) {
    return fail_error(frame->thread, &runtime_error, "super(): %s", what);
}

bool super_context(Frame *frame, Type **owner, Value *self) {
    if (frame->function->code->parameter_slots == 0) return fail_super(frame, "no arguments");
    *self = first_argument(frame);
    if (*self == UNBOUND) return fail_super(frame, "arg[0] deleted");
    Value class = captured_class(frame);
    if (class == RAISED) return fail_super(frame, "__class__ cell not found");
    if (class == UNBOUND) return fail_super(frame, "empty __class__ cell");
    *owner = (Type *)value_object(class);
    return true;
}

static Value super_here(Frame *frame) {
    Type *owner;
    Value self;
    if (!super_context(frame, &owner, &self)) return RAISED;
    Value proxy = super_new(owner, self);
    return proxy != UNBOUND ? proxy : super_refuse(frame->thread, owner, self);
}

Value eval_super_call(Expr *expr, Frame *frame) {
    CallExpr *node = (CallExpr *)expr;
    Value callee = node->callee->eval(node->callee, frame);
    if (callee == RAISED) return RAISED;
    if (callee != value_from_object(&super_type)) return call_any(node, frame, callee, UNBOUND);
    Value proxy = super_here(frame);
    return proxy == RAISED ? raised_at_expr(frame, expr) : proxy;
}
