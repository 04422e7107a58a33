/* Calls without stars and keywords: an evaluator for each number of arguments and kind of callee (a global, a local variable, a
   method, any other expression), made from one macro. A function of the script that needs no more than a small frame gets the
   arguments straight into the slots of its frame, which is a part of the evaluator's own frame on the C stack. Classes and
   built-in functions are called as the node remembers (call_records.h); the rest is in fast_calls.c. */
#include "interp/attribute_cache.h"
#include "interp/call_records.h"
#include "interp/calls.h"
#include "interp/fast_calls.h"
#include "interp/fast_names.h"
#include "interp/traceback.h"
#include "object/type_core.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))

static ALWAYS_INLINE bool is_small_function(Value callee, uint32_t count) {
    return value_is_object(callee) && count < SHAPES_OF_FUNCTIONS &&
           object_shape(value_object(callee)) == function_shape(count);
}

static __attribute__((noinline)) Value raised_in_callee(CallExpr *node, Frame *frame) {
    return raised_at_expr(frame, &node->expr);
}

static ALWAYS_INLINE bool evaluate(CallExpr *node, Frame *frame, Value *slots, uint32_t count, bool is_few) {
    for (uint32_t i = 0; i < count; i++) {
        Value value = operand_value(is_few ? node->first[i] : node->arguments[i].value, frame);
        if (UNLIKELY((slots[i] = value) == RAISED)) return false;
    }
    return true;
}

/* Runs a function of the script whose arguments are in the first slots of its frame. */
static ALWAYS_INLINE Value run_small(CallExpr *node, Frame *frame, Function *function, SmallFrame *space,
                                     uint32_t bound) {
    Frame *callee = &space->frame;
    slots_unbind(callee->slots, bound, function->slot_count);
    frame_start_from(callee, frame, frame->thread, function);
    frame->site = node->site;
    if (UNLIKELY(!frame_enter(callee))) return raised_in_callee(node, frame);
    Value value = function->body->eval(function->body, callee);
    frame_leave_to(frame);
    return LIKELY(value != RAISED) ? value : raised_in_callee(node, frame);
}

static ALWAYS_INLINE Value call_small(CallExpr *node, Frame *frame, Function *function, uint32_t count, bool is_few) {
    SmallFrame space;
    if (!evaluate(node, frame, space.frame.slots, count, is_few)) return RAISED;
    return run_small(node, frame, function, &space, count);
}

static ALWAYS_INLINE Value call_small_method(CallExpr *node, Frame *frame, Function *function, Value receiver,
                                             uint32_t count, bool is_few) {
    SmallFrame space;
    space.frame.slots[0] = receiver;
    if (!evaluate(node, frame, space.frame.slots + 1, count, is_few)) return RAISED;
    return run_small(node, frame, function, &space, count + 1);
}

/* ---- Built-in functions, built-in types, and classes whose __init__ is small ---- */

static ALWAYS_INLINE Value call_builtin(CallExpr *node, Frame *frame, const CallRecord *record, Value receiver,
                                        uint32_t count, bool is_few) {
    Value values[is_few ? CALL_FEW : MOST_ROW];
    if (!evaluate(node, frame, values, count, is_few)) return RAISED;
    Arguments args = {values, count, 0, NULL};
    frame->site = node->site;
    Value value = record->builtin->function(frame->thread, receiver, &args);
    return LIKELY(value != RAISED) ? value : raised_in_callee(node, frame);
}

/* str(x), range(n), …; type(x) is no construction. */
static ALWAYS_INLINE Value call_type(CallExpr *node, Frame *frame, const CallRecord *record, uint32_t count,
                                     bool is_few) {
    Value values[is_few ? CALL_FEW : MOST_ROW];
    if (!evaluate(node, frame, values, count, is_few)) return RAISED;
    Arguments args = {values, count, 0, NULL};
    frame->site = node->site;
    Value value = type_type.call(frame->thread, record->callee, &args);
    return LIKELY(value != RAISED) ? value : raised_in_callee(node, frame);
}

/* The instance is made first, the arguments go into the frame of its __init__. */
static ALWAYS_INLINE Value construct(CallExpr *node, Frame *frame, const CallRecord *record, uint32_t count,
                                     bool is_few) {
    Type *type = (Type *)value_object(record->callee);
    if (UNLIKELY(type_version(type) != record->version)) return call_class_anew(node, frame, type);
    Value init = word_load(&record->init->value);
    if (UNLIKELY(!is_small_function(init, count + 1))) return call_class(node, frame, type, init);
    Value instance = value_from_object(instance_new(type));
    Value result = call_small_method(node, frame, value_function(init), instance, count, is_few);
    return LIKELY(result == NONE) ? instance : call_class_end(node, frame, result);
}

