/* Calls, the plain way: evaluate the callee, then the arguments, then call. `object.name(…)` asks for the method and its
   receiver separately, so that no bound method is made. */
#include "interp/calls.h"

#include "interp/arguments_gather.h"
#include "interp/super_call.h"
#include "interp/traceback.h"
#include "object/attribute.h"
#include "object/operators.h"

#include <alloca.h>

void prepare_call(Preparer *preparer, Expr *expr) {
    CallExpr *node = (CallExpr *)expr;
    prepare_expr(preparer, node->callee);
    for (uint32_t i = 0; i < node->count; i++) prepare_expr(preparer, node->arguments[i].value);
    for (uint32_t i = 0; i < node->count && i < CALL_FEW; i++) node->first[i] = node->arguments[i].value;
    node->keywords = arguments_keywords(node->arguments, node->count, node->keyword_count);
    node->site = prepare_site(preparer, span_shown(preparer->code->source, expr));
}

Value call_finish(CallExpr *node, Frame *frame, Value callee, const Arguments *args) {
    frame->site = node->site;
    Value value = value_call(frame->thread, callee, args);
    return value == RAISED ? raised_at_expr(frame, &node->expr) : value;
}

/* The arguments with the receiver in front of them. */
static Arguments arguments_behind(Value receiver, const Arguments *args) {
    size_t count = args->count + args->keyword_count;
    Value *items = memory_new((count + 1) * sizeof(Value));
    items[0] = receiver;
    memcpy(items + 1, args->items, count * sizeof(Value));
    return (Arguments){items, args->count + 1, args->keyword_count, args->keywords};
}

static bool gather_with_stars(CallExpr *node, Frame *frame, Value callee, Value receiver, Arguments *args) {
    if (!arguments_gather(frame, callee, node->arguments, node->count, args))
        return raised_at_expr(frame, &node->expr) != RAISED;
    if (receiver != UNBOUND) *args = arguments_behind(receiver, args);
    return true;
}

bool call_gather(CallExpr *node, Frame *frame, Value callee, Value receiver, Value *values, Arguments *args) {
    if (node->has_stars) return gather_with_stars(node, frame, callee, receiver, args);
    values[0] = receiver;
    if (!arguments_evaluate(frame, node->arguments, node->count, values + 1)) return false;
    *args = (Arguments){values + 1, node->count - node->keyword_count, node->keyword_count, node->keywords};
    if (receiver == UNBOUND) return true;
    args->items = values;
    args->count++;
    return true;
}

Value call_any(CallExpr *node, Frame *frame, Value callee, Value receiver) {
    Arguments args;
    Value *values = alloca((node->count + 1) * sizeof(Value));
    return call_gather(node, frame, callee, receiver, values, &args) ? call_finish(node, frame, callee, &args) : RAISED;
}

static Value eval_method_call(CallExpr *node, Frame *frame) {
    AttributeExpr *attribute = (AttributeExpr *)node->callee;
    Value object = attribute->object->eval(attribute->object, frame), receiver;
    if (object == RAISED) return RAISED;
    Value method = attribute_get_method(frame->thread, object, value_str_object(attribute->string), &receiver);
    return method == RAISED ? raised_at_expr(frame, node->callee) : call_any(node, frame, method, receiver);
}

Value eval_call(Expr *expr, Frame *frame) {
    CallExpr *node = (CallExpr *)expr;
    if (is_super_call(expr)) return eval_super_call(expr, frame);
    if (node->callee->kind == EXPR_ATTRIBUTE) return eval_method_call(node, frame);
    Value callee = node->callee->eval(node->callee, frame);
    return callee == RAISED ? RAISED : call_any(node, frame, callee, UNBOUND);
}
