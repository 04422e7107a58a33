/* object[index] for lists, tuples and dicts. */
#include "interp/fast_subscripts.h"

#include "interp/fast.h"
#include "interp/subscripts.h"
#include "interp/traceback.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/tuple.h"

/* The item at an index that may count from the end; UNBOUND: ask the list. */
static inline Value list_item(List *list, int64_t index) {
    ListItems *items = atomic_load_explicit(&list->items, memory_order_acquire);
    if (UNLIKELY(items == NULL)) return UNBOUND;
    int64_t count = (int64_t)atomic_load_explicit(&items->count, memory_order_acquire);
    if (index < 0) index += count;
    if (UNLIKELY((uint64_t)index >= (uint64_t)count)) return UNBOUND;
    Value item = word_load(&items->at[index]);
    return LIKELY(item != RAISED) ? item : UNBOUND;
}

static inline Value tuple_item(const Tuple *tuple, int64_t index) {
    int64_t count = (int64_t)tuple->count;
    if (index < 0) index += count;
    return (uint64_t)index < (uint64_t)count ? tuple->items[index] : UNBOUND;
}

/* UNBOUND: ask the types. RAISED: hashing or comparing the key did. */
static inline Value item_of(Frame *frame, Value object, Value index) {
    if (UNLIKELY(!value_is_object(object))) return UNBOUND;
    Type *type = object_type(value_object(object));
    if (LIKELY(type == &list_type && value_is_small_int(index)))
        return list_item(value_list(object), value_small_int(index));
    if (type == &dict_type) return dict_get(frame->thread, value_dict(object), index);
    if (type == &tuple_type && value_is_small_int(index))
        return tuple_item(value_tuple(object), value_small_int(index));
    return UNBOUND;
}

Value subscript_load_fast(SubscriptExpr *node, Frame *frame, Value object, Value index) {
    Value item = item_of(frame, object, index);
    if (LIKELY(item != UNBOUND && item != RAISED)) return item;
    return item == RAISED ? raised_at_expr(frame, &node->target.expr) : subscript_load(node, frame, object, index);
}

bool subscript_store_fast(SubscriptExpr *node, Frame *frame, Value object, Value index, Value value) {
    if (value_has_type(object, &list_type) && value_is_small_int(index) && value_small_int(index) >= 0 &&
        list_set(value_list(object), (size_t)value_small_int(index), value))
        return true;
    if (!value_has_type(object, &dict_type)) return subscript_store(node, frame, object, index, value);
    if (LIKELY(dict_set(frame->thread, value_dict(object), index, value))) return true;
    raised_at_expr(frame, &node->target.expr);
    return false;
}

static Value eval_subscript_fast(Expr *expr, Frame *frame) {
    SubscriptExpr *node = (SubscriptExpr *)expr;
    Value object = operand_value(node->object, frame);
    if (UNLIKELY(object == RAISED)) return RAISED;
    Value index = operand_value(node->index, frame);
    if (LIKELY(value_is_small_int(index) && value_has_type(object, &list_type))) {
        Value item = list_item(value_list(object), value_small_int(index));
        if (LIKELY(item != UNBOUND)) return item;
    }
    return LIKELY(index != RAISED) ? subscript_load_fast(node, frame, object, index) : RAISED;
}

static int test_subscript_fast(Expr *expr, Frame *frame) {
    return truth_of(expr, frame, eval_subscript_fast(expr, frame));
}

static bool assign_subscript_fast(Target *target, Frame *frame, Value value) {
    SubscriptExpr *node = (SubscriptExpr *)target;
    Value object = operand_value(node->object, frame);
    if (UNLIKELY(object == RAISED)) return false;
    Value index = operand_value(node->index, frame);
    return LIKELY(index != RAISED) && subscript_store_fast(node, frame, object, index, value);
}

Flow run_assign_subscript(Stmt *stmt, Frame *frame) {
    AssignStmt *node = (AssignStmt *)stmt;
    Value value = operand_value(node->value, frame);
    if (UNLIKELY(value == RAISED)) return FLOW_RAISE;
    return assign_subscript_fast(node->targets[0], frame, value) ? FLOW_NEXT : FLOW_RAISE;
}

void fast_subscript(SubscriptExpr *node) {
    node->target.expr.eval = eval_subscript_fast;
    node->target.expr.test = test_subscript_fast;
    node->target.assign = assign_subscript_fast;
}
