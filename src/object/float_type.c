/* The type float: its slots and its constructor. Doubles live in the value word; only derived classes have heap objects. */
#include "object/float.h"

#include "object/bytes.h"
#include "object/error.h"
#include "object/float_core.h"
#include "object/format.h"
#include "object/identity.h"
#include "object/int_core.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"

#include <errno.h>
#include <math.h>

double float_number(Value self) {
    double number = 0;
    value_as_float(self, &number);
    return number;
}

static Value float_repr_slot(Thread *thread, Value self) {
    (void)thread;
    BUFFER_WITH_ROOM(text, 64);
    float_repr(&text, float_number(self));
    return value_from_object(str_from_buffer(&text));
}

static Value float_format(Thread *thread, Value self, Value spec) {
    if (value_str_object(spec)->bytes == 0 && !value_is_float(self)) return value_str(thread, self); /* a class's own */
    return format_float(thread, float_number(self), value_str_object(spec));
}

static int float_truth(Thread *thread, Value self) {
    (void)thread;
    return float_number(self) != 0;
}

static bool float_hash_slot(Thread *thread, Value self, uint64_t *hash) {
    double number = float_number(self);
    *hash = isnan(number) && value_is_object(self) ? value_identity_hash(thread, self) : float_hash(number);
    return true;
}

static Value float_to_int(Thread *thread, Value self) {
    return int_from_double(thread, float_number(self));
}

static Value float_plain(Thread *thread, Value self) {
    (void)thread;
    return value_from_float(float_number(self));
}

static Value float_negative(Thread *thread, Value self) {
    (void)thread;
    return value_from_float(-float_number(self));
}

int float_operands(Thread *thread, Value left, Value right, double numbers[2]) {
    Value operands[2] = {left, right};
    for (int i = 0; i < 2; i++) {
        if (value_as_float(operands[i], &numbers[i])) continue;
        if (!value_is_int(operands[i])) return 0;
        numbers[i] = int_to_double(operands[i]);
        if (isinf(numbers[i])) {
            raise_error(thread, &overflow_error, "int too large to convert to float");
            return -1;
        }
    }
    return 1;
}

static Value zero_division(Thread *thread, const char *what) {
    return raise_error(thread, &zero_division_error, "%s", what);
}

static Value float_power(Thread *thread, double left, double right) {
    if (left == 0 && right < 0) return zero_division(thread, "0.0 cannot be raised to a negative power");
    if (left < 0 && isfinite(left) && isfinite(right) && right != floor(right))
        return raise_value(thread,
                           "negative number cannot be raised to a fractional power (there are no complex numbers)");
    double power = pow(left, right);
    if (isinf(power) && isfinite(left) && isfinite(right))
        return raise_with(
            thread, &overflow_error,
            value_from_object(tuple_of(2, value_from_small_int(ERANGE),
                                       value_from_object(str_from_text("Numerical result out of range")))));
    return value_from_float(power);
}

static Value float_operate(Thread *thread, BinaryOp op, double left, double right) {
    switch (op) {
    case BINARY_ADD:
        return value_from_float(left + right);
    case BINARY_SUBTRACT:
        return value_from_float(left - right);
    case BINARY_MULTIPLY:
        return value_from_float(left * right);
    case BINARY_DIVIDE:
        return right == 0 ? zero_division(thread, "float division by zero") : value_from_float(left / right);
    case BINARY_FLOOR_DIVIDE:
        return right == 0 ? zero_division(thread, "float floor division by zero")
                          : value_from_float(float_floor_divide(left, right));
    case BINARY_MODULO:
        return right == 0 ? zero_division(thread, "float modulo by zero") : value_from_float(float_modulo(left, right));
    default:
        return float_power(thread, left, right);
    }
}

static Value float_binary(Thread *thread, BinaryOp op, Value left, Value right) {
    double numbers[2];
    int found = float_operands(thread, left, right, numbers);
    return found > 0 ? float_operate(thread, op, numbers[0], numbers[1]) : found < 0 ? RAISED : NOT_IMPLEMENTED;
}

#define BINARY_SLOT(name, op)                                                                                          \
    static Value name(Thread *thread, Value left, Value right) {                                                       \
        return float_binary(thread, op, left, right);                                                                  \
    }

BINARY_SLOT(add_floats, BINARY_ADD)
BINARY_SLOT(subtract_floats, BINARY_SUBTRACT)
BINARY_SLOT(multiply_floats, BINARY_MULTIPLY)
BINARY_SLOT(divide_floats, BINARY_DIVIDE)
BINARY_SLOT(floor_divide_floats, BINARY_FLOOR_DIVIDE)
BINARY_SLOT(modulo_floats, BINARY_MODULO)
BINARY_SLOT(power_floats, BINARY_POWER)

