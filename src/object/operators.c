/* Operators on any values. Who is asked in which order: the right operand first when its type is derived from the left one's. */
#include "object/operators.h"

#include "object/callable.h"
#include "object/error.h"
#include "object/int.h"
#include "object/names.h"
#include "object/str.h"
#include "object/type_dunder.h"
#include "object/type_slots.h"

#include <string.h>

static const char *const binary_symbols[BINARY_OP_COUNT] = {
    [BINARY_ADD] = "+",         [BINARY_SUBTRACT] = "-",      [BINARY_MULTIPLY] = "*", [BINARY_MATRIX_MULTIPLY] = "@",
    [BINARY_DIVIDE] = "/",      [BINARY_FLOOR_DIVIDE] = "//", [BINARY_MODULO] = "%",   [BINARY_POWER] = "**",
    [BINARY_LEFT_SHIFT] = "<<", [BINARY_RIGHT_SHIFT] = ">>",  [BINARY_AND] = "&",      [BINARY_XOR] = "^",
    [BINARY_OR] = "|",
};

/* NOT_IMPLEMENTED when neither operand knows. */
static Value ask_binary(Thread *thread, BinaryOp op, Value left, Value right) {
    if (value_is_plain_int(left) && value_is_plain_int(right)) return int_binary(thread, op, left, right);
    Type *left_type = value_type(left), *right_type = value_type(right);
    BinarySlot first = SLOT(left_type, binary[op]), second = SLOT(right_type, binary[op]);
    if (second == first || left_type == right_type) second = NULL;
    if (second && first && type_is_subtype(right_type, left_type)) {
        Value result = second(thread, left, right);
        if (result != NOT_IMPLEMENTED) return result;
        second = NULL;
    }
    Value result = first ? first(thread, left, right) : NOT_IMPLEMENTED;
    return result == NOT_IMPLEMENTED && second ? second(thread, left, right) : result;
}

static Value raise_unsupported(Thread *thread, BinaryOp op, const char *suffix, Value left, Value right) {
    const char *symbol = op == BINARY_POWER && !*suffix ? "** or pow()" : binary_symbols[op];
    bool old_print = op == BINARY_RIGHT_SHIFT && value_has_type(left, &builtin_type) &&
                     strcmp(((BuiltinObject *)value_object(left))->builtin->name, "print") == 0;
    return raise_type(thread, "unsupported operand type(s) for %s%s: '%s' and '%s'%s", symbol, suffix,
                      type_name_of(left), type_name_of(right),
                      old_print ? ". Did you mean \"print(<message>, file=<output_stream>)\"?" : "");
}

Value operate_binary(Thread *thread, BinaryOp op, Value left, Value right) {
    Value result = ask_binary(thread, op, left, right);
    return result != NOT_IMPLEMENTED ? result : raise_unsupported(thread, op, "", left, right);
}

Value operate_inplace(Thread *thread, BinaryOp op, Value left, Value right) {
    BinarySlot slot = SLOT(value_type(left), inplace[op]);
    Value result = slot ? slot(thread, left, right) : NOT_IMPLEMENTED;
    if (result == NOT_IMPLEMENTED) result = ask_binary(thread, op, left, right);
    return result != NOT_IMPLEMENTED ? result : raise_unsupported(thread, op, "=", left, right);
}

Value operate_unary(Thread *thread, UnaryOp op, Value operand) {
    static const char *const symbols[] = {"-", "+", "~"};
    if (op == UNARY_NOT) {
        int truth = value_truth(thread, operand);
        return truth < 0 ? RAISED : value_from_bool(!truth);
    }
    UnarySlot slot = SLOT(value_type(operand), unary[op]);
    if (slot) return slot(thread, operand);
    return raise_type(thread, "bad operand type for unary %s: '%s'", symbols[op], type_name_of(operand));
}

/* Comparison. */

CompareOp compare_swapped(CompareOp op) {
    switch (op) {
    case COMPARE_LESS:
        return COMPARE_GREATER;
    case COMPARE_LESS_EQUAL:
        return COMPARE_GREATER_EQUAL;
    case COMPARE_GREATER:
        return COMPARE_LESS;
    case COMPARE_GREATER_EQUAL:
        return COMPARE_LESS_EQUAL;
    default:
        return op;
    }
}

static Value ask_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (value_is_plain_int(left) && value_is_plain_int(right)) return int_type.compare(thread, op, left, right);
    Type *left_type = value_type(left), *right_type = value_type(right);
    Value (*of_left)(Thread *, CompareOp, Value, Value) = SLOT(left_type, compare);
    Value (*of_right)(Thread *, CompareOp, Value, Value) = SLOT(right_type, compare);
    bool right_first = left_type != right_type && of_right && type_is_subtype(right_type, left_type);
    Value result = right_first ? of_right(thread, compare_swapped(op), right, left) : NOT_IMPLEMENTED;
    if (result == NOT_IMPLEMENTED && of_left) result = of_left(thread, op, left, right);
    if (result == NOT_IMPLEMENTED && of_right && !right_first)
        result = of_right(thread, compare_swapped(op), right, left);
    return result;
}

