/* math's functions of one or two real numbers: C's own, with errors for what has no result. */
#include "modules/math/tables.h"

#include "object/error.h"
#include "object/int.h"
#include "object/int_core.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ---- C functions: NaN out of a number is a domain error; infinity out of a finite one a range error, or, where the function
   can only have a pole there, a domain error too ---- */

typedef double (*Function)(double number);

static Value checked(Thread *thread, double result, bool any_nan, bool all_finite, bool can_overflow) {
    if (isnan(result) && !any_nan) return math_domain_error(thread);
    if (isinf(result) && all_finite) return can_overflow ? math_range_error(thread) : math_domain_error(thread);
    return value_from_float(result);
}

static Value apply(Thread *thread, const Arguments *args, Function function, bool can_overflow) {
    double number;
    if (!math_number(thread, args->items[0], &number)) return RAISED;
    return checked(thread, function(number), isnan(number), isfinite(number), can_overflow);
}

#define UNARY(name, function, can_overflow)                                                                            \
    static Value math_##name(Thread *thread, Value self, const Arguments *args) {                                      \
        (void)self;                                                                                                    \
        return apply(thread, args, function, can_overflow);                                                            \
    }

UNARY(acos, acos, false)
UNARY(acosh, acosh, false)
UNARY(asin, asin, false)
UNARY(asinh, asinh, false)
UNARY(atan, atan, false)
UNARY(atanh, atanh, false)
UNARY(cbrt, cbrt, false)
UNARY(cos, cos, false)
UNARY(cosh, cosh, true)
UNARY(erf, erf, false)
UNARY(erfc, erfc, false)
UNARY(exp, exp, true)
UNARY(exp2, exp2, true)
UNARY(expm1, expm1, true)
UNARY(fabs, fabs, false)
UNARY(log1p, log1p, false)
UNARY(sin, sin, false)
UNARY(sinh, sinh, true)
UNARY(sqrt, sqrt, false)
UNARY(tan, tan, false)
UNARY(tanh, tanh, false)

static bool two_numbers(Thread *thread, const Arguments *args, double *first, double *second) {
    return math_number(thread, args->items[0], first) && math_number(thread, args->items[1], second);
}

#define BINARY(name, function)                                                                                         \
    static Value math_##name(Thread *thread, Value self, const Arguments *args) {                                      \
        (void)self;                                                                                                    \
        double x, y;                                                                                                   \
        if (!two_numbers(thread, args, &x, &y)) return RAISED;                                                         \
        return checked(thread, function(x, y), isnan(x) || isnan(y), isfinite(x) && isfinite(y), true);                \
    }

BINARY(atan2, atan2)
BINARY(copysign, copysign)
BINARY(fmod, fmod)
BINARY(remainder, remainder)

static Value math_pow(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double x, y;
    if (!two_numbers(thread, args, &x, &y)) return RAISED;
    if (x == 0 && y < 0 && isfinite(y)) return math_domain_error(thread);
    return checked(thread, pow(x, y), isnan(x) || isnan(y), isfinite(x) && isfinite(y), true);
}

static Value math_gamma(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number;
    if (!math_number(thread, args->items[0], &number)) return RAISED;
    bool pole = number == 0 || (number < 0 && number == floor(number)) || number == -HUGE_VAL;
    return pole ? math_domain_error(thread) : checked(thread, tgamma(number), isnan(number), isfinite(number), true);
}

static Value math_lgamma(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number;
    int sign;
    if (!math_number(thread, args->items[0], &number)) return RAISED;
    if (number <= 0 && number == floor(number) && isfinite(number)) return math_domain_error(thread);
    return checked(thread, lgamma_r(number, &sign), isnan(number), isfinite(number), true);
}

static Value math_fma(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double x, y, z;
    if (!two_numbers(thread, args, &x, &y) || !math_number(thread, args->items[2], &z)) return RAISED;
    double result = fma(x, y, z);
    if (isnan(result) && !isnan(x) && !isnan(y) && !isnan(z)) return raise_value(thread, "invalid operation in fma");
    if (isinf(result) && isfinite(x) && isfinite(y) && isfinite(z))
        return raise_error(thread, &overflow_error, "overflow in fma");
    return value_from_float(result);
}

/* ---- Logarithms: of ints of any size ---- */

/* log of a positive int beyond a double's range: of its leading part, plus so many times log 2. */
static Value logarithm(Thread *thread, Value value, Function function) {
    if (value_is_int(value)) {
        if (int_sign(value) <= 0) return math_domain_error(thread);
        if (isinf(int_to_double(value))) {
            mpz_t number;
            int_to_mpz(value, number);
            size_t shift = mpz_sizeinbase(number, 2) - 64;
            mpz_tdiv_q_2exp(number, number, shift);
            return value_from_float(function(mpz_to_double(number)) + function(2.0) * (double)shift);
        }
    }
    double number;
    if (!math_number(thread, value, &number)) return RAISED;
    if (number <= 0) return math_domain_error(thread);
    return value_from_float(function(number));
}

