/* Displays: tuples, lists, sets and dicts written out, with * and ** parts; and `name := value`. */
#include "interp/displays.h"

#include "interp/fast.h"
#include "interp/traceback.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list_builder.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/range.h"
#include "object/set.h"
#include "object/tuple.h"

/* Tuples, lists and sets differ only in the last step. */
static void prepare_items(Preparer *preparer, Expr *node) {
    SequenceExpr *sequence = (SequenceExpr *)node;
    for (uint32_t i = 0; i < sequence->items.count; i++) prepare_expr(preparer, sequence->items.at[i]);
}

void prepare_tuple(Preparer *preparer, Expr *node) {
    prepare_items(preparer, node);
}

void prepare_list(Preparer *preparer, Expr *node) {
    prepare_items(preparer, node);
}

void prepare_set(Preparer *preparer, Expr *node) {
    prepare_items(preparer, node);
}

void prepare_starred(Preparer *preparer, Expr *node) {
    prepare_expr(preparer, ((StarredExpr *)node)->value);
}

/* A star outside of a display or call: the grammar lets none through, so its value is that of what it stars. */
Value eval_starred(Expr *node, Frame *frame) {
    StarredExpr *starred = (StarredExpr *)node;
    return starred->value->eval(starred->value, frame);
}

static bool list_extend_starred(List *list, Value value, Frame *frame, const char *not_iterable) {
    if (list_extend(frame->thread, list, value)) return true;
    if (!value_is_iterable(value) && error_catch(frame->thread, &type_error))
        raise_type(frame->thread, "%s must be an iterable, not %s", not_iterable, type_name_of(value));
    return false;
}

bool list_add_starred(List *list, Expr *item, Frame *frame, const char *not_iterable) {
    Value value = operand_value(((StarredExpr *)item)->value, frame);
    return value != RAISED && list_extend_starred(list, value, frame, not_iterable);
}

bool value_is_iterable(Value value) {
    Type *type = value_type(value);
    return type->iter != NULL || type->get_item != NULL;
}

bool value_is_mapping(Thread *thread, Value value) {
    return value_is_dict(value) || value_special(thread, value, name_keys) != UNBOUND;
}

/* The items in a new list; null: raised. */
static List *eval_plain_items(SequenceExpr *node, Frame *frame) {
    ListBuilder builder = list_builder_new(node->items.count);
    for (uint32_t i = 0; i < node->items.count; i++) {
        Value value = operand_value(node->items.at[i], frame);
        if (value == RAISED) return NULL;
        list_builder_add(&builder, value);
    }
    return list_builder_finish(&builder);
}

/* Adds what is starred, with room for `more` items behind; false: raised. */
static bool add_starred(ListBuilder *builder, Expr *item, Frame *frame, size_t more) {
    Value value = operand_value(((StarredExpr *)item)->value, frame);
    if (value == RAISED) return false;
    size_t count;
    const Value *values = sequence_items(value, &count);
    if (values == NULL) {
        List *list = list_new(0);
        if (!list_extend_starred(list, value, frame, "Value after *")) return false;
        values = list_snapshot(list, &count);
    }
    if (builder->items == NULL) *builder = list_builder_new(count + more);
    for (size_t i = 0; i < count; i++) list_builder_add(builder, values[i]);
    return true;
}

static List *eval_items_with_stars(SequenceExpr *node, Frame *frame) {
    ListBuilder builder = list_builder_new(0);
    for (uint32_t i = 0; i < node->items.count; i++) {
        Expr *item = node->items.at[i];
        if (item->kind == EXPR_STARRED) {
            if (!add_starred(&builder, item, frame, node->items.count))
                return raised_at_expr(frame, &node->target.expr), NULL;
            continue;
        }
        Value value = operand_value(item, frame);
        if (value == RAISED) return NULL;
        list_builder_add(&builder, value);
    }
    return list_builder_finish(&builder);
}

static List *eval_items(SequenceExpr *node, Frame *frame) {
    return node->star == -1 ? eval_plain_items(node, frame) : eval_items_with_stars(node, frame);
}

