/* The type int: its slots and its constructor. */
#include "object/int_core.h"

#include "object/bytes.h"
#include "object/error.h"
#include "object/float.h"
#include "object/format.h"
#include "object/operators.h"
#include "object/str.h"

#include <math.h>
#include <string.h>

static Value int_repr(Thread *thread, Value self) {
    return int_str(thread, self, 10);
}

static Value int_format(Thread *thread, Value self, Value spec) {
    return format_int(thread, self, value_str_object(spec));
}

static int int_truth(Thread *thread, Value self) {
    (void)thread;
    return int_sign(self) != 0;
}

static bool int_hash_slot(Thread *thread, Value self, uint64_t *hash) {
    (void)thread;
    *hash = int_hash(self);
    return true;
}

static Value int_itself(Thread *thread, Value self) {
    (void)thread;
    return int_plain(self);
}

static Value int_to_float(Thread *thread, Value self) {
    double number = int_to_double(self);
    if (number - number != 0) return raise_error(thread, &overflow_error, "int too large to convert to float");
    return value_from_float(number);
}

static Value int_negative(Thread *thread, Value self) {
    return int_binary(thread, BINARY_SUBTRACT, value_from_small_int(0), self);
}

static Value int_invert(Thread *thread, Value self) {
    return int_binary(thread, BINARY_SUBTRACT, value_from_small_int(-1), self);
}

#define BINARY_SLOT(name, op)                                                                                          \
    static Value name(Thread *thread, Value left, Value right) {                                                       \
        if (!value_is_int(left) || !value_is_int(right)) return NOT_IMPLEMENTED;                                       \
        return int_binary(thread, op, left, right);                                                                    \
    }

BINARY_SLOT(add_ints, BINARY_ADD)
BINARY_SLOT(subtract_ints, BINARY_SUBTRACT)
BINARY_SLOT(multiply_ints, BINARY_MULTIPLY)
BINARY_SLOT(divide_ints, BINARY_DIVIDE)
BINARY_SLOT(floor_divide_ints, BINARY_FLOOR_DIVIDE)
BINARY_SLOT(modulo_ints, BINARY_MODULO)
BINARY_SLOT(power_ints, BINARY_POWER)
BINARY_SLOT(left_shift_ints, BINARY_LEFT_SHIFT)
BINARY_SLOT(right_shift_ints, BINARY_RIGHT_SHIFT)
BINARY_SLOT(and_ints, BINARY_AND)
BINARY_SLOT(xor_ints, BINARY_XOR)
BINARY_SLOT(or_ints, BINARY_OR)

static Value int_power3(Thread *thread, Value base, Value exponent, Value modulus) {
    if (!value_is_int(base) || !value_is_int(exponent)) return NOT_IMPLEMENTED;
    if (modulus == NONE) return int_power(thread, base, exponent);
    if (!value_is_int(modulus)) return NOT_IMPLEMENTED;
    return int_power_modulo(thread, base, exponent, modulus);
}

