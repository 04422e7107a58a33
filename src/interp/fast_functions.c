/* Calls with up to four arguments of functions that need no more than a small frame: an evaluator for each number of
   arguments and kind of callee (a global, a method, any other expression), made from one macro. The arguments are evaluated
   straight into the slots of the callee's frame, which is a part of the evaluator's own frame on the C stack. Every other
   callee is handed on: built-in functions to a loop-free copy of their arguments, the rest to fast_calls.c. */
#include "interp/attribute_cache.h"
#include "interp/fast.h"
#include "interp/fast_calls.h"
#include "interp/fast_names.h"
#include "interp/traceback.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))

static ALWAYS_INLINE bool is_small_function(Value callee, uint32_t count) {
    return value_is_object(callee) && object_shape(value_object(callee)) == function_shape(count);
}

static __attribute__((noinline)) Value raised_in_callee(CallExpr *node, Frame *frame) {
    return raised_at_expr(frame, &node->expr);
}

static ALWAYS_INLINE bool evaluate_first(CallExpr *node, Frame *frame, Value *slots, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (UNLIKELY((slots[i] = operand_value(node->first[i], frame)) == RAISED)) return false;
    return true;
}

/* A function of the script, its receiver (if not UNBOUND) and so many arguments. */
static ALWAYS_INLINE Value call_small(CallExpr *node, Frame *frame, Function *function, Value receiver,
                                      uint32_t count) {
    SmallFrame space;
    Frame *callee = &space.frame;
    uint32_t bound = count;
    if (receiver != UNBOUND) callee->slots[0] = receiver, bound++;
    if (!evaluate_first(node, frame, callee->slots + (bound - count), count)) return RAISED;
    for (int32_t i = (int32_t)bound; i < function->slot_count; i++) callee->slots[i] = UNBOUND;
    frame_start_from(callee, frame, frame->thread, function);
    if (UNLIKELY(!frame_enter(callee))) return raised_in_callee(node, frame);
    Value value = function->body->eval(function->body, callee);
    frame_leave(callee);
    return LIKELY(value != RAISED) ? value : raised_in_callee(node, frame);
}

/* ---- Built-in functions that take this number of arguments as it is ---- */

static ALWAYS_INLINE bool takes(const Builtin *builtin, int32_t count) {
    return builtin->parameters == NULL && count >= builtin->least && (builtin->most < 0 || count <= builtin->most);
}

static ALWAYS_INLINE Value call_builtin(CallExpr *node, Frame *frame, const Builtin *builtin, Value self,
                                        uint32_t count) {
    Value values[4];
    if (!evaluate_first(node, frame, values, count)) return RAISED;
    Arguments args = {values, count, 0, NULL};
    frame->site = node->site;
    Value value = builtin->function(frame->thread, self, &args);
    return LIKELY(value != RAISED) ? value : raised_in_callee(node, frame);
}

/* str(x), range(n), …: no class of a script. */
static ALWAYS_INLINE bool is_builtin_type(Value callee) {
    return value_has_type(callee, &type_type) && !(((Type *)value_object(callee))->flags & TYPE_IS_CLASS);
}

static ALWAYS_INLINE Value call_builtin_type(CallExpr *node, Frame *frame, Value callee, uint32_t count) {
    Value values[4];
    if (!evaluate_first(node, frame, values, count)) return RAISED;
    Arguments args = {values, count, 0, NULL};
    frame->site = node->site;
    Value value = type_type.call(frame->thread, callee, &args);
    return LIKELY(value != RAISED) ? value : raised_in_callee(node, frame);
}

/* ---- The callee: what a global names; what the class of an object has by that name; anything ---- */

static ALWAYS_INLINE Value global_value(Expr *callee) {
    NameExpr *name = (NameExpr *)callee;
    DictEntry *entry = atomic_load_explicit(&name->cell, memory_order_acquire);
    return LIKELY(entry != NULL) ? word_load(&entry->value) : RAISED;
}

/* A method found on the class of objects of this shape, which no attribute of theirs hides; RAISED: not known. */
static ALWAYS_INLINE Value method_of(AttributeExpr *attribute, Object *object) {
    const AttributeRecord *record = atomic_load_explicit(&attribute->method, memory_order_acquire);
    if (UNLIKELY(record == NULL || record->shape != object_shape(object))) return RAISED;
    if (UNLIKELY((record->slot | record->hidden_by) != 0 || type_version(record->searched) != record->version))
        return RAISED;
    return word_load(&record->entry->value);
}