static Value float_power3(Thread *thread, Value base, Value exponent, Value modulus) {
    if (modulus == NONE) return power_floats(thread, base, exponent);
    return raise_type(thread, "pow() 3rd argument not allowed unless all arguments are integers");
}

static bool order_holds(CompareOp op, double left, double right) {
    switch (op) {
    case COMPARE_EQUAL:
        return left == right;
    case COMPARE_NOT_EQUAL:
        return left != right;
    case COMPARE_LESS:
        return left < right;
    case COMPARE_LESS_EQUAL:
        return left <= right;
    case COMPARE_GREATER:
        return left > right;
    default:
        return left >= right;
    }
}

/* An int and a float compare exactly: as their order and 0. */
static Value float_compare(Thread *thread, CompareOp op, Value left, Value right) {
    (void)thread;
    double a, b;
    bool left_is_float = value_as_float(left, &a), right_is_float = value_as_float(right, &b);
    if (!left_is_float && !value_is_int(left)) return NOT_IMPLEMENTED;
    if (!right_is_float && !value_is_int(right)) return NOT_IMPLEMENTED;
    if (left_is_float && right_is_float) return value_from_bool(order_holds(op, a, b));
    if (isnan(left_is_float ? a : b)) return value_from_bool(op == COMPARE_NOT_EQUAL);
    int order = left_is_float ? -int_order_double(right, a) : int_order_double(left, b);
    return value_from_bool(order_holds(op, order, 0));
}

/* ---- float(…) ---- */

static Value float_from_text(Thread *thread, Value value, const char *text, size_t length) {
    double number;
    if (float_parse(text, length, &number)) return value_from_float(number);
    return raise_value(thread, "could not convert string to float: %s", value_repr_text(thread, value));
}

static Value float_from_value(Thread *thread, Value value) {
    if (value_is_str(value)) {
        Str *str = value_str_object(value);
        return float_from_text(thread, value, str_text(str), str->bytes);
    }
    if (value_is_bytes(value)) {
        Bytes *bytes = value_bytes(value);
        return float_from_text(thread, value, (const char *)bytes->at, bytes->count);
    }
    const Type *type = value_type(value);
    if (type->to_float == NULL && type->index == NULL)
        return raise_type(thread, "float() argument must be a string or a real number, not '%s'", type->name);
    double number;
    return value_to_double(thread, value, &number) ? value_from_float(number) : RAISED;
}

static Value float_construct(Thread *thread, Type *type, const Arguments *args) {
    if (args->keyword_count > 0) return raise_type(thread, "float() takes no keyword arguments");
    if (args->count > 1) return raise_type(thread, "float expected at most 1 argument, got %u", args->count);
    Value number = args->count == 0 ? value_from_float(0.0) : float_from_value(thread, args->items[0]);
    if (number == RAISED || type == &float_type) return number;
    FloatObject *derived = instance_new(type);
    derived->number = value_float(number);
    return value_from_object(derived);
}

static Value float_imaginary(Thread *thread, Value self) {
    (void)thread;
    (void)self;
    return value_from_float(0.0);
}

static const Property float_properties[] = {
    {"real", float_plain, NULL, "the number itself"},
    {"imag", float_imaginary, NULL, "the imaginary part: 0.0"},
    {0},
};

Type float_type = {
    TYPE_HEAD,
    .name = "float",
    .doc = "float(x=0.0): a floating-point number, from a number or a text.",
    .size = sizeof(FloatObject),
    .repr = float_repr_slot,
    .format = float_format,
    .truth = float_truth,
    .hash = float_hash_slot,
    .to_int = float_to_int,
    .to_float = float_plain,
    .unary = {[UNARY_NEGATIVE] = float_negative, [UNARY_POSITIVE] = float_plain},
    .binary =
        {
            [BINARY_ADD] = add_floats,
            [BINARY_SUBTRACT] = subtract_floats,
            [BINARY_MULTIPLY] = multiply_floats,
            [BINARY_DIVIDE] = divide_floats,
            [BINARY_FLOOR_DIVIDE] = floor_divide_floats,
            [BINARY_MODULO] = modulo_floats,
            [BINARY_POWER] = power_floats,
        },
    .power3 = float_power3,
    .compare = float_compare,
    .construct = float_construct,
    .methods = float_methods,
    .properties = float_properties,
};
