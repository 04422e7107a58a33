/* Built-in functions of one value, most of them numbers: abs, chr, divmod, hash, round … */
#include "modules/builtins/builtins.h"

#include "base/text.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/float_core.h"
#include "object/identity.h"
#include "object/int.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <math.h>
#include <string.h>

static Value call_abs(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value value = args->items[0];
    if (value_is_small_int(value)) {
        int64_t number = value_small_int(value);
        return int_from_int64(number < 0 ? -number : number);
    }
    if (value_is_float(value)) return value_from_float(fabs(value_float(value)));
    Value method = value_special(thread, value, dunder_abs);
    if (method == UNBOUND) return raise_type(thread, "bad operand type for abs(): '%s'", type_name_of(value));
    return method == RAISED ? RAISED : value_call0(thread, method);
}

static Value call_ascii(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return value_ascii(thread, args->items[0]);
}

static Value with_prefix(Thread *thread, Value value, int base, const char *prefix) {
    Value number = value_index(thread, value);
    if (number == RAISED) return RAISED;
    char room[INT_DIGITS_ROOM];
    const char *digits = int_digits(thread, number, base, room);
    bool negative = *digits == '-';
    BUFFER_WITH_ROOM(text, INT_DIGITS_ROOM + 2);
    if (negative) buffer_add_byte(&text, '-');
    buffer_add_text(&text, prefix);
    buffer_add_text(&text, digits + negative);
    return value_from_object(str_from_buffer(&text));
}

static Value call_bin(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return with_prefix(thread, args->items[0], 2, "0b");
}

static Value call_hex(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return with_prefix(thread, args->items[0], 16, "0x");
}

static Value call_oct(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return with_prefix(thread, args->items[0], 8, "0o");
}

static Value call_callable(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)self;
    return value_from_bool(value_type(args->items[0])->call != NULL);
}

static Value call_chr(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value number = value_index(thread, args->items[0]);
    if (number == RAISED) return RAISED;
    int64_t code_point;
    if (!int_to_int64(number, &code_point) || code_point != (int32_t)code_point)
        return raise_error(thread, &overflow_error, "Python int too large to convert to C int");
    if (code_point < 0 || code_point > 0x10ffff) return raise_value(thread, "chr() arg not in range(0x110000)");
    char text[4];
    return value_from_object(str_new(text, text_encode((uint32_t)code_point, text)));
}

static Value call_ord(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value value = args->items[0];
    size_t length;
    if (value_is_str(value)) {
        Str *str = value_str_object(value);
        if (str->length == 1) return value_from_small_int(text_decode(str->text, str->text + str->bytes, &length));
        return raise_type(thread, "ord() expected a character, but string of length %zu found", str->length);
    }
    if (value_is_bytes(value)) {
        if (value_bytes(value)->count == 1) return value_from_small_int(value_bytes(value)->at[0]);
        return raise_type(thread, "ord() expected a character, but string of length %zu found",
                          value_bytes(value)->count);
    }
    return raise_type(thread, "ord() expected string of length 1, but %s found", type_name_of(value));
}

/* receiver.name(argument), NOT_IMPLEMENTED when there is no such method. */
static Value ask(Thread *thread, Value receiver, Str *name, Value argument) {
    Value method = value_special(thread, receiver, name);
    if (method == UNBOUND) return NOT_IMPLEMENTED;
    return method == RAISED ? RAISED : value_call1(thread, method, argument);
}

static Value call_divmod(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value left = args->items[0], right = args->items[1];
    if (value_is_small_int(left) && value_is_small_int(right) && value_small_int(right) != 0)
        return value_from_object(tuple_of(2, int_binary(thread, BINARY_FLOOR_DIVIDE, left, right),
                                          int_binary(thread, BINARY_MODULO, left, right)));
    Value result = ask(thread, left, dunder_divmod, right);
    if (result == NOT_IMPLEMENTED) result = ask(thread, right, dunder_rdivmod, left);
    if (result != NOT_IMPLEMENTED) return result;
    return raise_type(thread, "unsupported operand type(s) for divmod(): '%s' and '%s'", type_name_of(left),
                      type_name_of(right));
}

static bool are_small(const Value *values, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (!value_is_small_int(values[i])) return false;
    return true;
}

/* base ** exponent % modulus: a square for each bit of the exponent. */
static Value power_modulo_small(int64_t base, int64_t exponent, int64_t modulus) {
    uint64_t factor = (uint64_t)(base % modulus < 0 ? base % modulus + modulus : base % modulus);
    uint64_t power = 1 % (uint64_t)modulus;
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1) power = (uint64_t)((unsigned __int128)power * factor % (uint64_t)modulus);
        factor = (uint64_t)((unsigned __int128)factor * factor % (uint64_t)modulus);
    }
    return value_from_small_int((int64_t)power);
}

