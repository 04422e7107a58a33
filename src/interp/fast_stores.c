/* object[index] = value: as a target, as a statement, and object[index] op= value. */
#include "interp/fast_augmented.h"
#include "interp/fast_items.h"
#include "interp/fast_subscripts.h"
#include "interp/subscripts.h"
#include "interp/traceback.h"
#include "object/range.h"

bool subscript_store_fast(SubscriptExpr *node, Frame *frame, Value object, Value index, Value value) {
    if (value_has_type(object, &list_type) && list_set(value_list(object), item_number(index, NO_OFFSET), value))
        return true;
    if (!value_has_type(object, &dict_type)) return subscript_store(node, frame, object, index, value);
    if (LIKELY(dict_set(frame->thread, value_dict(object), index, value))) return true;
    raised_at_expr(frame, &node->target.expr);
    return false;
}

/* ---- What the code in line leaves, as in fast_subscripts.c ---- */

static __attribute__((noinline)) bool store_at(SubscriptExpr *node, Frame *frame, Value value, Value object,
                                               Value index) {
    return index != RAISED && subscript_store_fast(node, frame, object, index, value);
}

static __attribute__((noinline)) bool store_of(SubscriptExpr *node, Frame *frame, Value value, Value object) {
    if (object == UNBOUND) object = node->object->eval(node->object, frame);
    return object != RAISED && store_at(node, frame, value, object, operand_value(node->index, frame));
}

/* Where there have been several threads. */
static __attribute__((noinline)) bool store_shared(SubscriptExpr *node, Frame *frame, Value value, Value list,
                                                   uint64_t number) {
    return list_set(value_list(list), number, value) || store_of(node, frame, value, list);
}

static __attribute__((noinline)) Flow run_store_at(SubscriptExpr *node, Frame *frame, Value value, Value object,
                                                   Value index) {
    return store_at(node, frame, value, object, index) ? FLOW_NEXT : FLOW_RAISE;
}

static __attribute__((noinline)) Flow run_store_of(SubscriptExpr *node, Frame *frame, Value value, Value object) {
    return store_of(node, frame, value, object) ? FLOW_NEXT : FLOW_RAISE;
}

static __attribute__((noinline)) Flow run_store_shared(SubscriptExpr *node, Frame *frame, Value value, Value list,
                                                       uint64_t number) {
    return store_shared(node, frame, value, list, number) ? FLOW_NEXT : FLOW_RAISE;
}

#define STORE_UNLISTED_numbered(elsewhere, ...) ((void)number, elsewhere##_of(__VA_ARGS__, object))
#define STORE_UNLISTED_of(elsewhere, ...) elsewhere##_of(__VA_ARGS__, object)

/* ---- object[start:stop] = value ---- */

static bool assign_part(Target *target, Frame *frame, Value value) {
    SubscriptExpr *node = (SubscriptExpr *)target;
    Value object = operand_value(node->object, frame), bounds[3];
    if (UNLIKELY(object == RAISED) || !eval_bounds((const SliceExpr *)node->index, frame, bounds)) return false;
    if (LIKELY(list_part_store(object, bounds, value))) return true;
    return subscript_store(node, frame, object, value_from_object(slice_new(bounds[0], bounds[1], bounds[2])), value);
}

static Flow store_part(Stmt *stmt, Frame *frame) {
    AssignStmt *node = (AssignStmt *)stmt;
    Value value = operand_value(node->value, frame);
    return value != RAISED && assign_part(node->targets[0], frame, value) ? FLOW_NEXT : FLOW_RAISE;
}

/* ---- object[index] = value ---- */

/* The value when it is a local variable or a constant; UNBOUND: a name without a value. */
static inline Value simple_value(const AssignStmt *node, Frame *frame) {
    return node->slot >= 0 ? frame->slots[node->slot] : ((const ConstantExpr *)node->value)->value;
}

static __attribute__((noinline)) Flow raise_unbound_value(AssignStmt *node, Frame *frame) {
    node->value->eval(node->value, frame);
    return FLOW_RAISE;
}

#define STORE_SHARED_constant(elsewhere) elsewhere##_shared(node, frame, value, object, number)
#define STORE_SHARED_negative STORE_SHARED_constant
#define STORE_SHARED_near STORE_SHARED_constant
#define STORE_SHARED_sum STORE_SHARED_constant
#define STORE_SHARED_triple STORE_SHARED_constant
#define STORE_SHARED_other(elsewhere) elsewhere##_at(node, frame, value, object, index)

#define STORE_ITEM(object_kind, index_kind, elsewhere, success)                                                        \
    FIND_ITEM(object_kind, index_kind, STORE_UNLISTED, elsewhere, node, frame, value);                                 \
    if (UNLIKELY(!__libc_single_threaded)) return STORE_SHARED_##index_kind(elsewhere);                                \
    if (LIKELY(list_store_alone(object, number, value))) return success;                                               \
    return MISSING(index_kind, elsewhere, node, frame, value)