static Value math_log(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value result = logarithm(thread, args->items[0], log);
    if (result == RAISED || args->count == 1) return result;
    Value base = logarithm(thread, args->items[1], log);
    return base == RAISED ? RAISED : operate_binary(thread, BINARY_DIVIDE, result, base);
}

static Value math_log2(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return logarithm(thread, args->items[0], log2);
}

static Value math_log10(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return logarithm(thread, args->items[0], log10);
}

/* ---- Parts of numbers ---- */

static Value by_method(Thread *thread, Value value, Str *name, Value (*otherwise)(Thread *thread, double number)) {
    if (!value_is_float(value)) {
        Value method = value_special(thread, value, name);
        if (method != UNBOUND) return method == RAISED ? RAISED : value_call0(thread, method);
    }
    double number;
    return math_number(thread, value, &number) ? otherwise(thread, number) : RAISED;
}

static Value ceil_of(Thread *thread, double number) {
    return int_from_double(thread, ceil(number));
}

static Value floor_of(Thread *thread, double number) {
    return int_from_double(thread, floor(number));
}

static Value math_ceil(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return by_method(thread, args->items[0], dunder_ceil, ceil_of);
}

static Value math_floor(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return by_method(thread, args->items[0], dunder_floor, floor_of);
}

static Value math_trunc(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value method = value_special(thread, args->items[0], dunder_trunc);
    if (method == UNBOUND)
        return raise_type(thread, "type %s doesn't define __trunc__ method", type_name_of(args->items[0]));
    return method == RAISED ? RAISED : value_call0(thread, method);
}

static Value math_frexp(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number;
    int exponent = 0;
    if (!math_number(thread, args->items[0], &number)) return RAISED;
    double fraction = isfinite(number) ? frexp(number, &exponent) : number;
    return value_from_object(tuple_of(2, value_from_float(fraction), value_from_small_int(exponent)));
}

static Value math_ldexp(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number;
    if (!math_number(thread, args->items[0], &number)) return RAISED;
    if (!value_is_int(args->items[1])) return raise_type(thread, "Expected an int as second argument to ldexp.");
    int64_t exponent;
    if (!int_to_int64(args->items[1], &exponent)) exponent = int_sign(args->items[1]) < 0 ? -100000 : 100000;
    exponent = exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : exponent;
    return checked(thread, ldexp(number, (int)exponent), isnan(number), isfinite(number), true);
}

static Value math_modf(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number, whole;
    if (!math_number(thread, args->items[0], &number)) return RAISED;
    double fraction = modf(number, &whole);
    return value_from_object(tuple_of(2, value_from_float(fraction), value_from_float(whole)));
}

static Value math_degrees(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number;
    return math_number(thread, args->items[0], &number) ? value_from_float(number * (180.0 / M_PI)) : RAISED;
}

static Value math_radians(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number;
    return math_number(thread, args->items[0], &number) ? value_from_float(number * (M_PI / 180.0)) : RAISED;
}

/* Floats in order are neighbours in their bits: numbered from 0.0, negative ones downwards. */
static int64_t ordinal(double number) {
    int64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits >= 0 ? bits : INT64_MIN - bits;
}

