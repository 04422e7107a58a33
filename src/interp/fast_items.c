/* What is known of object[index] before running. */
#include "interp/fast_items.h"

/* ---- The index as a sum ---- */

typedef struct Sum {
    ItemPlace *place;
    int terms; /* more than fit: it is not one */
    int64_t constant;
} Sum;

static void sum_give_up(Sum *sum) {
    sum->terms = INDEX_TERMS + 1;
}

static void sum_add_constant(Sum *sum, Value value, int64_t sign) {
    if (!value_is_small_int(value)) {
        sum_give_up(sum);
        return;
    }
    int64_t number = value_small_int(value);
    sum->constant += sign * number;
    if (number > NEAR_MOST || number < -NEAR_MOST) sum_give_up(sum);
}

static void sum_add_local(Sum *sum, const NameExpr *name, int64_t sign) {
    if (sum->terms < INDEX_TERMS) {
        sum->place->slots[sum->terms] = name->index;
        sum->place->signs[sum->terms] = sign;
    }
    sum->terms++;
}

static void sum_add(Sum *sum, const Expr *node, int64_t sign) {
    const BinaryExpr *binary = (const BinaryExpr *)node;
    const UnaryExpr *unary = (const UnaryExpr *)node;
    if (sum->terms > INDEX_TERMS) return;
    if (operand_of(node) == OPERAND_LOCAL) {
        sum_add_local(sum, (const NameExpr *)node, sign);
    } else if (operand_of(node) == OPERAND_CONSTANT) {
        sum_add_constant(sum, ((const ConstantExpr *)node)->value, sign);
    } else if (node->kind == EXPR_UNARY && unary->op == UNARY_NEGATIVE &&
               operand_of(unary->operand) == OPERAND_CONSTANT) {
        sum_add_constant(sum, ((const ConstantExpr *)unary->operand)->value, -sign);
    } else if (node->kind == EXPR_BINARY && (binary->op == BINARY_ADD || binary->op == BINARY_SUBTRACT)) {
        sum_add(sum, binary->left, sign);
        sum_add(sum, binary->right, binary->op == BINARY_ADD ? sign : -sign);
    } else sum_give_up(sum);
}

static IndexKind index_kind_find(SubscriptExpr *node) {
    Sum sum = {.place = &node->place};
    sum_add(&sum, node->index, 1);
    node->place.offset = (uint64_t)sum.constant;
    switch (sum.terms) {
    case 0:
        return sum.constant < 0 ? INDEX_IS_negative : INDEX_IS_constant;
    case 1:
        node->place.offset += NO_OFFSET;
        return node->place.signs[0] == 1 ? INDEX_IS_near : INDEX_IS_other;
    case 2:
        return INDEX_IS_sum;
    default:
        return sum.terms == 3 ? INDEX_IS_triple : INDEX_IS_other;
    }
}

/* ---- The object ---- */

static ObjectKind object_kind_find(SubscriptExpr *node) {
    const SubscriptExpr *inner = (const SubscriptExpr *)node->object;
    if (operand_of(node->object) == OPERAND_LOCAL) {
        node->place.object_slot = ((const NameExpr *)node->object)->index;
        return OBJECT_IS_local;
    }
    if (node->object->kind == EXPR_NAME && ((const NameExpr *)node->object)->place == PLACE_GLOBAL)
        return OBJECT_IS_global;
    if (node->object->kind != EXPR_SUBSCRIPT || inner->place.object_kind != OBJECT_IS_local ||
        inner->place.index_kind != INDEX_IS_near)
        return OBJECT_IS_other;
    node->place.object_slot = inner->place.object_slot;
    node->place.row_slot = inner->place.slots[0];
    node->place.row_offset = inner->place.offset;
    return OBJECT_IS_row;
}

#define IS_WORTH(object_kind, index_kind) [OBJECT_IS_##object_kind][INDEX_IS_##index_kind] = true,
static const bool is_worth[OBJECT_KINDS][INDEX_KINDS] = {ITEM_KINDS(IS_WORTH)};

void item_place_find(SubscriptExpr *node) {
    ObjectKind object_kind = object_kind_find(node);
    IndexKind index_kind = index_kind_find(node);
    node->place.object_kind = (uint8_t)object_kind;
    node->place.index_kind = (uint8_t)(is_worth[object_kind][index_kind] ? index_kind : INDEX_IS_other);
}