#define STORE_EVALUATORS(object_kind, index_kind)                                                                      \
    static bool assign_##object_kind##_##index_kind(Target *target, Frame *frame, Value value) {                       \
        SubscriptExpr *node = (SubscriptExpr *)target;                                                                 \
        STORE_ITEM(object_kind, index_kind, store, true);                                                              \
    }                                                                                                                  \
    static inline __attribute__((always_inline))                                                                       \
    Flow run_store_##object_kind##_##index_kind(SubscriptExpr *node, Frame *frame, Value value) {                      \
        STORE_ITEM(object_kind, index_kind, run_store, FLOW_NEXT);                                                     \
    }                                                                                                                  \
    static Flow store_##object_kind##_##index_kind(Stmt *stmt, Frame *frame) {                                         \
        AssignStmt *node = (AssignStmt *)stmt;                                                                         \
        Value value = node->value->eval(node->value, frame);                                                           \
        if (UNLIKELY(value == RAISED)) return FLOW_RAISE;                                                              \
        return run_store_##object_kind##_##index_kind((SubscriptExpr *)node->targets[0], frame, value);                \
    }                                                                                                                  \
    static Flow store_simple_##object_kind##_##index_kind(Stmt *stmt, Frame *frame) {                                  \
        AssignStmt *node = (AssignStmt *)stmt;                                                                         \
        Value value = simple_value(node, frame);                                                                       \
        if (UNLIKELY(value == UNBOUND)) return raise_unbound_value(node, frame);                                       \
        return run_store_##object_kind##_##index_kind((SubscriptExpr *)node->targets[0], frame, value);                \
    }
ITEM_KINDS(STORE_EVALUATORS)

/* object[index] = local[local + number] */
static inline Value near_item(const ItemPlace *place, Frame *frame) {
    Value object = frame->slots[place->object_slot];
    if (UNLIKELY(!is_list(object))) return RAISED;
    return list_item(object, item_number(frame->slots[place->slots[0]], place->offset));
}

#define STORE_ITEM_EVALUATOR(object_kind, index_kind)                                                                  \
    static Flow store_item_##object_kind##_##index_kind(Stmt *stmt, Frame *frame) {                                    \
        AssignStmt *node = (AssignStmt *)stmt;                                                                         \
        Value value = near_item(&((SubscriptExpr *)node->value)->place, frame);                                        \
        if (UNLIKELY(value == RAISED)) return store_##object_kind##_##index_kind(stmt, frame);                         \
        return run_store_##object_kind##_##index_kind((SubscriptExpr *)node->targets[0], frame, value);                \
    }
PURE_ITEM_KINDS(STORE_ITEM_EVALUATOR)

#define STORE_ITEM_ENTRY(object_kind, index_kind)                                                                      \
    ITEM_ENTRY(object_kind, index_kind) = store_item_##object_kind##_##index_kind,
static Flow (*const item_stores[OBJECT_KINDS][INDEX_KINDS])(Stmt *, Frame *) = {PURE_ITEM_KINDS(STORE_ITEM_ENTRY)};

typedef struct StoreEvaluators {
    bool (*assign)(Target *, Frame *, Value);
    Flow (*store)(Stmt *, Frame *);
    Flow (*store_simple)(Stmt *, Frame *); /* of a local variable or a constant */
} StoreEvaluators;

