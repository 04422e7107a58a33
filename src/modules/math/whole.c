/* math's functions of ints, exact at any size. */
#include "modules/math/tables.h"

#include "object/error.h"
#include "object/int.h"
#include "object/int_core.h"
#include "object/operators.h"
#include "object/type.h"

static bool whole_argument(Thread *thread, Value value, mpz_t out) {
    Value number = value_index(thread, value);
    if (number == RAISED) return false;
    int_to_mpz(number, out);
    return true;
}

/* Folds all arguments with a GMP function, starting from `first`. */
static Value fold(Thread *thread, const Arguments *args, unsigned long first,
                  void (*function)(mpz_t, mpz_srcptr, mpz_srcptr)) {
    mpz_t result, number;
    mpz_init_set_ui(result, first);
    for (uint32_t i = 0; i < args->count; i++) {
        if (!whole_argument(thread, args->items[i], number)) return RAISED;
        function(result, result, number);
    }
    return int_take(result);
}

static Value math_gcd(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return fold(thread, args, 0, mpz_gcd);
}

static Value math_lcm(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    return fold(thread, args, 1, mpz_lcm);
}

static Value math_factorial(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value value = value_index(thread, args->items[0]);
    if (value == RAISED) return RAISED;
    if (int_sign(value) < 0) return raise_value(thread, "factorial() not defined for negative values");
    int64_t number;
    if (!int_to_int64(value, &number))
        return raise_error(thread, &overflow_error, "factorial() argument should not exceed 9223372036854775807");
    if (!int_room(thread, (uint64_t)number < (uint64_t)1 << 36 ? (uint64_t)number * 36 : UINT64_MAX)) return RAISED;
    mpz_t result;
    mpz_init(result);
    mpz_fac_ui(result, (unsigned long)number);
    return int_take(result);
}

static Value math_isqrt(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    mpz_t number;
    if (!whole_argument(thread, args->items[0], number)) return RAISED;
    if (mpz_sgn(number) < 0) return raise_value(thread, "isqrt() argument must be nonnegative");
    mpz_sqrt(number, number);
    return int_take(number);
}

/* n and k of comb and perm. */
static bool choose_arguments(Thread *thread, const Arguments *args, mpz_t n, mpz_t k) {
    if (!whole_argument(thread, args->items[0], n) || !whole_argument(thread, args->items[1], k)) return false;
    if (mpz_sgn(n) < 0) return fail_value(thread, "n must be a non-negative integer");
    if (mpz_sgn(k) < 0) return fail_value(thread, "k must be a non-negative integer");
    return true;
}

static Value math_comb(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    mpz_t n, k, other;
    if (!choose_arguments(thread, args, n, k)) return RAISED;
    if (mpz_cmp(k, n) > 0) return value_from_small_int(0);
    mpz_init(other);
    mpz_sub(other, n, k);
    if (mpz_cmp(other, k) < 0) mpz_set(k, other);
    if (!mpz_fits_ulong_p(k))
        return raise_error(thread, &overflow_error, "min(n - k, k) must not exceed 9223372036854775807");
    mpz_bin_ui(n, n, mpz_get_ui(k));
    return int_take(n);
}

static Value math_perm(Thread *thread, Value self, const Arguments *args) {
    if (args->count == 1 || args->items[1] == NONE) return math_factorial(thread, self, args);
    mpz_t n, k, result;
    if (!choose_arguments(thread, args, n, k)) return RAISED;
    if (mpz_cmp(k, n) > 0) return value_from_small_int(0);
    if (!mpz_fits_ulong_p(k)) return raise_error(thread, &overflow_error, "k must not exceed 9223372036854775807");
    mpz_init_set_ui(result, 1);
    for (unsigned long i = mpz_get_ui(k); i > 0; i--) {
        mpz_mul(result, result, n);
        mpz_sub_ui(n, n, 1);
    }
    return int_take(result);
}

const Builtin math_whole_functions[] = {
    {"comb", math_comb, 2, 2, "comb(n, k): ways to choose k of n things without order"},
    {"factorial", math_factorial, 1, 1, "factorial(n): n!"},
    {"gcd", math_gcd, 0, -1, "gcd(*integers): greatest common divisor"},
    {"isqrt", math_isqrt, 1, 1, "isqrt(n): square root, rounded down"},
    {"lcm", math_lcm, 0, -1, "lcm(*integers): least common multiple"},
    {"perm", math_perm, 1, 2, "perm(n, k=None): ways to choose k of n things in order"},
    {0},
};
