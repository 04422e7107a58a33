/* Calls. A function of the script takes its own steps; a method of a container, and a built-in function given one, is a step
   of its own, told of when the arguments are there. A function of the library's own modules is not observed inside: given a
   container, it counts as one operation that changes it, and what it waits for are steps as ever.

   Looking up a method on a class takes no step: classes are made before threads use them. */
#include "interp/attribute_cache.h"
#include "interp/calls.h"
#include "interp/fast_calls.h"
#include "interp/observed.h"
#include "interp/super_call.h"
#include "interp/traceback.h"
#include "object/attribute.h"
#include "object/callable.h"
#include "object/module.h"

#include <alloca.h>

/* Built-in or of the library; `receiver` is what it is a method of, or UNBOUND. */
static const Builtin *builtin_of(Value callee, Value *receiver) {
    if (value_has_type(callee, &method_descriptor_type)) return ((MethodDescriptor *)(void *)callee)->builtin;
    if (!value_has_type(callee, &builtin_type)) return NULL;
    const BuiltinObject *object = (BuiltinObject *)(void *)callee;
    if (*receiver == UNBOUND && object->owner != NULL) *receiver = object->self;
    return object->builtin;
}

static Value first_container(const Arguments *args) {
    for (uint32_t i = 0; i < args->count + args->keyword_count; i++)
        if (is_container(args->items[i])) return args->items[i];
    return UNBOUND;
}

static ThrAction action_on(Value container, const Builtin *builtin, bool is_method) {
    if (builtin == NULL) return SLOT(value_type(container), next) ? THR_ACTION_WRITE : THR_ACTION_READ;
    if (is_method) return action_of_method(builtin->name);
    return SLOT(value_type(container), next) ? THR_ACTION_WRITE : action_of_function(builtin->name);
}

static void tell_call(CallExpr *node, Frame *frame, Value callee, Value receiver, const Arguments *args) {
    const Builtin *builtin = builtin_of(callee, &receiver);
    bool is_method = receiver != UNBOUND && is_container(receiver);
    Value container = is_method ? receiver : first_container(args);
    if (container == UNBOUND) return;
    ThrAction action =
        value_has_type(callee, &function_type) ? THR_ACTION_WRITE : action_on(container, builtin, is_method);
    tell(frame, &node->expr, action, container_identity(container), NULL);
}

static Value call_told(CallExpr *node, Frame *frame, Value callee, Value receiver) {
    Arguments args;
    Value *values = alloca((node->count + 1) * sizeof(Value));
    if (!call_gather(node, frame, callee, receiver, values, &args)) return RAISED;
    tell_call(node, frame, callee, receiver, &args);
    return call_finish(node, frame, callee, &args);
}

/* A class of the script that is no container. */
static bool is_plain_class(const Type *type) {
    return (type->flags & (TYPE_IS_CLASS | TYPE_IS_CONTAINER)) == TYPE_IS_CLASS;
}

/* Code of the script: it will tell itself. */
static bool tells_itself(Value callee) {
    if (!value_is_object(callee)) return false;
    const Type *type = object_type(value_object(callee));
    if (type == &function_type) return value_function(callee)->code->is_observed;
    if (type == &type_type) return is_plain_class((Type *)value_object(callee));
    if (type == &bound_method_type) return tells_itself(((BoundMethod *)value_object(callee))->function);
    return (type->flags & TYPE_IS_CLASS) != 0;
}

static bool is_plain(const CallExpr *node) {
    return !node->has_stars && node->keyword_count == 0;
}

static Value eval_call_observed(Expr *expr, Frame *frame) {
    CallExpr *node = (CallExpr *)expr;
    Value callee = node->callee->eval(node->callee, frame);
    if (callee == RAISED) return RAISED;
    if (!tells_itself(callee)) return call_told(node, frame, callee, UNBOUND);
    return is_plain(node) ? call_fast(node, frame, callee) : call_any(node, frame, callee, UNBOUND);
}

/* ---- object.name(…) ---- */

/* A method is found on the class of the object, or is asked of a class; an attribute of the object itself may change. */
static bool is_found_on_class(AttributeExpr *node, Value object) {
    if (value_has_type(object, &type_type)) return true;
    const AttributeRecord *record = attribute_record(node, value_object(object));
    if (record != NULL && record->owner == NULL && record->slot == 0) return true;
    return type_lookup(value_type(object), value_str_object(node->string)) != UNBOUND;
}

static Value eval_method_call_observed(Expr *expr, Frame *frame) {
    CallExpr *node = (CallExpr *)expr;
    AttributeExpr *attribute = (AttributeExpr *)node->callee;
    Value object = attribute->object->eval(attribute->object, frame), receiver;
    if (object == RAISED) return RAISED;
    if (value_is_object(object) && !is_found_on_class(attribute, object))
        tell_attribute(frame, attribute, THR_ACTION_READ, object);
    if (is_plain(node) && value_is_object(object) && is_plain_class(object_type(value_object(object))))
        return call_method_fast(node, frame, object);
    Value method = attribute_get_method(frame->thread, object, value_str_object(attribute->string), &receiver);
    if (method == RAISED) return raised_at_expr(frame, node->callee);
    if (tells_itself(method)) return call_any(node, frame, method, receiver);
    return call_told(node, frame, method, receiver);
}

void observe_call(Preparer *preparer, Expr *expr) {
    CallExpr *node = (CallExpr *)expr;
    if (is_super_call(expr)) return;
    observed_at(preparer, expr);
    expr->test = test_observed;
    if (node->callee->kind != EXPR_ATTRIBUTE) expr->eval = eval_call_observed;
    else if (!is_super_call(((AttributeExpr *)node->callee)->object)) expr->eval = eval_method_call_observed;
}
