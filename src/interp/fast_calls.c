/* Calls of functions of the script: arguments are evaluated straight into the slots of the callee's frame, which is a part
   of the evaluator's own frame on the C stack. What is rarer (defaults, keywords, stars, other callables) leaves by a call
   that is not inlined. */
#include "interp/attribute_cache.h"
#include "interp/call_plans.h"
#include "interp/call_records.h"
#include "interp/calls.h"
#include "interp/fast.h"
#include "interp/fast_calls.h"
#include "interp/super_call.h"
#include "interp/traceback.h"
#include "object/attribute.h"
#include "object/error.h"
#include "object/super.h"

#include <alloca.h>

/* ---- Frames of callees ---- */

static __attribute__((noinline)) Value raised_in_callee(CallExpr *node, Frame *frame) {
    return raised_at_expr(frame, &node->expr);
}

/* Runs the code of a frame whose first `bound` slots hold the arguments. */
static inline Value callee_run(CallExpr *node, Frame *callee, Frame *caller, Function *function, uint32_t bound) {
    const Code *code = function->code;
    for (int32_t i = (int32_t)bound; i < code->slot_count; i++) callee->slots[i] = UNBOUND;
    frame_start_from(callee, caller, caller->thread, function);
    caller->site = node->site;
    if (UNLIKELY(code->cell_count != 0)) frame_make_cells(callee);
    if (UNLIKELY(!frame_enter(callee))) return raised_in_callee(node, caller);
    Value value = code->body->eval(code->body, callee);
    frame_leave(callee);
    return LIKELY(value != RAISED) ? value : raised_in_callee(node, caller);
}

static inline bool evaluate_into(CallExpr *node, Frame *frame, Value *slots) {
    for (uint32_t i = 0; i < node->count; i++) {
        slots[i] = operand_value(node->arguments[i].value, frame);
        if (UNLIKELY(slots[i] == RAISED)) return false;
    }
    return true;
}

static __attribute__((noinline)) Value call_large(CallExpr *node, Frame *frame, Function *function, Value first) {
    Frame *callee = alloca(frame_size(function->code));
    uint32_t given = first != UNBOUND;
    if (given) callee->slots[0] = first;
    if (!evaluate_into(node, frame, callee->slots + given)) return RAISED;
    return callee_run(node, callee, frame, function, given + node->count);
}

static Value call_simple(CallExpr *node, Frame *frame, Function *function) {
    if (UNLIKELY(function->code->slot_count > FRAME_SMALL_SLOTS)) return call_large(node, frame, function, UNBOUND);
    SmallFrame space;
    if (UNLIKELY(!evaluate_into(node, frame, space.frame.slots))) return RAISED;
    return callee_run(node, &space.frame, frame, function, node->count);
}

static Value call_simple_method(CallExpr *node, Frame *frame, Function *function, Value receiver) {
    if (UNLIKELY(function->code->slot_count > FRAME_SMALL_SLOTS)) return call_large(node, frame, function, receiver);
    SmallFrame space;
    space.frame.slots[0] = receiver;
    if (UNLIKELY(!evaluate_into(node, frame, space.frame.slots + 1))) return RAISED;
    return callee_run(node, &space.frame, frame, function, node->count + 1);
}

/* A function whose parameters are the arguments of the node, and `more` before them. */
static inline bool is_simple(const CallExpr *node, Value callee, uint32_t more) {
    return value_has_type(callee, &function_type) && value_object(callee)->extent == node->count + more &&
           node->keyword_count == 0;
}

/* ---- Classes: the instance is made first, the arguments go into the frame of its __init__ ---- */

Value call_class_end(CallExpr *node, Frame *frame, Value result) {
    if (result == RAISED) return RAISED;
    raise_type(frame->thread, "__init__() should return None, not '%s'", type_name_of(result));
    return raised_at_expr(frame, &node->expr);
}

Value call_class(CallExpr *node, Frame *frame, Type *type, Value init) {
    if (!value_has_type(init, &function_type)) return call_any(node, frame, value_from_object(type), UNBOUND);
    Value instance = value_from_object(instance_new(type));
    Value result = is_simple(node, init, 1) ? call_simple_method(node, frame, value_function(init), instance)
                                            : call_planned(node, frame, value_function(init), instance);
    return LIKELY(result == NONE) ? instance : call_class_end(node, frame, result);
}

/* ---- What the node remembers, or will ---- */

static Value call_recorded(CallExpr *node, Frame *frame, Value callee) {
    CallRecord record;
    if (!call_record_find(node, callee, false, &record)) return call_any(node, frame, callee, UNBOUND);
    return record.run(node, frame, &record, record.receiver);
}

Value call_class_anew(CallExpr *node, Frame *frame, Type *type) {
    return call_recorded(node, frame, value_from_object(type));
}

/* ---- Methods whose receiver is known ---- */

static Value call_found_method(CallExpr *node, Frame *frame, Value method, Value receiver) {
    if (LIKELY(is_simple(node, method, 1))) return call_simple_method(node, frame, value_function(method), receiver);
    if (value_has_type(method, &function_type)) return call_planned(node, frame, value_function(method), receiver);
    CallRecord record;
    if (!call_record_find(node, method, true, &record)) return call_any(node, frame, method, receiver);
    return record.run(node, frame, &record, receiver);
}