#define STORE_ENTRY(object_kind, index_kind)                                                                           \
    ITEM_ENTRY(object_kind, index_kind) = {assign_##object_kind##_##index_kind, store_##object_kind##_##index_kind,    \
                                           store_simple_##object_kind##_##index_kind},

static const StoreEvaluators evaluators[OBJECT_KINDS][INDEX_KINDS] = {ITEM_KINDS(STORE_ENTRY)};

static const StoreEvaluators part_evaluators = {assign_part, store_part, store_part};

static const StoreEvaluators *evaluators_of(const SubscriptExpr *node) {
    if (node->index->kind == EXPR_SLICE) return &part_evaluators;
    return &evaluators[node->place.object_kind][node->place.index_kind];
}

void fast_store(SubscriptExpr *node) {
    node->target.assign = evaluators_of(node)->assign;
}

static bool is_near_item(const Expr *node) {
    const ItemPlace *place = &((const SubscriptExpr *)node)->place;
    return node->kind == EXPR_SUBSCRIPT && place->object_kind == OBJECT_IS_local && place->index_kind == INDEX_IS_near;
}

void fast_store_subscript(AssignStmt *node) {
    const SubscriptExpr *target = (SubscriptExpr *)node->targets[0];
    const StoreEvaluators *found = evaluators_of(target);
    bool is_local = operand_of(node->value) == OPERAND_LOCAL;
    node->slot = is_local ? ((NameExpr *)node->value)->index : -1;
    node->stmt.run = is_local || node->value->kind == EXPR_CONSTANT ? found->store_simple : found->store;
    Flow (*store_item)(Stmt *, Frame *) = item_stores[target->place.object_kind][target->place.index_kind];
    if (store_item != NULL && is_near_item(node->value)) node->stmt.run = store_item;
}

/* ---- object[index] op= value ---- */

/* With a dict the key is looked up once, if it stays where it is. */
static Flow augment_dict(AugmentedStmt *node, Frame *frame, Dict *dict, Value key) {
    SubscriptExpr *target = (SubscriptExpr *)node->target;
    DictPlace place;
    Value old = dict_get_place(frame->thread, dict, key, &place);
    if (UNLIKELY(old == RAISED)) return raised_at_expr(frame, &node->target->expr), FLOW_RAISE;
    if (UNLIKELY(old == UNBOUND)) old = subscript_load_fast(target, frame, value_from_object(dict), key);
    Value value = old == RAISED ? RAISED : operand_value(node->value, frame);
    Value result = value == RAISED ? RAISED : augmented_apply(node, frame, old, value);
    if (UNLIKELY(result == RAISED)) return FLOW_RAISE;
    if (place.entry != NULL && dict_set_place(dict, place, result)) return FLOW_NEXT;
    return subscript_store_fast(target, frame, value_from_object(dict), key, result) ? FLOW_NEXT : FLOW_RAISE;
}

static __attribute__((noinline)) Flow augment_at(AugmentedStmt *node, Frame *frame, Value object, Value index) {
    SubscriptExpr *target = (SubscriptExpr *)node->target;
    if (UNLIKELY(index == RAISED)) return FLOW_RAISE;
    if (value_has_type(object, &dict_type)) return augment_dict(node, frame, value_dict(object), index);
    Value old = subscript_load_fast(target, frame, object, index);
    Value value = old == RAISED ? RAISED : operand_value(node->value, frame);
    Value result = value == RAISED ? RAISED : augmented_apply(node, frame, old, value);
    if (UNLIKELY(result == RAISED)) return FLOW_RAISE;
    return subscript_store_fast(target, frame, object, index, result) ? FLOW_NEXT : FLOW_RAISE;
}

static __attribute__((noinline)) Flow augment_of(AugmentedStmt *node, Frame *frame, Value object) {
    SubscriptExpr *target = (SubscriptExpr *)node->target;
    if (object == UNBOUND) object = target->object->eval(target->object, frame);
    return object == RAISED ? FLOW_RAISE : augment_at(node, frame, object, operand_value(target->index, frame));
}

/* The list is shorter now, or locked. */
static __attribute__((noinline)) Flow augment_store(AugmentedStmt *node, Frame *frame, Value list, uint64_t number,
                                                    Value result) {
    Value index = value_from_small_int((int64_t)number);
    return subscript_store_fast((SubscriptExpr *)node->target, frame, list, index, result) ? FLOW_NEXT : FLOW_RAISE;
}

#define AUGMENT_EVALUATOR(object_kind, index_kind)                                                                     \
    static Flow augment_##object_kind##_##index_kind(Stmt *stmt, Frame *frame) {                                       \
        AugmentedStmt *statement = (AugmentedStmt *)stmt;                                                              \
        SubscriptExpr *node = (SubscriptExpr *)statement->target;                                                      \
        FIND_ITEM(object_kind, index_kind, STORE_UNLISTED, augment, statement, frame);                                 \
        Value item = list_item(object, number);                                                                        \
        if (UNLIKELY(item == RAISED)) return MISSING(index_kind, augment, statement, frame);                           \
        Value value = operand_value(statement->value, frame);                                                          \
        Value result = value == RAISED ? RAISED : augmented_apply(statement, frame, item, value);                      \
        if (UNLIKELY(result == RAISED)) return FLOW_RAISE;                                                             \
        if (LIKELY(list_set(value_list(object), number, result))) return FLOW_NEXT;                                    \
        return augment_store(statement, frame, object, number, result);                                                \
    }
ITEM_KINDS(AUGMENT_EVALUATOR)

#define AUGMENT_ENTRY(object_kind, index_kind)                                                                         \
    ITEM_ENTRY(object_kind, index_kind) = augment_##object_kind##_##index_kind,
static Flow (*const augmenters[OBJECT_KINDS][INDEX_KINDS])(Stmt *, Frame *) = {ITEM_KINDS(AUGMENT_ENTRY)};

/* What counts from the end may be another item after the value was evaluated. */
static Flow run_augmented_from_end(Stmt *stmt, Frame *frame) {
    return augment_of((AugmentedStmt *)stmt, frame, UNBOUND);
}

void fast_augmented_subscript(AugmentedStmt *node) {
    const ItemPlace *place = &((SubscriptExpr *)node->target)->place;
    bool is_from_end = place->index_kind == INDEX_IS_negative;
    node->stmt.run = is_from_end ? run_augmented_from_end : augmenters[place->object_kind][place->index_kind];
}