/* ---- The callee: what a global names; what the class of an object has by that name ---- */

static ALWAYS_INLINE Value global_value(Expr *callee) {
    NameExpr *name = (NameExpr *)callee;
    DictEntry *entry = atomic_load_explicit(&name->cell, memory_order_acquire);
    return LIKELY(entry != NULL) ? word_load(&entry->value) : RAISED;
}

/* Found on the class of objects of this shape, which no attribute of theirs hides; RAISED: not known. */
static ALWAYS_INLINE Value method_of_record(const AttributeRecord *record, Object *object) {
    if (UNLIKELY(record->method_shape != object_shape(object))) return RAISED;
    if (UNLIKELY(type_version(record->searched) != record->version)) return RAISED;
    return word_load(&record->entry->value);
}

static ALWAYS_INLINE Value method_of(AttributeExpr *attribute, Value object) {
    const AttributeRecord *record = atomic_load_explicit(&attribute->method, memory_order_acquire);
    if (UNLIKELY(!value_is_object(object))) return RAISED;
    return LIKELY(record != NULL) ? method_of_record(record, value_object(object)) : RAISED;
}

/* The same for objects of further shapes. */
static Value method_of_others(AttributeExpr *attribute, Value object) {
    const AttributeRecord *record = attribute_record(attribute, value_object(object));
    return record != NULL ? method_of_record(record, value_object(object)) : RAISED;
}

/* The receiver is a local variable without a value. */
static Value raise_unbound_receiver(CallExpr *node, Frame *frame) {
    Expr *object = ((AttributeExpr *)node->callee)->object;
    return object->eval(object, frame);
}

#define CALL_EVALUATORS(name, count, is_few)                                                                           \
    static Value builtin_##name(CallExpr *node, Frame *frame, const CallRecord *record, Value receiver) {              \
        return call_builtin(node, frame, record, receiver, count, is_few);                                             \
    }                                                                                                                  \
    static Value type_##name(CallExpr *node, Frame *frame, const CallRecord *record, Value receiver) {                 \
        (void)receiver;                                                                                                \
        return call_type(node, frame, record, count, is_few);                                                          \
    }                                                                                                                  \
    static Value construct_##name(CallExpr *node, Frame *frame, const CallRecord *record, Value receiver) {            \
        (void)receiver;                                                                                                \
        return construct(node, frame, record, count, is_few);                                                          \
    }                                                                                                                  \
    static __attribute__((noinline)) Value function_##name(CallExpr *node, Frame *frame, Value function) {             \
        return call_small(node, frame, value_function(function), count, is_few);                                       \
    }                                                                                                                  \
    static __attribute__((noinline))                                                                                   \
    Value method_##name(CallExpr *node, Frame *frame, Value function, Value receiver) {                                \
        return call_small_method(node, frame, value_function(function), receiver, count, is_few);                      \
    }                                                                                                                  \
    static __attribute__((noinline)) Value call_other_##name(CallExpr *node, Frame *frame, Value callee) {             \
        const CallRecord *record = call_record(node);                                                                  \
        if (LIKELY(record != NULL && record->callee == callee && callee != RAISED))                                    \
            return record->run(node, frame, record, record->receiver);                                                 \
        if (is_small_function(callee, count)) return function_##name(node, frame, callee);                             \
        return callee == RAISED ? RAISED : call_fast(node, frame, callee);                                             \
    }                                                                                                                  \
    static Value call_##name(Expr *expr, Frame *frame) {                                                               \
        CallExpr *node = (CallExpr *)expr;                                                                             \
        Value callee = node->callee->eval(node->callee, frame);                                                        \
        if (UNLIKELY(!is_small_function(callee, count))) return call_other_##name(node, frame, callee);                \
        return function_##name(node, frame, callee);                                                                   \
    }                                                                                                                  \
    static __attribute__((noinline)) Value call_other_local_##name(CallExpr *node, Frame *frame) {                     \
        return call_other_##name(node, frame, node->callee->eval(node->callee, frame));                                \
    }                                                                                                                  \
    static Value call_local_##name(Expr *expr, Frame *frame) {                                                         \
        CallExpr *node = (CallExpr *)expr;                                                                             \
        Value callee = operand_local(node->callee, frame);                                                             \
        if (UNLIKELY(!is_small_function(callee, count))) return call_other_local_##name(node, frame);                  \
        return function_##name(node, frame, callee);                                                                   \
    }                                                                                                                  \
    static __attribute__((noinline)) Value call_other_global_##name(CallExpr *node, Frame *frame) {                    \
        return call_other_##name(node, frame, eval_global_fast(node->callee, frame));                                  \
    }                                                                                                                  \
    static Value call_global_##name(Expr *expr, Frame *frame) {                                                        \
        CallExpr *node = (CallExpr *)expr;                                                                             \
        Value callee = global_value(node->callee);                                                                     \
        if (UNLIKELY(!is_small_function(callee, count))) return call_other_global_##name(node, frame);                 \
        return function_##name(node, frame, callee);                                                                   \
    }                                                                                                                  \
    static __attribute__((noinline))                                                                                   \
    Value call_other_method_##name(CallExpr *node, Frame *frame, Value method, Value object) {                         \
        const CallRecord *record = call_record(node);                                                                  \
        if (LIKELY(method != RAISED && record != NULL && record->method == method))                                    \
            return record->run(node, frame, record, object);                                                           \
        if (method == RAISED && value_is_object(object))                                                               \
            method = method_of_others((AttributeExpr *)node->callee, object);                                          \
        if (is_small_function(method, count + 1)) return method_##name(node, frame, method, object);                   \
        return call_method_fast(node, frame, object == UNBOUND ? raise_unbound_receiver(node, frame) : object);        \
    }                                                                                                                  \
    static ALWAYS_INLINE Value call_method_of_##name(CallExpr *node, Frame *frame, Value object) {                     \
        Value method = method_of((AttributeExpr *)node->callee, object);                                               \
        if (UNLIKELY(!is_small_function(method, count + 1)))                                                           \
            return call_other_method_##name(node, frame, method, object);                                              \
        return method_##name(node, frame, method, object);                                                             \
    }                                                                                                                  \
    static Value call_method_##name(Expr *expr, Frame *frame) {                                                        \
        CallExpr *node = (CallExpr *)expr;                                                                             \
        Expr *object = ((AttributeExpr *)node->callee)->object;                                                        \
        return call_method_of_##name(node, frame, object->eval(object, frame));                                        \
    }                                                                                                                  \
    static Value call_local_method_##name(Expr *expr, Frame *frame) {                                                  \
        CallExpr *node = (CallExpr *)expr;                                                                             \
        Value object = operand_local(((AttributeExpr *)node->callee)->object, frame);                                  \
        return call_method_of_##name(node, frame, object);                                                             \
    }
