/* object[index] as a value and as a condition, and local = object[index]. */
#include "interp/fast_subscripts.h"

#include "interp/fast_items.h"
#include "interp/subscripts.h"
#include "interp/traceback.h"
#include "object/str_core.h"
#include "object/tuple.h"

/* ---- Any operands ---- */

static Value list_item_anywhere(Value list, int64_t index) {
    if (index < 0) index += (int64_t)list_count_fast(list);
    Value item = index < 0 ? UNBOUND : list_get(value_list(list), (uint64_t)index);
    return item != UNBOUND ? item : RAISED;
}

static Value tuple_item(const Tuple *tuple, int64_t index) {
    if (index < 0) index += (int64_t)tuple->count;
    return (uint64_t)index < tuple->count ? tuple->items[index] : RAISED;
}

static Value str_item(Str *str, int64_t index) {
    if (index < 0) index += (int64_t)str->length;
    if ((uint64_t)index >= str->length || !str_is_ascii(str)) return RAISED;
    return value_from_object(str_from_code_point((unsigned char)str->text[index]));
}

/* Of built-in sequences. RAISED: ask the types. */
static Value sequence_item(const Type *type, Value object, Value index) {
    if (!value_is_small_int(index)) return RAISED;
    int64_t number = value_small_int(index);
    if (type == &list_type) return list_item_anywhere(object, number);
    if (type == &tuple_type) return tuple_item(value_tuple(object), number);
    return type == &str_type ? str_item(value_str_object(object), number) : RAISED;
}

static Value dict_item(SubscriptExpr *node, Frame *frame, Value object, Value index) {
    Value item = dict_get(frame->thread, value_dict(object), index);
    if (LIKELY(item != UNBOUND && item != RAISED)) return item;
    return item == RAISED ? raised_at_expr(frame, &node->target.expr) : subscript_load(node, frame, object, index);
}

Value subscript_load_fast(SubscriptExpr *node, Frame *frame, Value object, Value index) {
    if (UNLIKELY(!value_is_object(object))) return subscript_load(node, frame, object, index);
    const Type *type = object_type(value_object(object));
    if (type == &dict_type) return dict_item(node, frame, object, index);
    Value item = sequence_item(type, object, index);
    return LIKELY(item != RAISED) ? item : subscript_load(node, frame, object, index);
}

/* ---- What the code in line leaves: the object is there, or UNBOUND, then it is evaluated; the index is to be evaluated (_of) or is
   there (_at) ---- */

static __attribute__((noinline)) Value load_at(SubscriptExpr *node, Frame *frame, Value object, Value index) {
    return index == RAISED ? RAISED : subscript_load_fast(node, frame, object, index);
}

static __attribute__((noinline)) Value load_of(SubscriptExpr *node, Frame *frame, Value object) {
    if (object == UNBOUND) object = node->object->eval(node->object, frame);
    return object == RAISED ? RAISED : load_at(node, frame, object, operand_value(node->index, frame));
}

static __attribute__((noinline)) int test_at(SubscriptExpr *node, Frame *frame, Value object, Value index) {
    return truth_of(&node->target.expr, frame, load_at(node, frame, object, index));
}

static __attribute__((noinline)) int test_of(SubscriptExpr *node, Frame *frame, Value object) {
    return truth_of(&node->target.expr, frame, load_of(node, frame, object));
}

static int negated(int truth) {
    return truth < 0 ? -1 : !truth;
}

static __attribute__((noinline)) int test_not_at(SubscriptExpr *node, Frame *frame, Value object, Value index) {
    return negated(test_at(node, frame, object, index));
}

static __attribute__((noinline)) int test_not_of(SubscriptExpr *node, Frame *frame, Value object) {
    return negated(test_of(node, frame, object));
}

static Flow assign_loaded(AssignStmt *node, Frame *frame, Value value) {
    if (value == RAISED) return FLOW_RAISE;
    frame->slots[node->slot] = value;
    return FLOW_NEXT;
}

static __attribute__((noinline)) Flow assign_at(AssignStmt *node, Frame *frame, Value object, Value index) {
    return assign_loaded(node, frame, load_at((SubscriptExpr *)node->value, frame, object, index));
}