static double float_at(int64_t place) {
    int64_t bits = place >= 0 ? place : INT64_MIN - place;
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static Value math_nextafter(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double x, y;
    int64_t steps = 1;
    if (!two_numbers(thread, args, &x, &y)) return RAISED;
    if (args->items[2] == UNBOUND || args->items[2] == NONE) return value_from_float(nextafter(x, y));
    Value index = value_index(thread, args->items[2]);
    if (index == RAISED) return RAISED;
    if (int_sign(index) < 0) return raise_value(thread, "steps must be a non-negative integer");
    if (!int_to_int64(index, &steps)) steps = INT64_MAX;
    if (isnan(x) || isnan(y)) return value_from_float(isnan(x) ? x : y);
    if (steps == 0 || x == y) return value_from_float(steps == 0 ? x : y);
    int64_t from = ordinal(x), to = ordinal(y);
    uint64_t distance = from < to ? (uint64_t)to - (uint64_t)from : (uint64_t)from - (uint64_t)to;
    if ((uint64_t)steps >= distance) return value_from_float(y);
    return value_from_float(float_at(from < to ? from + steps : from - steps));
}

static Value math_ulp(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number;
    if (!math_number(thread, args->items[0], &number)) return RAISED;
    number = fabs(number);
    if (!isfinite(number)) return value_from_float(number);
    double next = nextafter(number, HUGE_VAL);
    return value_from_float(isinf(next) ? number - nextafter(number, -HUGE_VAL) : next - number);
}

/* ---- Questions ---- */

static Value math_isfinite(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number;
    return math_number(thread, args->items[0], &number) ? value_from_bool(isfinite(number)) : RAISED;
}

static Value math_isinf(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number;
    return math_number(thread, args->items[0], &number) ? value_from_bool(isinf(number)) : RAISED;
}

static Value math_isnan(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double number;
    return math_number(thread, args->items[0], &number) ? value_from_bool(isnan(number)) : RAISED;
}

static Value math_isclose(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double a, b, relative = 1e-9, absolute = 0;
    if (!two_numbers(thread, args, &a, &b)) return RAISED;
    if (args->items[2] != UNBOUND && !math_number(thread, args->items[2], &relative)) return RAISED;
    if (args->items[3] != UNBOUND && !math_number(thread, args->items[3], &absolute)) return RAISED;
    if (relative < 0 || absolute < 0) return raise_value(thread, "tolerances must be non-negative");
    if (a == b) return TRUE_VALUE;
    if (isinf(a) || isinf(b)) return FALSE_VALUE;
    double difference = fabs(b - a);
    return value_from_bool(difference <= fabs(relative * b) || difference <= fabs(relative * a) ||
                           difference <= absolute);
}

const Builtin math_real_functions[] = {
    {"acos", math_acos, 1, 1, "acos(x): arc cosine, in radians"},
    {"acosh", math_acosh, 1, 1, "acosh(x): inverse hyperbolic cosine"},
    {"asin", math_asin, 1, 1, "asin(x): arc sine, in radians"},
    {"asinh", math_asinh, 1, 1, "asinh(x): inverse hyperbolic sine"},
    {"atan", math_atan, 1, 1, "atan(x): arc tangent, in radians"},
    {"atan2", math_atan2, 2, 2, "atan2(y, x): the angle of the point (x, y)"},
    {"atanh", math_atanh, 1, 1, "atanh(x): inverse hyperbolic tangent"},
    {"cbrt", math_cbrt, 1, 1, "cbrt(x): cube root"},
    {"ceil", math_ceil, 1, 1, "ceil(x): the least int that is not less"},
    {"copysign", math_copysign, 2, 2, "copysign(x, y): x with the sign of y"},
    {"cos", math_cos, 1, 1, "cos(x): cosine"},
    {"cosh", math_cosh, 1, 1, "cosh(x): hyperbolic cosine"},
    {"degrees", math_degrees, 1, 1, "degrees(x): radians as degrees"},
    {"erf", math_erf, 1, 1, "erf(x): error function"},
    {"erfc", math_erfc, 1, 1, "erfc(x): 1 - erf(x)"},
    {"exp", math_exp, 1, 1, "exp(x): e ** x"},
    {"exp2", math_exp2, 1, 1, "exp2(x): 2 ** x"},
    {"expm1", math_expm1, 1, 1, "expm1(x): exp(x) - 1, exact for small x"},
    {"fabs", math_fabs, 1, 1, "fabs(x): absolute value as a float"},
    {"floor", math_floor, 1, 1, "floor(x): the greatest int that is not greater"},
    {"fma", math_fma, 3, 3, "fma(x, y, z): x * y + z, rounded once"},
    {"fmod", math_fmod, 2, 2, "fmod(x, y): remainder with the sign of x"},
    {"frexp", math_frexp, 1, 1, "frexp(x): mantissa and exponent"},
    {"gamma", math_gamma, 1, 1, "gamma(x): gamma function"},
    {"isclose", math_isclose, 2, 4, "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0): whether they are close",
     "a b * rel_tol abs_tol"},
    {"isfinite", math_isfinite, 1, 1, "isfinite(x): whether x is neither infinite nor not-a-number"},
    {"isinf", math_isinf, 1, 1, "isinf(x): whether x is infinite"},
    {"isnan", math_isnan, 1, 1, "isnan(x): whether x is not a number"},
    {"ldexp", math_ldexp, 2, 2, "ldexp(x, i): x * 2 ** i"},
    {"lgamma", math_lgamma, 1, 1, "lgamma(x): logarithm of the absolute value of gamma(x)"},
    {"log", math_log, 1, 2, "log(x[, base]): logarithm, natural without base"},
    {"log10", math_log10, 1, 1, "log10(x): logarithm to base 10"},
    {"log1p", math_log1p, 1, 1, "log1p(x): log(1 + x), exact for small x"},
    {"log2", math_log2, 1, 1, "log2(x): logarithm to base 2"},
    {"modf", math_modf, 1, 1, "modf(x): fractional and whole part"},
    {"nextafter", math_nextafter, 2, 3, "nextafter(x, y, /, *, steps=None): the float so many steps after x towards y",
     "x y / * steps"},
    {"pow", math_pow, 2, 2, "pow(x, y): x ** y as a float"},
    {"radians", math_radians, 1, 1, "radians(x): degrees as radians"},
    {"remainder", math_remainder, 2, 2, "remainder(x, y): x minus the nearest multiple of y"},
    {"sin", math_sin, 1, 1, "sin(x): sine"},
    {"sinh", math_sinh, 1, 1, "sinh(x): hyperbolic sine"},
    {"sqrt", math_sqrt, 1, 1, "sqrt(x): square root"},
    {"tan", math_tan, 1, 1, "tan(x): tangent"},
    {"tanh", math_tanh, 1, 1, "tanh(x): hyperbolic tangent"},
    {"trunc", math_trunc, 1, 1, "trunc(x): the whole part"},
    {"ulp", math_ulp, 1, 1, "ulp(x): what the last bit of x is worth"},
    {0},
};
