/* object[index] as a value and as a condition, and local = object[index]. */
#include "interp/fast_subscripts.h"

#include "interp/fast_items.h"
#include "interp/subscripts.h"
#include "interp/traceback.h"
#include "object/range.h"
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

/* Of a tuple or an ASCII str, for a number from FIND_ITEM. RAISED: neither, or it has none. */
static inline Value item_by_number(Value object, uint64_t number) {
    if (UNLIKELY(!value_is_object(object))) return RAISED;
    const Type *type = object_type(value_object(object));
    if (type == &tuple_type) return number < value_tuple(object)->count ? value_tuple(object)->items[number] : RAISED;
    if (type != &str_type || number >= value_str_object(object)->length) return RAISED;
    return str_item(value_str_object(object), (int64_t)number);
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

/* ---- What the code in line leaves: the object is there, or UNBOUND, then it is evaluated; the index is to be evaluated (_of), or
   its number is there and the object is no list (_numbered), or it is there itself (_at) ---- */

static __attribute__((noinline)) Value load_at(SubscriptExpr *node, Frame *frame, Value object, Value index) {
    return index == RAISED ? RAISED : subscript_load_fast(node, frame, object, index);
}

static __attribute__((noinline)) Value load_of(SubscriptExpr *node, Frame *frame, Value object) {
    if (object == UNBOUND) object = node->object->eval(node->object, frame);
    return object == RAISED ? RAISED : load_at(node, frame, object, operand_value(node->index, frame));
}

static __attribute__((noinline)) Value load_numbered(SubscriptExpr *node, Frame *frame, Value object, uint64_t number) {
    Value item = item_by_number(object, number);
    return LIKELY(item != RAISED) ? item : load_of(node, frame, object);
}

static int truth(SubscriptExpr *node, Frame *frame, Value value) {
    return truth_of(&node->target.expr, frame, value);
}

static int untruth(SubscriptExpr *node, Frame *frame, Value value) {
    int truth = truth_of(&node->target.expr, frame, value);
    return truth < 0 ? -1 : !truth;
}

static Flow assign_loaded(AssignStmt *node, Frame *frame, Value value) {
    if (value == RAISED) return FLOW_RAISE;
    frame->slots[node->slot] = value;
    return FLOW_NEXT;
}

/* The same for those who want more than the value. */
#define LEFT_OVER(Answer, name, Owner, subscript, use)                                                                 \
    static __attribute__((noinline)) Answer name##_at(Owner *node, Frame *frame, Value object, Value index) {          \
        return use(node, frame, load_at(subscript, frame, object, index));                                             \
    }                                                                                                                  \
    static __attribute__((noinline)) Answer name##_of(Owner *node, Frame *frame, Value object) {                       \
        return use(node, frame, load_of(subscript, frame, object));                                                    \
    }                                                                                                                  \
    static __attribute__((noinline))                                                                                   \
    Answer name##_numbered(Owner *node, Frame *frame, Value object, uint64_t number) {                                 \
        return use(node, frame, load_numbered(subscript, frame, object, number));                                      \
    }
LEFT_OVER(int, test, SubscriptExpr, node, truth)
LEFT_OVER(int, test_not, SubscriptExpr, node, untruth)
LEFT_OVER(Flow, assign, AssignStmt, (SubscriptExpr *)node->value, assign_loaded)

/* ---- In line ---- */

static __attribute__((noinline)) int test_not_slowly(SubscriptExpr *node, Frame *frame, Value item) {
    return untruth(node, frame, item);
}

#define LOAD_UNLISTED_numbered(elsewhere, ...) elsewhere##_numbered(__VA_ARGS__, object, number)
#define LOAD_UNLISTED_of(elsewhere, ...) elsewhere##_of(__VA_ARGS__, object)

#define LOAD_ITEM(object_kind, index_kind, elsewhere, ...)                                                             \
    FIND_ITEM(object_kind, index_kind, LOAD_UNLISTED, elsewhere, __VA_ARGS__);                                         \
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
        return test_not_slowly(node, frame, item);                                                                     \
    }                                                                                                                  \
    static Flow assign_##object_kind##_##index_kind(Stmt *stmt, Frame *frame) {                                        \
        AssignStmt *assignment = (AssignStmt *)stmt;                                                                   \
        SubscriptExpr *node = (SubscriptExpr *)assignment->value;                                                      \
        LOAD_ITEM(object_kind, index_kind, assign, assignment, frame);                                                 \
        frame->slots[assignment->slot] = item;                                                                         \
        return FLOW_NEXT;                                                                                              \
    }
ITEM_KINDS(SUBSCRIPT_EVALUATORS)

/* ---- Several items as one condition ---- */

static inline Value peek_of(SubscriptExpr *node, Frame *frame, Value object) {
    (void)node, (void)frame, (void)object;
    return RAISED;
}

static inline Value peek_numbered(SubscriptExpr *node, Frame *frame, Value object, uint64_t number) {
    (void)number;
    return peek_of(node, frame, object);
}

/* The item, or RAISED, without effect: it is not to be had in line. */
#define PEEK_EVALUATOR(object_kind, index_kind)                                                                        \
    static Value peek_##object_kind##_##index_kind(Expr *expr, Frame *frame) {                                         \
        SubscriptExpr *node = (SubscriptExpr *)expr;                                                                   \
        LOAD_ITEM(object_kind, index_kind, peek, node, frame);                                                         \
        return item;                                                                                                   \
    }
PURE_ITEM_KINDS(PEEK_EVALUATOR)

