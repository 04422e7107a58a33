/* What a call remembers: learning. */
#include "interp/call_records.h"

#include "interp/calls.h"
#include "interp/fast_calls.h"
#include "interp/traceback.h"
#include "object/names.h"
#include "object/shape.h"

/* A node that meets always other callees does not remember each of them. */
enum { MOST_LEARNED = 100 };

/* ---- Ways for any number of arguments ---- */

static bool evaluate_row(CallExpr *node, Frame *frame, Value *values, uint32_t row) {
    for (uint32_t i = 0; i < node->count; i++)
        if ((values[i] = operand_value(node->arguments[i].value, frame)) == RAISED) return false;
    for (uint32_t i = node->count; i < row; i++) values[i] = UNBOUND;
    return true;
}

/* A built-in function with parameters that are left out. */
static Value run_builtin_row(CallExpr *node, Frame *frame, const CallRecord *record, Value receiver) {
    Value values[MOST_ROW];
    if (!evaluate_row(node, frame, values, record->row)) return RAISED;
    frame->site = node->site;
    Value value = record->builtin->function(frame->thread, receiver, &(Arguments){values, record->row, 0, NULL});
    return LIKELY(value != RAISED) ? value : raised_at_expr(frame, &node->expr);
}

/* A class of the script without __init__. */
static Value run_instance_new(CallExpr *node, Frame *frame, const CallRecord *record, Value receiver) {
    Type *type = (Type *)value_object(record->callee);
    if (UNLIKELY(type_version(type) != record->version)) return call_any(node, frame, record->callee, UNBOUND);
    (void)receiver;
    return value_from_object(instance_new(type));
}

/* A class of the script, arguments given by name. */
static Value run_construct_named(CallExpr *node, Frame *frame, const CallRecord *record, Value receiver) {
    Type *type = (Type *)value_object(record->callee);
    if (UNLIKELY(type_version(type) != record->version)) return call_any(node, frame, record->callee, UNBOUND);
    (void)receiver;
    return call_class(node, frame, type, word_load(&record->init->value));
}

/* ---- Which way ---- */

static bool find_builtin(CallExpr *node, const Builtin *builtin, Value receiver, CallRecord *record) {
    if (node->keyword_count != 0) return false;
    int row = builtin_row(builtin, node->count);
    if (row < 0 || row > MOST_ROW) return false;
    record->builtin = builtin;
    record->receiver = receiver;
    record->row = (uint32_t)row;
    record->run = record->row == node->count ? call_runs(node)->builtin : run_builtin_row;
    return true;
}

/* No __new__, and no built-in layout that must be made its own way. */
static bool is_constructed_plainly(const Type *type) {
    if (SLOT(type, construct) != NULL) return false;
    const Type *layout = type;
    while (layout->flags & TYPE_IS_CLASS) layout = layout->base;
    return layout == &object_type_object || SLOT(layout, init) != NULL;
}

static bool find_class(CallExpr *node, Type *type, CallRecord *record) {
    record->version = type_version(type);
    if (!is_constructed_plainly(type)) return false;
    record->init = SLOT(type, init) != NULL ? type_find(type, dunder_init) : NULL;
    CallRun construct = node->keyword_count != 0 ? run_construct_named : call_runs(node)->construct;
    record->run = record->init != NULL ? construct : run_instance_new;
    return record->init != NULL || node->count == 0;
}

static bool find_type(CallExpr *node, Type *type, CallRecord *record) {
    if (type->flags & TYPE_IS_CLASS) return find_class(node, type, record);
    record->run = call_runs(node)->type;
    return node->count <= MOST_ROW && node->keyword_count == 0;
}

static bool find(CallExpr *node, Value callee, bool is_method, CallRecord *record) {
    if (is_method) {
        record->method = callee;
        if (!value_has_type(callee, &method_descriptor_type)) return false;
        return find_builtin(node, ((MethodDescriptor *)(void *)callee)->builtin, UNBOUND, record);
    }
    record->callee = callee;
    if (value_has_type(callee, &type_type)) return find_type(node, (Type *)value_object(callee), record);
    if (!value_has_type(callee, &builtin_type)) return false;
    const BuiltinObject *object = (BuiltinObject *)(void *)callee;
    return find_builtin(node, object->builtin, object->self, record);
}

bool call_record_find(CallExpr *node, Value callee, bool is_method, CallRecord *record) {
    const CallRecord *last = call_record(node);
    *record = (CallRecord){.learned = last != NULL ? last->learned + 1 : 1};
    if (!find(node, callee, is_method, record)) return false;
    if (record->learned > MOST_LEARNED) return true;
    CallRecord *kept = memory_new(sizeof *kept);
    *kept = *record;
    atomic_store_explicit(&node->cache, kept, memory_order_release);
    return true;
}