/* ---- Any callee ---- */

Value call_fast(CallExpr *node, Frame *frame, Value callee) {
    if (is_simple(node, callee, 0)) return call_simple(node, frame, value_function(callee));
    if (value_has_type(callee, &function_type)) return call_planned(node, frame, value_function(callee), UNBOUND);
    if (!value_has_type(callee, &bound_method_type)) return call_recorded(node, frame, callee);
    const BoundMethod *method = (BoundMethod *)(void *)callee;
    return call_found_method(node, frame, method->function, method->self);
}

/* ---- object.name(…) ---- */

static bool binds_receiver(Value value) {
    return (value_type(value)->flags & TYPE_BINDS_RECEIVER) != 0;
}

/* The generic way; what was found on the class is remembered for the next time. */
static __attribute__((noinline)) Value call_method_slowly(CallExpr *node, Frame *frame, Value object, bool learn) {
    AttributeExpr *attribute = (AttributeExpr *)node->callee;
    Value receiver;
    Value method = attribute_get_method(frame->thread, object, value_str_object(attribute->string), &receiver);
    if (method == RAISED) return raised_at_expr(frame, &attribute->target.expr);
    if (learn) attribute_learn(attribute, value_object(object));
    if (receiver == UNBOUND) return call_fast(node, frame, method);
    return call_found_method(node, frame, method, receiver);
}

/* What was found on a class that was asked itself, or for an instance. */
static Value call_from_class(CallExpr *node, Frame *frame, Value method, Value object, bool is_instance) {
    const Type *kind = value_type(method);
    if (is_instance && kind->flags & TYPE_BINDS_RECEIVER) return call_found_method(node, frame, method, object);
    if (kind == &static_method_type) return call_fast(node, frame, method_wrapped(method));
    if (kind == &class_method_type && binds_receiver(method_wrapped(method))) {
        Value class = is_instance ? value_from_object(object_type(value_object(object))) : object;
        return call_found_method(node, frame, method_wrapped(method), class);
    }
    if (!is_instance && (kind == &function_type || SLOT(kind, descriptor_get) == NULL))
        return call_fast(node, frame, method);
    return call_method_slowly(node, frame, object, false);
}

/* What instances find on their class gets them as receiver; a module's, a class's or an instance's own attribute is called as
   it is. */
Value call_method_fast(CallExpr *node, Frame *frame, Value object) {
    AttributeExpr *attribute = (AttributeExpr *)node->callee;
    if (UNLIKELY(!value_is_object(object)))
        return object == RAISED ? RAISED : call_method_slowly(node, frame, object, false);
    const AttributeRecord *record = attribute_record(attribute, value_object(object));
    Value method = LIKELY(record != NULL) ? attribute_record_value(record, value_object(object)) : UNBOUND;
    if (UNLIKELY(method == UNBOUND)) return call_method_slowly(node, frame, object, true);
    if (record->slot != 0 || record->searched == NULL) return call_fast(node, frame, method);
    return call_from_class(node, frame, method, object, record->owner == NULL);
}

/* ---- super().name(…) without a super object ---- */

static Value call_on_object(CallExpr *node, Frame *frame) {
    Expr *object = ((AttributeExpr *)node->callee)->object;
    return call_method_fast(node, frame, object->eval(object, frame));
}

static Value eval_super_method_call(Expr *expr, Frame *frame) {
    CallExpr *node = (CallExpr *)expr;
    AttributeExpr *attribute = (AttributeExpr *)node->callee;
    CallExpr *super_call = (CallExpr *)attribute->object;
    Value callee = super_call->callee->eval(super_call->callee, frame);
    if (callee == RAISED) return RAISED;
    Type *owner;
    Value self, receiver;
    if (callee != value_from_object(&super_type)) return call_on_object(node, frame);
    if (!super_context(frame, &owner, &self)) return raised_at_expr(frame, &super_call->expr);
    Value method = super_find_method(frame->thread, owner, self, value_str_object(attribute->string), &receiver);
    if (method == RAISED) return raised_at_expr(frame, &attribute->target.expr);
    if (method != UNBOUND && receiver != UNBOUND) return call_found_method(node, frame, method, receiver);
    return call_on_object(node, frame);
}

/* ---- Calls with names of arguments ---- */

static Value eval_call_named(Expr *expr, Frame *frame) {
    CallExpr *node = (CallExpr *)expr;
    Value callee = node->callee->eval(node->callee, frame);
    return callee == RAISED ? RAISED : call_fast(node, frame, callee);
}

static Value eval_method_call_named(Expr *expr, Frame *frame) {
    return call_on_object((CallExpr *)expr, frame);
}

void fast_call(CallExpr *node) {
    if (node->has_stars || is_super_call(&node->expr)) return;
    bool is_method = node->callee->kind == EXPR_ATTRIBUTE;
    if (is_method && is_super_call(((AttributeExpr *)node->callee)->object)) node->expr.eval = eval_super_method_call;
    else if (node->keyword_count > 0) node->expr.eval = is_method ? eval_method_call_named : eval_call_named;
    else fast_call_plain(node);
}