static Value call_pow(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value base = args->items[0], exponent = args->items[1], modulus = args->items[2];
    if (modulus == UNBOUND || modulus == NONE) return operate_binary(thread, BINARY_POWER, base, exponent);
    Value operands[] = {base, exponent, modulus};
    if (are_small(operands, 3) && value_small_int(exponent) >= 0 && value_small_int(modulus) > 0)
        return power_modulo_small(value_small_int(base), value_small_int(exponent), value_small_int(modulus));
    for (int i = 0; i < 3; i++) {
        Value (*power3)(Thread *, Value, Value, Value) = SLOT(value_type(operands[i]), power3);
        if (power3 == NULL) continue;
        Value result = power3(thread, base, exponent, modulus);
        if (result != NOT_IMPLEMENTED) return result;
    }
    return raise_type(thread, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", type_name_of(base),
                      type_name_of(exponent), type_name_of(modulus));
}

static Value call_format(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (args->count > 1 && !value_is_str(args->items[1]))
        return raise_type(thread, "format() argument 2 must be str, not %s", type_name_of(args->items[1]));
    Str *spec = args->count > 1 ? value_str_object(args->items[1]) : str_from_text("");
    return value_format(thread, args->items[0], spec);
}

static Value call_hash(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    uint64_t hash;
    return value_hash(thread, args->items[0], &hash) ? int_from_int64((int64_t)hash) : RAISED;
}

static Value call_id(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return int_from_uint64((uintptr_t)value_identity(thread, args->items[0]));
}

static Value call_len(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int64_t length = value_length(thread, args->items[0]);
    return length < 0 ? RAISED : int_from_int64(length);
}

static Value call_repr(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return value_repr(thread, args->items[0]);
}

/* A float to so many digits, or to an int that is small. UNBOUND: ask its type. */
static Value round_float(Thread *thread, Value number, Value digits) {
    if (!value_is_float(number)) return UNBOUND;
    if (value_is_small_int(digits)) return float_round(thread, value_float(number), value_small_int(digits));
    double whole = nearbyint(value_float(number));
    bool is_small = (digits == UNBOUND || digits == NONE) && fabs(whole) < 0x1p48;
    return is_small ? value_from_small_int((int64_t)whole) : UNBOUND;
}

static Value call_round(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value rounded = round_float(thread, args->items[0], args->items[1]);
    if (rounded != UNBOUND) return rounded;
    Value method = value_special(thread, args->items[0], dunder_round);
    if (method == UNBOUND)
        return raise_type(thread, "type %s doesn't define __round__ method", type_name_of(args->items[0]));
    if (method == RAISED) return RAISED;
    bool has_digits = args->items[1] != UNBOUND && args->items[1] != NONE;
    return has_digits ? value_call1(thread, method, args->items[1]) : value_call0(thread, method);
}

const Builtin value_functions[] = {
    {"abs", call_abs, 1, 1, "abs(x): the absolute value of a number"},
    {"ascii", call_ascii, 1, 1, "ascii(object): repr with escapes for what is not ASCII"},
    {"bin", call_bin, 1, 1, "bin(number): the number in base 2, with 0b"},
    {"callable", call_callable, 1, 1, "callable(object): whether it can be called"},
    {"chr", call_chr, 1, 1, "chr(i): the character with this code point"},
    {"divmod", call_divmod, 2, 2, "divmod(x, y): the pair (x // y, x % y)"},
    {"format", call_format, 1, 2, "format(value, spec=''): the value as text in the form that the spec asks for"},
    {"hash", call_hash, 1, 1, "hash(object): the number by which dicts find the object"},
    {"hex", call_hex, 1, 1, "hex(number): the number in base 16, with 0x"},
    {"id", call_id, 1, 1, "id(object): a number that no other object alive now has"},
    {"len", call_len, 1, 1, "len(object): number of items in a container"},
    {"oct", call_oct, 1, 1, "oct(number): the number in base 8, with 0o"},
    {"ord", call_ord, 1, 1, "ord(c): the code point of a character"},
    {"pow", call_pow, 2, 3, "pow(base, exp, mod=None): base ** exp, modulo mod", "base exp mod"},
    {"repr", call_repr, 1, 1, "repr(object): the object as text, where possible as one would write it"},
    {"round", call_round, 1, 2, "round(number, ndigits=None): rounded to so many digits, halves to the even one",
     "number ndigits"},
    {0},
};
