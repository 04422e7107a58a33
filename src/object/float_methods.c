/* What scripts call on floats: rounding, ratios, hexadecimal form. */
#include "object/error.h"
#include "object/float_core.h"
#include "object/int_core.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Value float_is_integer(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    double number = float_number(self);
    return value_from_bool(isfinite(number) && floor(number) == number);
}

static Value float_same(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return value_from_float(float_number(self));
}

static Value float_absolute(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    return value_from_float(fabs(float_number(self)));
}

static Value float_floor(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return int_from_double(thread, floor(float_number(self)));
}

static Value float_ceil(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return int_from_double(thread, ceil(float_number(self)));
}

static Value float_trunc(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    return int_from_double(thread, float_number(self));
}

static Value float_as_integer_ratio(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    double number = float_number(self);
    if (isnan(number)) return raise_value(thread, "cannot convert NaN to integer ratio");
    if (isinf(number)) return raise_error(thread, &overflow_error, "cannot convert Infinity to integer ratio");
    int exponent;
    double fraction = frexp(number, &exponent);
    while (fraction != floor(fraction)) {
        fraction *= 2;
        exponent--;
    }
    mpz_t numerator, denominator;
    mpz_init_set_d(numerator, fraction);
    mpz_init_set_ui(denominator, 1);
    if (exponent > 0) mpz_mul_2exp(numerator, numerator, (mp_bitcnt_t)exponent);
    else mpz_mul_2exp(denominator, denominator, (mp_bitcnt_t)-exponent);
    return value_from_object(tuple_of(2, int_take(numerator), int_take(denominator)));
}

/* ---- round ---- */

static Value round_to_int(Thread *thread, double number) {
    return int_from_double(thread, isfinite(number) ? rint(number) : number);
}

/* The same without text, where the number times 10^digits is known exactly, as a sum of two doubles, and all powers and the
   rounded whole are doubles. False: it is too large. */
static bool round_scaled(double number, int64_t digits, double *rounded) {
    static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};
    if (digits < 0 || digits >= (int64_t)(sizeof powers / sizeof *powers)) return false;
    double scaled = number * powers[digits], rest = fma(number, powers[digits], -scaled);
    if (!(fabs(scaled) < 0x1p50)) return false;
    double whole = nearbyint(scaled), away = scaled - whole;
    if (fabs(away) == 0.5 && rest != 0) whole = rest > 0 ? ceil(scaled) : floor(scaled);
    *rounded = copysign(whole / powers[digits], number);
    return true;
}

/* Exactly: the decimal text with so many places is rounded from all digits of the number, halves to even. */
Value float_round(Thread *thread, double number, int64_t digits) {
    if (!isfinite(number) || number == 0 || digits > 323) return value_from_float(number);
    if (digits < -308) return value_from_float(copysign(0.0, number));
    double rounded;
    if (round_scaled(number, digits, &rounded)) return value_from_float(rounded);
    if (digits >= 0) {
        char text[700];
        snprintf(text, sizeof text, "%.*f", (int)digits, number);
        rounded = strtod(text, NULL);
    } else {
        Value whole = int_from_double(thread, fabs(number));
        Value twice = int_binary(thread, BINARY_ADD, whole, whole); /* keeps a fraction apart from an exact half */
        if (fabs(number) != floor(fabs(number))) twice = int_binary(thread, BINARY_ADD, twice, value_from_small_int(1));
        mpz_t unit, quotient, rest, doubled;
        mpz_init(unit), mpz_init(quotient), mpz_init(rest);
        int_to_mpz(twice, doubled);
        mpz_ui_pow_ui(unit, 10, (unsigned long)-digits);
        mpz_mul_2exp(rest, unit, 1);
        mpz_fdiv_qr(quotient, rest, doubled, rest);
        int order = mpz_cmp(rest, unit);
        if (order > 0 || (order == 0 && mpz_odd_p(quotient))) mpz_add_ui(quotient, quotient, 1);
        mpz_mul(quotient, quotient, unit);
        rounded = copysign(mpz_to_double(quotient), number);
    }
    if (isinf(rounded)) return raise_error(thread, &overflow_error, "rounded value too large to represent");
    return value_from_float(rounded);
}

static Value float_round_method(Thread *thread, Value self, const Arguments *args) {
    if (args->count == 0 || args->items[0] == NONE) return round_to_int(thread, float_number(self));
    Value index = value_index(thread, args->items[0]);
    if (index == RAISED) return RAISED;
    int64_t digits;
    if (!int_to_int64(index, &digits)) digits = int_sign(index) < 0 ? -400 : 400;
    return float_round(thread, float_number(self), digits);
}