CALL_EVALUATORS(0, 0, true)
CALL_EVALUATORS(1, 1, true)
CALL_EVALUATORS(2, 2, true)
CALL_EVALUATORS(3, 3, true)
CALL_EVALUATORS(4, 4, true)
CALL_EVALUATORS(many, node->count, false)

typedef struct CallEvaluators {
    Value (*any)(Expr *, Frame *);
    Value (*local)(Expr *, Frame *);
    Value (*global)(Expr *, Frame *);
    Value (*method)(Expr *, Frame *);
    Value (*local_method)(Expr *, Frame *);
    CallRuns runs;
} CallEvaluators;

#define CALL_ROW(name)                                                                                                 \
    {                                                                                                                  \
        call_##name, call_local_##name, call_global_##name, call_method_##name, call_local_method_##name, {            \
            construct_##name, builtin_##name, type_##name                                                              \
        }                                                                                                              \
    }

static const CallEvaluators evaluators[] = {CALL_ROW(0), CALL_ROW(1), CALL_ROW(2),
                                            CALL_ROW(3), CALL_ROW(4), CALL_ROW(many)};

static const CallEvaluators *evaluators_of(const CallExpr *node) {
    return &evaluators[node->count <= CALL_FEW ? node->count : CALL_FEW + 1];
}

const CallRuns *call_runs(const CallExpr *node) {
    return &evaluators_of(node)->runs;
}

void fast_call_plain(CallExpr *node) {
    const CallEvaluators *found = evaluators_of(node);
    bool is_global = node->callee->kind == EXPR_NAME && ((NameExpr *)node->callee)->place == PLACE_GLOBAL;
    if (node->callee->kind == EXPR_ATTRIBUTE) {
        bool is_local = operand_of(((AttributeExpr *)node->callee)->object) == OPERAND_LOCAL;
        node->expr.eval = is_local ? found->local_method : found->method;
    } else if (operand_of(node->callee) == OPERAND_LOCAL) node->expr.eval = found->local;
    else node->expr.eval = is_global ? found->global : found->any;
}