static Value compare_order(Thread *thread, CompareOp op, Value left, Value right) {
    static const char *const symbols[] = {"==", "!=", "<", "<=", ">", ">="};
    Value result = ask_compare(thread, op, left, right);
    if (result != NOT_IMPLEMENTED) return result;
    if (op == COMPARE_EQUAL || op == COMPARE_NOT_EQUAL)
        return value_from_bool((left == right) == (op == COMPARE_EQUAL));
    return raise_type(thread, "'%s' not supported between instances of '%s' and '%s'", symbols[op], type_name_of(left),
                      type_name_of(right));
}

Value operate_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (op == COMPARE_IS || op == COMPARE_IS_NOT) return value_from_bool((left == right) == (op == COMPARE_IS));
    if (op == COMPARE_IN || op == COMPARE_NOT_IN) {
        int found = value_contains(thread, right, left);
        return found < 0 ? RAISED : value_from_bool(found == (op == COMPARE_IN));
    }
    return compare_order(thread, op, left, right);
}

static int compare_small_ints(CompareOp op, int64_t left, int64_t right) {
    switch (op) {
    case COMPARE_LESS:
        return left < right;
    case COMPARE_LESS_EQUAL:
        return left <= right;
    case COMPARE_GREATER:
        return left > right;
    case COMPARE_GREATER_EQUAL:
        return left >= right;
    default:
        return (left == right) == (op == COMPARE_EQUAL || op == COMPARE_IS);
    }
}

int operate_compare_truth(Thread *thread, CompareOp op, Value left, Value right) {
    if (value_is_small_int(left) && value_is_small_int(right) && op != COMPARE_IN && op != COMPARE_NOT_IN)
        return compare_small_ints(op, value_small_int(left), value_small_int(right));
    Value result = operate_compare(thread, op, left, right);
    return result == TRUE_VALUE ? 1 : result == FALSE_VALUE ? 0 : result == RAISED ? -1 : value_truth(thread, result);
}

int value_equal(Thread *thread, Value left, Value right) {
    if (left == right) return 1;
    if (value_has_type(left, &str_type) && value_has_type(right, &str_type))
        return str_equal(value_str_object(left), value_str_object(right));
    return operate_compare_truth(thread, COMPARE_EQUAL, left, right);
}

int value_truth(Thread *thread, Value value) {
    if (value_is_bool(value)) return value == TRUE_VALUE;
    if (value == NONE) return 0;
    Type *type = value_type(value);
    int (*truth)(Thread *, Value) = SLOT(type, truth);
    if (truth) return truth(thread, value);
    int64_t (*length)(Thread *, Value) = SLOT(type, length);
    if (!length) return 1;
    int64_t count = length(thread, value);
    return count < 0 ? -1 : count > 0;
}

bool value_hash(Thread *thread, Value value, uint64_t *hash) {
    if (value_is_small_int(value)) { /* as int_hash has it */
        *hash = value_small_int(value) == -1 ? (uint64_t)-2 : (uint64_t)value_small_int(value);
        return true;
    }
    if (!thread_check_stack(thread)) return false;
    bool (*slot)(Thread *, Value, uint64_t *) = SLOT(value_type(value), hash);
    if (slot) return slot(thread, value, hash);
    return fail_type(thread, "unhashable type: '%s'", type_name_of(value));
}

int64_t value_length(Thread *thread, Value value) {
    int64_t (*slot)(Thread *, Value) = SLOT(value_type(value), length);
    if (slot) return slot(thread, value);
    raise_type(thread, "object of type '%s' has no len()", type_name_of(value));
    return -1;
}

static int contains_by_iterating(Thread *thread, Value container, Value item) {
    Value iterator = value_iter(thread, container), own;
    if (iterator == RAISED) {
        if (value_type(container)->iter || !error_catch(thread, &type_error)) return -1;
        raise_type(thread, "argument of type '%s' is not iterable", type_name_of(container));
        return -1;
    }
    while ((own = value_next(thread, iterator)) != UNBOUND) {
        int equal = own == RAISED ? -1 : value_equal(thread, own, item);
        if (equal) return equal;
    }
    return 0;
}

int value_contains(Thread *thread, Value container, Value item) {
    int (*slot)(Thread *, Value, Value) = SLOT(value_type(container), contains);
    return slot ? slot(thread, container, item) : contains_by_iterating(thread, container, item);
}

Value value_get_item(Thread *thread, Value container, Value key) {
    BinarySlot slot = SLOT(value_type(container), get_item);
    return slot ? slot(thread, container, key)
                : raise_type(thread, "'%s' object is not subscriptable", type_name_of(container));
}

bool value_set_item(Thread *thread, Value container, Value key, Value item) {
    bool (*slot)(Thread *, Value, Value, Value) = SLOT(value_type(container), set_item);
    if (slot) return slot(thread, container, key, item);
    return fail_type(thread, "'%s' object does not support item assignment", type_name_of(container));
}

bool value_delete_item(Thread *thread, Value container, Value key) {
    bool (*slot)(Thread *, Value, Value, Value) = SLOT(value_type(container), set_item);
    if (slot) return slot(thread, container, key, UNBOUND);
    const Type *type = value_type(container);
    bool is_indexed = (type->flags & TYPE_IS_CLASS || type->length) && SLOT(value_type(key), index);
    return fail_type(thread, "'%s' object %s support item deletion", type_name_of(container),
                     is_indexed ? "doesn't" : "does not");
}
