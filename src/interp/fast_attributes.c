/* object.name with what the node remembers (attribute_cache.h). */
#include "interp/attribute_cache.h"
#include "interp/attributes.h"
#include "interp/fast_attributes.h"
#include "interp/names.h"

/* An attribute found on a class is the value itself unless it binds to the instance. */
static bool is_plain(const AttributeExpr *node, Value value, const Object *object) {
    (void)node;
    Type *type = object_type(object);
    return type == &module_type || type == &type_type || value_type(value)->descriptor_get == NULL;
}

static __attribute__((noinline)) Value load_slowly(AttributeExpr *node, Frame *frame, Value object) {
    if (object == UNBOUND) return raise_unbound((NameExpr *)node->object, frame);
    if (!value_is_object(object)) return attribute_load(node, frame, object);
    Value value = attribute_cached_class_value(node, value_object(object));
    if (value != UNBOUND && is_plain(node, value, value_object(object))) return value;
    bool is_new = value == UNBOUND;
    value = attribute_load(node, frame, object);
    if (is_new && value != RAISED) attribute_learn(node, value_object(object));
    return value;
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
    return LIKELY(object != RAISED) ? attribute_load_fast(node, frame, object) : RAISED;
}

static Value eval_attribute_of_local(Expr *expr, Frame *frame) {
    AttributeExpr *node = (AttributeExpr *)expr;
    return attribute_load_fast(node, frame, operand_local(node->object, frame));
}

/* ---- Stores: into a slot of known offset, whether the attribute is there yet or not ---- */

static __attribute__((noinline)) bool store_slowly(AttributeExpr *node, Frame *frame, Value object, Value value) {
    Word *slot = value_is_object(object) ? attribute_learn_store(node, value_object(object)) : NULL;
    if (slot == NULL) return attribute_store(node, frame, object, value);
    word_store(slot, value);
    return true;
}

bool attribute_store_fast(AttributeExpr *node, Frame *frame, Value object, Value value) {
    Word *slot = LIKELY(value_is_object(object)) ? attribute_cached_slot(node, value_object(object)) : NULL;
    if (UNLIKELY(slot == NULL)) return store_slowly(node, frame, object, value);
    word_store(slot, value);
    return true;
}

static bool assign_attribute_fast(Target *target, Frame *frame, Value value) {
    AttributeExpr *node = (AttributeExpr *)target;
    Value object = node->object->eval(node->object, frame);
    return LIKELY(object != RAISED) && attribute_store_fast(node, frame, object, value);
}

void fast_attribute(AttributeExpr *node) {
    bool is_local = operand_of(node->object) == OPERAND_LOCAL;
    node->target.expr.eval = is_local ? eval_attribute_of_local : eval_attribute_fast;
    node->target.assign = assign_attribute_fast;
}