#define PEEK_ENTRY(object_kind, index_kind) ITEM_ENTRY(object_kind, index_kind) = peek_##object_kind##_##index_kind,

static Value (*const peekers[OBJECT_KINDS][INDEX_KINDS])(Expr *, Frame *) = {PURE_ITEM_KINDS(PEEK_ENTRY)};

/* An operand: an item, or `not` of one. */
static bool peeked_find(Peeked *peeked, Expr *operand) {
    bool is_not = operand->kind == EXPR_UNARY && ((UnaryExpr *)operand)->op == UNARY_NOT;
    peeked->item = is_not ? ((UnaryExpr *)operand)->operand : operand;
    peeked->flip = is_not ? value_bits(TRUE_VALUE) ^ value_bits(FALSE_VALUE) : 0;
    if (peeked->item->kind != EXPR_SUBSCRIPT) return false;
    const ItemPlace *place = &((SubscriptExpr *)peeked->item)->place;
    peeked->peek = peekers[place->object_kind][place->index_kind];
    return peeked->peek != NULL;
}

static inline uint64_t peek(const Peeked *peeked, Frame *frame) {
    return value_bits(peeked->peek(peeked->item, frame)) ^ peeked->flip;
}

/* 1, 0, or -1: not a bool or small int. */
static int plain_truth(Value value) {
    if (value_is_bool(value)) return value == TRUE_VALUE;
    return value_is_small_int(value) ? value != value_from_small_int(0) : -1;
}

/* Not all of them are bools. Those that are read and decide do so; else they are tested in turn, as if nothing had happened. */
static __attribute__((noinline)) int test_items_slowly(LogicalExpr *node, Frame *frame, const uint64_t *read) {
    for (uint32_t i = 0; i < node->operands.count; i++) {
        int truth = plain_truth(value_from_bits(read[i] ^ node->peeked[i].flip));
        if (truth < 0) return test_logical_fast(&node->expr, frame);
        truth ^= node->peeked[i].flip != 0;
        if (truth == node->is_or) return truth;
    }
    return !node->is_or;
}

/* All operands are read before any of them decides, so that one branch depends on them instead of one on each. If their union and
   their intersection are bools, so are all. */
#define TEST_ITEMS(name, count, result)                                                                                \
    static int test_items_##name##_##count(Expr *expr, Frame *frame) {                                                 \
        const Peeked *operands = ((LogicalExpr *)expr)->peeked;                                                        \
        uint64_t first = peek(&operands[0], frame), second = peek(&operands[1], frame);                                \
        uint64_t third = (count) == 3 ? peek(&operands[2], frame) : second;                                            \
        Value any = value_from_bits(first | second | third), all = value_from_bits(first & second & third);            \
        if (LIKELY(value_is_bool(any) && value_is_bool(all))) return (result) == TRUE_VALUE;                           \
        return test_items_slowly((LogicalExpr *)expr, frame, (uint64_t[]){first, second, third});                      \
    }
TEST_ITEMS(and, 2, all)
TEST_ITEMS(and, 3, all)
TEST_ITEMS(or, 2, any)
TEST_ITEMS(or, 3, any)

void fast_logical_items(LogicalExpr *node) {
    if (node->operands.count > MOST_PEEKED) return;
    for (uint32_t i = 0; i < node->operands.count; i++)
        if (!peeked_find(&node->peeked[i], node->operands.at[i])) return;
    if (node->operands.count == 2) node->expr.test = node->is_or ? test_items_or_2 : test_items_and_2;
    else node->expr.test = node->is_or ? test_items_or_3 : test_items_and_3;
}

/* ---- object[start:stop:step] ---- */

bool eval_bounds(const SliceExpr *slice, Frame *frame, Value bounds[3]) {
    Expr *const nodes[3] = {slice->start, slice->stop, slice->step};
    for (int i = 0; i < 3; i++) {
        bounds[i] = nodes[i] == NULL ? NONE : operand_value(nodes[i], frame);
        if (UNLIKELY(bounds[i] == RAISED)) return false;
    }
    return true;
}

static Value eval_part(Expr *expr, Frame *frame) {
    SubscriptExpr *node = (SubscriptExpr *)expr;
    Value object = operand_value(node->object, frame), bounds[3];
    if (UNLIKELY(object == RAISED) || !eval_bounds((const SliceExpr *)node->index, frame, bounds)) return RAISED;
    Value part = sequence_part(object, bounds);
    if (LIKELY(part != RAISED)) return part;
    return subscript_load(node, frame, object, value_from_object(slice_new(bounds[0], bounds[1], bounds[2])));
}

static Flow assign_part(Stmt *stmt, Frame *frame) {
    AssignStmt *node = (AssignStmt *)stmt;
    return assign_loaded(node, frame, eval_part(node->value, frame));
}

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

static const SubscriptEvaluators part_evaluators = {eval_part, test_value, NULL, assign_part};

static const SubscriptEvaluators *evaluators_of(const SubscriptExpr *node) {
    if (node->index->kind == EXPR_SLICE) return &part_evaluators;
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
    const SubscriptEvaluators *found = evaluators_of((SubscriptExpr *)node->operand);
    if (found->test_not != NULL) node->expr.test = found->test_not;
    return found->test_not != NULL;
}

bool fast_assign_subscript(AssignStmt *node) {
    if (node->value->kind != EXPR_SUBSCRIPT) return false;
    node->stmt.run = evaluators_of((SubscriptExpr *)node->value)->assign;
    return true;
}
