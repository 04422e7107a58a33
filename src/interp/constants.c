/* Literals: made into values once, when the tree is prepared. */
#include "interp/prepare.h"

#include "object/bytes.h"
#include "object/int.h"

static Value constant_int(Preparer *preparer, const ConstantExpr *node) {
    int base = 10;
    if (node->length > 2 && node->text[0] == '0')
        base = node->text[1] == 'x' || node->text[1] == 'X'   ? 16
               : node->text[1] == 'o' || node->text[1] == 'O' ? 8
               : node->text[1] == 'b' || node->text[1] == 'B' ? 2
                                                              : 10;
    return int_parse(preparer->thread, node->text, node->length, base);
}

/* Text that reads like a name is interned, so that keys and attribute names of getattr() meet the interned ones. */
static Value constant_str(const ConstantExpr *node) {
    bool is_short = node->length <= 32;
    Str *str = is_short ? str_intern(node->text, node->length) : str_new(node->text, node->length);
    str_hash(str);
    return value_from_object(str);
}

static Value constant_value(Preparer *preparer, const ConstantExpr *node) {
    switch (node->constant) {
    case CONSTANT_NONE:
        return NONE;
    case CONSTANT_TRUE:
        return TRUE_VALUE;
    case CONSTANT_FALSE:
        return FALSE_VALUE;
    case CONSTANT_ELLIPSIS:
        return ELLIPSIS;
    case CONSTANT_INT:
        return constant_int(preparer, node);
    case CONSTANT_FLOAT:
        return value_from_float(node->number);
    case CONSTANT_STR:
        return constant_str(node);
    case CONSTANT_BYTES:
        return value_from_object(bytes_new(node->text, node->length));
    case CONSTANT_FOLDED:
        return node->value;
    }
    return NONE;
}

void prepare_constant(Preparer *preparer, Expr *node) {
    ConstantExpr *constant = (ConstantExpr *)node;
    constant->value = constant_value(preparer, constant);
}

Value eval_constant(Expr *node, Frame *frame) {
    (void)frame;
    return ((ConstantExpr *)node)->value;
}