static __attribute__((noinline)) Flow assign_of(AssignStmt *node, Frame *frame, Value object) {
    return assign_loaded(node, frame, load_of((SubscriptExpr *)node->value, frame, object));
}

/* ---- In line ---- */

static __attribute__((noinline)) int test_not_slowly(Expr *expr, Frame *frame, Value item) {
    return negated(truth_of(expr, frame, item));
}

#define LOAD_ITEM(object_kind, index_kind, elsewhere, ...)                                                             \
    FIND_ITEM(object_kind, index_kind, elsewhere, __VA_ARGS__);                                                        \
    Value item = list_item(object, number);                                                                            \
    if (UNLIKELY(item == RAISED)) return MISSING(index_kind, elsewhere, __VA_ARGS__)

#define SUBSCRIPT_EVALUATORS(object_kind, index_kind)                                                                  \
    static Value eval_##object_kind##_##index_kind(Expr *expr, Frame *frame) {                                         \
        SubscriptExpr *node = (SubscriptExpr *)expr;                                                                   \
        LOAD_ITEM(object_kind, index_kind, load, node, frame);                                                         \
        return item;                                                                                                   \
    }                                                                                                                  \
    static int test_##object_kind##_##index_kind(Expr *expr, Frame *frame) {                                           \
        SubscriptExpr *node = (SubscriptExpr *)expr;                                                                   \
        LOAD_ITEM(object_kind, index_kind, test, node, frame);                                                         \
        return truth_of(expr, frame, item);                                                                            \
    }                                                                                                                  \
    static int test_not_##object_kind##_##index_kind(Expr *expr, Frame *frame) {                                       \
        SubscriptExpr *node = (SubscriptExpr *)((UnaryExpr *)expr)->operand;                                           \
        LOAD_ITEM(object_kind, index_kind, test_not, node, frame);                                                     \
        if (LIKELY(value_is_bool(item))) return item == FALSE_VALUE;                                                   \
        return test_not_slowly(&node->target.expr, frame, item);                                                       \
    }                                                                                                                  \
    static Flow assign_##object_kind##_##index_kind(Stmt *stmt, Frame *frame) {                                        \
        AssignStmt *assignment = (AssignStmt *)stmt;                                                                   \
        SubscriptExpr *node = (SubscriptExpr *)assignment->value;                                                      \
        LOAD_ITEM(object_kind, index_kind, assign, assignment, frame);                                                 \
        frame->slots[assignment->slot] = item;                                                                         \
        return FLOW_NEXT;                                                                                              \
    }
ITEM_KINDS(SUBSCRIPT_EVALUATORS)

typedef struct SubscriptEvaluators {
    Value (*eval)(Expr *, Frame *);
    int (*test)(Expr *, Frame *);
    int (*test_not)(Expr *, Frame *); /* of the `not` above it */
    Flow (*assign)(Stmt *, Frame *);  /* local = object[index] */
} SubscriptEvaluators;

#define SUBSCRIPT_ENTRY(object_kind, index_kind)                                                                       \
    ITEM_ENTRY(object_kind, index_kind) = {eval_##object_kind##_##index_kind, test_##object_kind##_##index_kind,       \
                                           test_not_##object_kind##_##index_kind,                                      \
                                           assign_##object_kind##_##index_kind},

static const SubscriptEvaluators evaluators[OBJECT_KINDS][INDEX_KINDS] = {ITEM_KINDS(SUBSCRIPT_ENTRY)};

static const SubscriptEvaluators *evaluators_of(const SubscriptExpr *node) {
    return &evaluators[node->place.object_kind][node->place.index_kind];
}

void fast_subscript(SubscriptExpr *node) {
    item_place_find(node);
    node->target.expr.eval = evaluators_of(node)->eval;
    node->target.expr.test = evaluators_of(node)->test;
    fast_store(node);
}

bool fast_not_subscript(UnaryExpr *node) {
    if (node->operand->kind != EXPR_SUBSCRIPT) return false;
    node->expr.test = evaluators_of((SubscriptExpr *)node->operand)->test_not;
    return true;
}

bool fast_assign_subscript(AssignStmt *node) {
    if (node->value->kind != EXPR_SUBSCRIPT) return false;
    node->stmt.run = evaluators_of((SubscriptExpr *)node->value)->assign;
    return true;
}