/* ---- divmod ---- */

static Value divide_and_rest(Thread *thread, Value left, Value right) {
    double numbers[2];
    int found = float_operands(thread, left, right, numbers);
    if (found <= 0) return found < 0 ? RAISED : NOT_IMPLEMENTED;
    if (numbers[1] == 0) return raise_error(thread, &zero_division_error, "float divmod()");
    return value_from_object(tuple_of(2, value_from_float(float_floor_divide(numbers[0], numbers[1])),
                                      value_from_float(float_modulo(numbers[0], numbers[1]))));
}

static Value float_divmod(Thread *thread, Value self, const Arguments *args) {
    return divide_and_rest(thread, self, args->items[0]);
}

static Value float_rdivmod(Thread *thread, Value self, const Arguments *args) {
    return divide_and_rest(thread, args->items[0], self);
}

/* ---- Hexadecimal form ---- */

static Value float_hex(Thread *thread, Value self, const Arguments *args) {
    (void)thread;
    (void)args;
    double number = float_number(self);
    Buffer out = {0};
    if (!isfinite(number) || number == 0) {
        if (number == 0) buffer_add_text(&out, signbit(number) ? "-0x0.0p+0" : "0x0.0p+0");
        else float_repr(&out, number);
        return value_from_object(str_from_buffer(&out));
    }
    int exponent;
    double fraction = frexp(fabs(number), &exponent);
    int shift = 1 - (exponent - 1 < -1022 ? -1022 - (exponent - 1) : 0); /* subnormal numbers start with 0 */
    fraction = ldexp(fraction, shift);
    exponent -= shift;
    uint64_t bits = (uint64_t)ldexp(fraction, 52);
    buffer_addf(&out, "%s0x%d.%013llxp%+d", number < 0 ? "-" : "", (int)(bits >> 52),
                (unsigned long long)(bits & (((uint64_t)1 << 52) - 1)), exponent);
    return value_from_object(str_from_buffer(&out));
}

static Value float_fromhex(Thread *thread, Value class, const Arguments *args) {
    if (!value_is_str(args->items[0])) return raise_type(thread, "bad argument type for built-in operation");
    Str *str = value_str_object(args->items[0]);
    const char *text = str_text(str);
    while (isspace((unsigned char)*text)) text++;
    const char *digits = text + (*text == '-' || *text == '+');
    double number;
    char *end;
    if (float_parse(text, strlen(text), &number) && !isfinite(number) && isalpha((unsigned char)*digits)) {
        end = (char *)(uintptr_t)text + strlen(text);
    } else {
        Buffer with_prefix = {0};
        bool has_prefix = digits[0] == '0' && (digits[1] | 0x20) == 'x';
        buffer_addf(&with_prefix, "%.*s0x%s", (int)(digits - text), text, has_prefix ? digits + 2 : digits);
        number = strtod(with_prefix.text, &end);
        if (end[-1] == 'x' || (end[-1] == '0' && *end == 'x')) end = (char *)(uintptr_t) "?";
        if (isinf(number))
            return raise_error(thread, &overflow_error, "hexadecimal value too large to represent as a float");
    }
    while (isspace((unsigned char)*end)) end++;
    if (*end != '\0') return raise_value(thread, "invalid hexadecimal floating-point string");
    Value result = value_from_float(number);
    return class == value_from_object(&float_type) || class == UNBOUND ? result : value_call1(thread, class, result);
}

const Builtin float_methods[] = {
    {"as_integer_ratio", float_as_integer_ratio, 0, 0,
     "as_integer_ratio(): two ints whose ratio is exactly the number"},
    {"conjugate", float_same, 0, 0, "conjugate(): the number itself"},
    {"fromhex", float_fromhex, 1, 1, "fromhex(text): the float of a hexadecimal text", NULL, BUILTIN_CLASS_METHOD},
    {"hex", float_hex, 0, 0, "hex(): the number in hexadecimal"},
    {"is_integer", float_is_integer, 0, 0, "is_integer(): whether the number is whole"},
    {"__abs__", float_absolute, 0, 0, "abs(self)"},
    {"__ceil__", float_ceil, 0, 0, "the least int that is not less"},
    {"__divmod__", float_divmod, 1, 1, "divmod(self, other)"},
    {"__floor__", float_floor, 0, 0, "the greatest int that is not greater"},
    {"__rdivmod__", float_rdivmod, 1, 1, "divmod(other, self)"},
    {"__round__", float_round_method, 0, 1, "round(self, ndigits)"},
    {"__trunc__", float_trunc, 0, 0, "the whole part"},
    {0},
};
