/* object.name with what the node remembers (attribute_cache.h). */
#include "interp/fast_attributes.h"

#include "interp/attributes.h"
#include "interp/names.h"
#include "interp/traceback.h"
#include "object/exception.h"

/* What was found on a class is mostly bound: to the instance, or by the class itself. */
static Value bind_found(AttributeExpr *node, Frame *frame, const AttributeRecord *record, Value value, Value object) {
    bool is_own = record->slot != 0 || record->searched == NULL;
    if (is_own || SLOT(value_type(value), descriptor_get) == NULL) return value;
    bool is_class = record->owner != NULL;
    Value bound = attribute_bind(frame->thread, value, is_class ? UNBOUND : object,
                                 is_class ? (Type *)record->owner : object_type(value_object(object)));
    if (LIKELY(bound != RAISED)) return bound;
    exception_note_name(frame->thread->raised, node->string, object);
    return raised_at_expr(frame, &node->target.expr);
}

static Value load_and_learn(AttributeExpr *node, Frame *frame, Value object) {
    Value value = attribute_load(node, frame, object);
    if (value != RAISED) attribute_learn(node, value_object(object));
    return value;
}

static __attribute__((noinline)) Value load_slowly(AttributeExpr *node, Frame *frame, Value object) {
    if (object == UNBOUND) return raise_unbound((NameExpr *)node->object, frame);
    if (!value_is_object(object)) return attribute_load(node, frame, object);
    const AttributeRecord *record = attribute_record(node, value_object(object));
    Value value = record ? attribute_record_value(record, value_object(object)) : UNBOUND;
    if (value == UNBOUND) return load_and_learn(node, frame, object);
    return bind_found(node, frame, record, value, object);
}

Value attribute_load_fast(AttributeExpr *node, Frame *frame, Value object) {
    if (LIKELY(value_is_object(object))) {
        Word *slot = attribute_cached_slot(node, value_object(object));
        Value value = slot ? word_load(slot) : RAISED;
        if (LIKELY(value != RAISED)) return value;
    }
    return load_slowly(node, frame, object);
}

static Value eval_attribute_fast(Expr *expr, Frame *frame) {
    AttributeExpr *node = (AttributeExpr *)expr;
    Value object = node->object->eval(node->object, frame);
    return LIKELY(object != RAISED) ? attribute_load_inline(node, frame, object) : RAISED;
}

static Value eval_attribute_of_local(Expr *expr, Frame *frame) {
    AttributeExpr *node = (AttributeExpr *)expr;
    return attribute_load_inline(node, frame, operand_local(node->object, frame));
}

/* ---- Stores: into a slot of known offset, whether the attribute is there yet or not ---- */

static __attribute__((noinline)) bool store_slowly(AttributeExpr *node, Frame *frame, Value object, Value value) {
    Word *slot = value_is_object(object) ? attribute_learn_store(node, value_object(object)) : NULL;
    if (slot == NULL) return attribute_store(node, frame, object, value);
    instance_store_slot(value_object(object), value_str_object(node->string), slot, value);
    return true;
}

bool attribute_store_fast(AttributeExpr *node, Frame *frame, Value object, Value value) {
    Word *slot = LIKELY(value_is_object(object)) ? attribute_cached_slot(node, value_object(object)) : NULL;
    if (UNLIKELY(slot == NULL)) return store_slowly(node, frame, object, value);
    instance_store_slot(value_object(object), value_str_object(node->string), slot, value);
    return true;
}

static bool assign_attribute_fast(Target *target, Frame *frame, Value value) {
    AttributeExpr *node = (AttributeExpr *)target;
    Value object = operand_value(node->object, frame);
    return LIKELY(object != RAISED) && attribute_store_inline(node, frame, object, value);
}

static Flow run_assign_attribute(Stmt *stmt, Frame *frame) {
    AssignStmt *node = (AssignStmt *)stmt;
    AttributeExpr *target = (AttributeExpr *)node->targets[0];
    Value value = operand_value(node->value, frame);
    if (UNLIKELY(value == RAISED)) return FLOW_RAISE;
    Value object = operand_value(target->object, frame);
    if (UNLIKELY(object == RAISED)) return FLOW_RAISE;
    return attribute_store_inline(target, frame, object, value) ? FLOW_NEXT : FLOW_RAISE;
}

/* self.x = x */
static Flow run_assign_attribute_locals(Stmt *stmt, Frame *frame) {
    AssignStmt *node = (AssignStmt *)stmt;
    AttributeExpr *target = (AttributeExpr *)node->targets[0];
    Value value = operand_local(node->value, frame), object = operand_local(target->object, frame);
    if (UNLIKELY(value == UNBOUND || object == UNBOUND)) return run_assign_attribute(stmt, frame);
    return attribute_store_inline(target, frame, object, value) ? FLOW_NEXT : FLOW_RAISE;
}

void fast_assign_attribute(AssignStmt *node) {
    bool is_local = operand_of(((AttributeExpr *)node->targets[0])->object) == OPERAND_LOCAL;
    node->stmt.run =
        is_local && operand_of(node->value) == OPERAND_LOCAL ? run_assign_attribute_locals : run_assign_attribute;
}

void fast_attribute(AttributeExpr *node) {
    bool is_local = operand_of(node->object) == OPERAND_LOCAL;
    node->target.expr.eval = is_local ? eval_attribute_of_local : eval_attribute_fast;
    node->target.assign = assign_attribute_fast;
}