Value eval_list(Expr *expr, Frame *frame) {
    List *list = eval_items((SequenceExpr *)expr, frame);
    return list ? value_from_object(list) : RAISED;
}

static Value eval_tuple_of_known_size(SequenceExpr *node, Frame *frame) {
    uint32_t count = node->items.count;
    Tuple *tuple = tuple_new(count);
    for (uint32_t i = 0; i < count; i++) {
        Value value = operand_value(node->items.at[i], frame);
        if (value == RAISED) return RAISED;
        tuple->items[i] = value;
    }
    return value_from_object(tuple);
}

Value eval_tuple(Expr *expr, Frame *frame) {
    SequenceExpr *node = (SequenceExpr *)expr;
    if (node->star == -1) return eval_tuple_of_known_size(node, frame);
    List *list = eval_items(node, frame);
    return list ? tuple_from_iterable(frame->thread, value_from_object(list)) : RAISED;
}

static bool set_add_starred(Set *set, Expr *item, Frame *frame) {
    Expr *node = ((StarredExpr *)item)->value;
    Value value = node->eval(node, frame);
    Thread *thread = frame->thread;
    Value iterator = value == RAISED ? RAISED : value_iter(thread, value);
    for (;;) {
        Value element = iterator == RAISED ? RAISED : value_next(thread, iterator);
        if (element == UNBOUND) return true;
        if (element == RAISED || !set_add(thread, set, element)) return false;
    }
}

static bool set_add_item(Set *set, Expr *item, Frame *frame) {
    Value value = item->eval(item, frame);
    if (value == RAISED) return false;
    return set_add(frame->thread, set, value);
}

Value eval_set(Expr *expr, Frame *frame) {
    SequenceExpr *node = (SequenceExpr *)expr;
    Set *set = set_new();
    for (uint32_t i = 0; i < node->items.count; i++) {
        Expr *item = node->items.at[i];
        bool is_added = item->kind == EXPR_STARRED ? set_add_starred(set, item, frame) : set_add_item(set, item, frame);
        if (!is_added) return raised_at_expr(frame, expr);
    }
    return value_from_object(set);
}

/* ---- Dicts ---- */

void prepare_dict(Preparer *preparer, Expr *node) {
    DictExpr *dict = (DictExpr *)node;
    for (uint32_t i = 0; i < dict->count; i++) {
        prepare_expr(preparer, dict->items[i].key);
        prepare_expr(preparer, dict->items[i].value);
    }
}

static bool dict_add_mapping(Dict *dict, Expr *node, Frame *frame) {
    Value mapping = node->eval(node, frame);
    if (mapping == RAISED) return false;
    if (!value_is_mapping(frame->thread, mapping))
        return fail_type(frame->thread, "'%s' object is not a mapping", type_name_of(mapping));
    return dict_update(frame->thread, dict, mapping);
}

static bool dict_add_item(Dict *dict, const DictItem *item, Frame *frame) {
    Value key = operand_value(item->key, frame);
    if (key == RAISED) return false;
    Value value = operand_value(item->value, frame);
    return value != RAISED && dict_set(frame->thread, dict, key, value);
}

Value eval_dict(Expr *expr, Frame *frame) {
    DictExpr *node = (DictExpr *)expr;
    Dict *dict = dict_new();
    for (uint32_t i = 0; i < node->count; i++) {
        const DictItem *item = &node->items[i];
        bool is_added = item->key ? dict_add_item(dict, item, frame) : dict_add_mapping(dict, item->value, frame);
        if (!is_added) return raised_at_expr(frame, expr);
    }
    return value_from_object(dict);
}

/* ---- name := value ---- */

void prepare_named(Preparer *preparer, Expr *node) {
    prepare_expr(preparer, ((NamedExpr *)node)->value);
    prepare_target(preparer, ((NamedExpr *)node)->target);
}

Value eval_named(Expr *expr, Frame *frame) {
    NamedExpr *node = (NamedExpr *)expr;
    Value value = node->value->eval(node->value, frame);
    if (value == RAISED || !node->target->assign(node->target, frame, value)) return RAISED;
    return value;
}