static bool order_holds(CompareOp op, int order) {
    switch (op) {
    case COMPARE_EQUAL:
        return order == 0;
    case COMPARE_NOT_EQUAL:
        return order != 0;
    case COMPARE_LESS:
        return order < 0;
    case COMPARE_LESS_EQUAL:
        return order <= 0;
    case COMPARE_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

static Value int_compare(Thread *thread, CompareOp op, Value left, Value right) {
    (void)thread;
    if (!value_is_int(left) || !value_is_int(right)) return NOT_IMPLEMENTED;
    return value_from_bool(order_holds(op, int_order(left, right)));
}

/* ---- int(…) ---- */

static Value malformed(Thread *thread, Value text, int64_t base) {
    return raise_value(thread, "invalid literal for int() with base %d: %.200s", (int)base,
                       value_repr_text(thread, text));
}

static Value int_from_text(Thread *thread, Value value, int64_t base) {
    Value number = UNBOUND;
    if (value_is_str(value)) {
        Str *str = value_str_object(value);
        number = int_parse(thread, str_text(str), str->bytes, (int)base);
    } else {
        Bytes *bytes = value_bytes(value);
        number = int_parse(thread, (const char *)bytes->at, bytes->count, (int)base);
    }
    return number == UNBOUND ? malformed(thread, value, base) : number;
}

static Value int_from_value(Thread *thread, Value value) {
    const Type *type = value_type(value);
    UnarySlot to_int = SLOT(type, to_int), index = SLOT(type, index);
    if (value_is_int(value) && to_int == int_itself) return int_plain(value);
    if (to_int != NULL || index != NULL) {
        bool by_index = to_int == NULL;
        Value number = (by_index ? index : to_int)(thread, value);
        if (number != RAISED && !value_is_int(number))
            return raise_type(thread, "%s returned non-int (type %s)", by_index ? "__index__" : "__int__",
                              type_name_of(number));
        return number == RAISED ? RAISED : int_plain(number);
    }
    if (value_is_str(value) || value_is_bytes(value)) return int_from_text(thread, value, 10);
    return raise_type(thread, "int() argument must be a string, a bytes-like object or a real number, not '%s'",
                      type->name);
}

static Value int_with_base(Thread *thread, Value value, Value base_value) {
    Value index = value_index(thread, base_value);
    if (index == RAISED) return RAISED;
    int64_t base = 0;
    if (!int_to_int64(index, &base) || base < 0 || base == 1 || base > 36)
        return raise_value(thread, "int() base must be >= 2 and <= 36, or 0");
    if (!value_is_str(value) && !value_is_bytes(value))
        return raise_type(thread, "int() can't convert non-string with explicit base");
    return int_from_text(thread, value, base);
}

/* int(x=0, /, base=10): the base may be given by name. */
static bool int_arguments(Thread *thread, const Arguments *args, Value *value, Value *base) {
    uint32_t given = args->count + args->keyword_count;
    if (given > 2) return fail_type(thread, "int expected at most 2 arguments, got %u", given);
    *value = args->count > 0 ? args->items[0] : UNBOUND;
    *base = args->count > 1 ? args->items[1] : UNBOUND;
    for (uint32_t i = 0; i < args->keyword_count; i++) {
        if (strcmp(str_text(args->keywords[i]), "base") != 0)
            return fail_type(thread, "int() got an unexpected keyword argument '%s'", str_text(args->keywords[i]));
        *base = args->items[args->count + i];
    }
    if (*value == UNBOUND && *base != UNBOUND) return fail_type(thread, "int() missing string argument");
    return true;
}

/* What is a small int, or becomes one by leaving out a fraction. UNBOUND: it is something else. */
static Value int_from_number(Value value) {
    if (value_is_small_int(value)) return value;
    if (!value_is_float(value) || !(fabs(value_float(value)) < 0x1p48)) return UNBOUND;
    return value_from_small_int((int64_t)value_float(value));
}

static Value int_construct(Thread *thread, Type *type, const Arguments *args) {
    if (type == &int_type && args->count == 1 && args->keyword_count == 0) {
        Value number = int_from_number(args->items[0]);
        if (number != UNBOUND) return number;
    }
    Value value = UNBOUND, base = UNBOUND;
    if (!int_arguments(thread, args, &value, &base)) return RAISED;
    Value number = value == UNBOUND  ? value_from_small_int(0)
                   : base == UNBOUND ? int_from_value(thread, value)
                                     : int_with_base(thread, value, base);
    return number == RAISED || type == &int_type ? number : int_new_derived(type, number);
}

static Value int_denominator(Thread *thread, Value self) {
    (void)thread;
    (void)self;
    return value_from_small_int(1);
}

static Value int_imaginary(Thread *thread, Value self) {
    (void)thread;
    (void)self;
    return value_from_small_int(0);
}

static const Property int_properties[] = {
    {"real", int_itself, NULL, "the number itself"},
    {"imag", int_imaginary, NULL, "the imaginary part: 0"},
    {"numerator", int_itself, NULL, "the number itself"},
    {"denominator", int_denominator, NULL, "the denominator: 1"},
    {0},
};

Type int_type = {
    TYPE_HEAD,
    .name = "int",
    .doc = "int(x=0) or int(text, base=10): a whole number of any size.",
    .size = sizeof(Int),
    .repr = int_repr,
    .format = int_format,
    .truth = int_truth,
    .hash = int_hash_slot,
    .index = int_itself,
    .to_int = int_itself,
    .to_float = int_to_float,
    .unary = {[UNARY_NEGATIVE] = int_negative, [UNARY_POSITIVE] = int_itself, [UNARY_INVERT] = int_invert},
    .binary =
        {
            [BINARY_ADD] = add_ints,
            [BINARY_SUBTRACT] = subtract_ints,
            [BINARY_MULTIPLY] = multiply_ints,
            [BINARY_DIVIDE] = divide_ints,
            [BINARY_FLOOR_DIVIDE] = floor_divide_ints,
            [BINARY_MODULO] = modulo_ints,
            [BINARY_POWER] = power_ints,
            [BINARY_LEFT_SHIFT] = left_shift_ints,
            [BINARY_RIGHT_SHIFT] = right_shift_ints,
            [BINARY_AND] = and_ints,
            [BINARY_XOR] = xor_ints,
            [BINARY_OR] = or_ints,
        },
    .power3 = int_power3,
    .compare = int_compare,
    .construct = int_construct,
    .methods = int_methods,
    .properties = int_properties,
};