#define CALL_EVALUATORS(count)                                                                                         \
    static __attribute__((noinline)) Value call_other_##count(CallExpr *node, Frame *frame, Value callee) {            \
        if (value_has_type(callee, &builtin_type)) {                                                                   \
            const BuiltinObject *object = (BuiltinObject *)(void *)callee;                                             \
            if (takes(object->builtin, count)) return call_builtin(node, frame, object->builtin, object->self, count); \
        }                                                                                                              \
        if (is_builtin_type(callee)) return call_builtin_type(node, frame, callee, count);                             \
        return callee == RAISED ? RAISED : call_fast(node, frame, callee);                                             \
    }                                                                                                                  \
    static Value call_##count(Expr *expr, Frame *frame) {                                                              \
        CallExpr *node = (CallExpr *)expr;                                                                             \
        Value callee = operand_value(node->callee, frame);                                                             \
        if (UNLIKELY(!is_small_function(callee, count))) return call_other_##count(node, frame, callee);               \
        return call_small(node, frame, value_function(callee), UNBOUND, count);                                        \
    }                                                                                                                  \
    static __attribute__((noinline)) Value call_other_global_##count(CallExpr *node, Frame *frame) {                   \
        return call_other_##count(node, frame, eval_global_fast(node->callee, frame));                                 \
    }                                                                                                                  \
    static Value call_global_##count(Expr *expr, Frame *frame) {                                                       \
        CallExpr *node = (CallExpr *)expr;                                                                             \
        Value callee = global_value(node->callee);                                                                     \
        if (UNLIKELY(!is_small_function(callee, count))) return call_other_global_##count(node, frame);                \
        return call_small(node, frame, value_function(callee), UNBOUND, count);                                        \
    }                                                                                                                  \
    static __attribute__((noinline))                                                                                   \
    Value call_other_method_##count(CallExpr *node, Frame *frame, Value object, Value method) {                        \
        if (method != RAISED && value_has_type(method, &method_descriptor_type)) {                                     \
            const Builtin *builtin = ((MethodDescriptor *)(void *)method)->builtin;                                    \
            if (takes(builtin, count)) return call_builtin(node, frame, builtin, object, count);                       \
        }                                                                                                              \
        return call_method_fast(node, frame, object);                                                                  \
    }                                                                                                                  \
    static Value call_method_##count(Expr *expr, Frame *frame) {                                                       \
        CallExpr *node = (CallExpr *)expr;                                                                             \
        AttributeExpr *attribute = (AttributeExpr *)node->callee;                                                      \
        Value object = operand_value(attribute->object, frame);                                                        \
        Value method = LIKELY(value_is_object(object)) ? method_of(attribute, value_object(object)) : RAISED;          \
        if (UNLIKELY(!is_small_function(method, count + 1)))                                                           \
            return call_other_method_##count(node, frame, object, method);                                             \
        return call_small(node, frame, value_function(method), object, count);                                         \
    }
CALL_EVALUATORS(0)
CALL_EVALUATORS(1)
CALL_EVALUATORS(2)
CALL_EVALUATORS(3)
CALL_EVALUATORS(4)

typedef struct CallEvaluators {
    Value (*any)(Expr *, Frame *);
    Value (*global)(Expr *, Frame *);
    Value (*method)(Expr *, Frame *);
} CallEvaluators;

#define CALL_ROW(count)                                                                                                \
    { call_##count, call_global_##count, call_method_##count }

static const CallEvaluators evaluators[] = {CALL_ROW(0), CALL_ROW(1), CALL_ROW(2), CALL_ROW(3), CALL_ROW(4)};

bool fast_call_small(CallExpr *node) {
    if (node->count >= sizeof evaluators / sizeof *evaluators) return false;
    for (uint32_t i = 0; i < node->count; i++) node->first[i] = node->arguments[i].value;
    const CallEvaluators *found = &evaluators[node->count];
    bool is_global = node->callee->kind == EXPR_NAME && ((NameExpr *)node->callee)->place == PLACE_GLOBAL;
    node->expr.eval = node->callee->kind == EXPR_ATTRIBUTE ? found->method : is_global ? found->global : found->any;
    return true;
}
