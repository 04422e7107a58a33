/* object[index] for lists, tuples and dicts. */
#include "interp/fast_subscripts.h"

#include "interp/fast_operands.h"
#include "interp/subscripts.h"
#include "interp/traceback.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/tuple.h"

/* The item at an index; UNBOUND: ask the list, for it is none, or counts from the end. */
static inline Value list_item(List *list, int64_t index) {
    ListItems *items = atomic_load_explicit(&list->items, memory_order_acquire);
    if (UNLIKELY(items == NULL)) return UNBOUND;
    if (UNLIKELY((uint64_t)index >= atomic_load_explicit(&items->count, memory_order_acquire))) return UNBOUND;
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

/* False: not inside. */
static inline bool list_store(List *list, int64_t index, Value value) {
    object_lock(&list->object);
    ListItems *items = atomic_load_explicit(&list->items, memory_order_acquire);
    bool is_inside = items != NULL && (uint64_t)index < atomic_load_explicit(&items->count, memory_order_relaxed);
    if (LIKELY(is_inside)) word_store(&items->at[index], value);
    object_unlock(&list->object);
    return is_inside;
}

bool subscript_store_fast(SubscriptExpr *node, Frame *frame, Value object, Value index, Value value) {
    if (value_has_type(object, &list_type) && value_is_small_int(index) &&
        list_store(value_list(object), value_small_int(index), value))
        return true;
    if (!value_has_type(object, &dict_type)) return subscript_store(node, frame, object, index, value);
    if (LIKELY(dict_set(frame->thread, value_dict(object), index, value))) return true;
    raised_at_expr(frame, &node->target.expr);
    return false;
}

/* ---- Evaluators for the kinds of object and index that are common ---- */

#define SUBSCRIPT_EVALUATORS(index_kind)                                                                               \
    static inline __attribute__((always_inline)) Value load_##index_kind(SubscriptExpr *node, Frame *frame) {          \
        const Operands *operands = &node->operands;                                                                    \
        Value left = operand_value(operands->left, frame);                                                             \
        if (UNLIKELY(left == RAISED)) return RAISED;                                                                   \
        FETCH_##index_kind(right, RAISED);                                                                             \
        if (LIKELY(value_is_small_int(right) && value_has_type(left, &list_type))) {                                   \
            Value item = list_item(value_list(left), value_small_int(right));                                          \
            if (LIKELY(item != UNBOUND)) return item;                                                                  \
        }                                                                                                              \
        return subscript_load_fast(node, frame, left, right);                                                          \
    }                                                                                                                  \
    static Value eval_subscript_##index_kind(Expr *expr, Frame *frame) {                                               \
        return load_##index_kind((SubscriptExpr *)expr, frame);                                                        \
    }                                                                                                                  \
    static int test_subscript_##index_kind(Expr *expr, Frame *frame) {                                                 \
        return truth_of(expr, frame, load_##index_kind((SubscriptExpr *)expr, frame));                                 \
    }                                                                                                                  \
    static int test_not_##index_kind(Expr *expr, Frame *frame) {                                                       \
        SubscriptExpr *node = (SubscriptExpr *)((UnaryExpr *)expr)->operand;                                           \
        int truth = truth_of(&node->target.expr, frame, load_##index_kind(node, frame));                               \
        return UNLIKELY(truth < 0) ? -1 : !truth;                                                                      \
    }                                                                                                                  \
    static Flow assign_from_##index_kind(Stmt *stmt, Frame *frame) {                                                   \
        AssignStmt *assignment = (AssignStmt *)stmt;                                                                   \
        Value value = load_##index_kind((SubscriptExpr *)assignment->value, frame);                                    \
        if (UNLIKELY(value == RAISED)) return FLOW_RAISE;                                                              \
        frame->slots[assignment->slot] = value;                                                                        \
        return FLOW_NEXT;                                                                                              \
    }                                                                                                                  \
    static inline                                                                                                      \
        __attribute__((always_inline)) bool store_##index_kind(SubscriptExpr *node, Frame *frame, Value value) {       \
        const Operands *operands = &node->operands;                                                                    \
        Value left = operand_value(operands->left, frame);                                                             \
        if (UNLIKELY(left == RAISED)) return false;                                                                    \
        FETCH_##index_kind(right, false);                                                                              \
        return (LIKELY(value_is_small_int(right) && value_has_type(left, &list_type)) &&                               \
                LIKELY(list_store(value_list(left), value_small_int(right), value))) ||                                \
               subscript_store_fast(node, frame, left, right, value);                                                  \
    }                                                                                                                  \
    static bool assign_subscript_##index_kind(Target *target, Frame *frame, Value value) {                             \
        return store_##index_kind((SubscriptExpr *)target, frame, value);                                              \
    }                                                                                                                  \
    static Flow run_store_##index_kind(Stmt *stmt, Frame *frame) {                                                     \
        AssignStmt *node = (AssignStmt *)stmt;                                                                         \
        Value value = operand_value(node->value, frame);                                                               \
        if (UNLIKELY(value == RAISED)) return FLOW_RAISE;                                                              \
        return store_##index_kind((SubscriptExpr *)node->targets[0], frame, value) ? FLOW_NEXT : FLOW_RAISE;           \
    }
SUBSCRIPT_EVALUATORS(other)
SUBSCRIPT_EVALUATORS(checked)
SUBSCRIPT_EVALUATORS(constant)

typedef struct SubscriptEvaluators {
    Value (*eval)(Expr *, Frame *);
    int (*test)(Expr *, Frame *);
    int (*test_not)(Expr *, Frame *); /* of the `not` above it */
    bool (*assign)(Target *, Frame *, Value);
    Flow (*run_assign)(Stmt *, Frame *); /* local = object[index] */
    Flow (*run_store)(Stmt *, Frame *);  /* object[index] = value */
} SubscriptEvaluators;

#define SUBSCRIPT_ENTRY(index_kind)                                                                                    \
    [KIND_##index_kind] = {eval_subscript_##index_kind,   test_subscript_##index_kind, test_not_##index_kind,          \
                           assign_subscript_##index_kind, assign_from_##index_kind,    run_store_##index_kind}

static const SubscriptEvaluators evaluators[OPERAND_COUNT] = {SUBSCRIPT_ENTRY(other), SUBSCRIPT_ENTRY(checked),
                                                              SUBSCRIPT_ENTRY(constant)};

static const SubscriptEvaluators *evaluators_of(const SubscriptExpr *node) {
    const SubscriptEvaluators *found = &evaluators[operand_of(node->index)];
    return found->eval != NULL ? found : &evaluators[OPERAND_OTHER];
}

void fast_subscript(SubscriptExpr *node) {
    operands_find(&node->operands, node->object, node->index);
    node->target.expr.eval = evaluators_of(node)->eval;
    node->target.expr.test = evaluators_of(node)->test;
    node->target.assign = evaluators_of(node)->assign;
}

bool fast_not_subscript(UnaryExpr *node) {
    if (node->operand->kind != EXPR_SUBSCRIPT) return false;
    node->expr.test = evaluators_of((SubscriptExpr *)node->operand)->test_not;
    return true;
}

bool fast_assign_subscript(AssignStmt *node) {
    if (node->value->kind != EXPR_SUBSCRIPT) return false;
    node->stmt.run = evaluators_of((SubscriptExpr *)node->value)->run_assign;
    return true;
}

void fast_store_subscript(AssignStmt *node) {
    node->stmt.run = evaluators_of((SubscriptExpr *)node->targets[0])->run_store;
}
