/* Arithmetic of ints: on C numbers where they do not overflow, else by GMP. */
#include "object/int_core.h"

#include "object/error.h"
#include "object/float.h"
#include "object/int_limbs.h"
#include "object/tuple.h"

#include <math.h>

typedef void (*MpzOperation)(mpz_t result, mpz_srcptr left, mpz_srcptr right);

static Value operate_big(MpzOperation operation, Value left, Value right) {
    IntView left_view, right_view;
    mpz_t result;
    mpz_init(result);
    operation(result, int_view(left, &left_view), int_view(right, &right_view));
    return int_take(result);
}

/* int_to_int64, in line for what is exactly an int. */
static inline bool is_int64(Value value, int64_t *number) {
    if (value_is_small_int(value)) {
        *number = value_small_int(value);
        return true;
    }
    if (!value_has_type(value, &int_type)) return int_boxed_to_int64(value, number);
    Int *boxed = (Int *)(void *)value;
    *number = boxed->number;
    return (atomic_load_explicit(&boxed->object.flags, memory_order_relaxed) & INT_IS_BIG) == 0;
}

static Value int_add(Value left, Value right) {
    int64_t a, b, sum;
    if (is_int64(left, &a) && is_int64(right, &b) && !__builtin_add_overflow(a, b, &sum)) return int_from_int64(sum);
    return int_limbs_add(left, right);
}

static Value int_subtract(Value left, Value right) {
    int64_t a, b, difference;
    if (is_int64(left, &a) && is_int64(right, &b) && !__builtin_sub_overflow(a, b, &difference))
        return int_from_int64(difference);
    return int_limbs_subtract(left, right);
}

static Value int_multiply(Value left, Value right) {
    int64_t a, b, product;
    if (is_int64(left, &a) && is_int64(right, &b) && !__builtin_mul_overflow(a, b, &product))
        return int_from_int64(product);
    return int_limbs_multiply(left, right);
}

static Value int_floor_divide(Thread *thread, Value left, Value right) {
    if (int_sign(right) == 0) return raise_error(thread, &zero_division_error, "integer division or modulo by zero");
    int64_t a, b;
    if (is_int64(left, &a) && is_int64(right, &b) && !(a == INT64_MIN && b == -1))
        return int_from_int64(a / b - (a % b != 0 && (a < 0) != (b < 0)));
    Value quotient;
    int_limbs_divide(left, right, &quotient, NULL);
    return quotient;
}

static Value int_modulo(Thread *thread, Value left, Value right) {
    if (int_sign(right) == 0) return raise_error(thread, &zero_division_error, "integer modulo by zero");
    int64_t a, b;
    if (is_int64(left, &a) && is_int64(right, &b) && b != -1) {
        int64_t rest = a % b;
        return int_from_int64(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest);
    }
    Value rest;
    int_limbs_divide(left, right, NULL, &rest);
    return rest;
}

Value int_floor_divide_modulo(Thread *thread, Value left, Value right) {
    int64_t number;
    Value quotient = UNBOUND, rest = UNBOUND;
    if (int_sign(right) != 0 && !int_to_int64(left, &number)) {
        int_limbs_divide(left, right, &quotient, &rest);
        return value_from_object(tuple_of(2, quotient, rest));
    }
    quotient = int_floor_divide(thread, left, right);
    if (quotient == RAISED) return RAISED;
    rest = int_modulo(thread, left, right);
    return value_from_object(tuple_of(2, quotient, rest));
}

uint64_t int_bits(Value value) {
    IntView view;
    return mpz_sizeinbase(int_view(value, &view), 2);
}

static Value int_left_shift(Thread *thread, Value left, Value right) {
    if (int_sign(right) < 0) return raise_value(thread, "negative shift count");
    if (int_sign(left) == 0) return value_from_small_int(0);
    int64_t shift, number;
    if (!int_to_int64(right, &shift)) return raise_error(thread, &overflow_error, "too many digits in integer");
    if (int_to_int64(left, &number) && shift < 63 && shift + (int64_t)int_bits(left) < 63)
        return int_from_int64(number * ((int64_t)1 << shift));
    if ((uint64_t)shift > (uint64_t)1 << 62 || !int_room(thread, int_bits(left) + (uint64_t)shift))
        return thread->raised == UNBOUND ? raise_error(thread, &overflow_error, "too many digits in integer") : RAISED;
    return int_limbs_shift_left(left, (uint64_t)shift);
}

static Value int_right_shift(Thread *thread, Value left, Value right) {
    if (int_sign(right) < 0) return raise_value(thread, "negative shift count");
    int64_t shift, number;
    if (!int_to_int64(right, &shift)) shift = INT64_MAX;
    if (int_to_int64(left, &number)) return int_from_int64(number >> (shift > 63 ? 63 : shift));
    IntView view;
    mpz_t result;
    mpz_init(result);
    mpz_fdiv_q_2exp(result, int_view(left, &view), (mp_bitcnt_t)shift);
    return int_take(result);
}

static Value int_bitwise(BinaryOp op, Value left, Value right) {
    int64_t a, b;
    if (int_to_int64(left, &a) && int_to_int64(right, &b))
        return int_from_int64(op == BINARY_AND ? (a & b) : op == BINARY_OR ? (a | b) : (a ^ b));
    if (op == BINARY_AND && int_sign(left) >= 0 && int_sign(right) >= 0) return int_limbs_and(left, right);
    return operate_big(op == BINARY_AND ? mpz_and : op == BINARY_OR ? mpz_ior : mpz_xor, left, right);
}

/* left / right, rounded once: the quotient to at least 66 bits, its last bit standing for whatever is below. */
static double divide_big(mpz_srcptr left, mpz_srcptr right) {
    long shift = (long)mpz_sizeinbase(left, 2) - (long)mpz_sizeinbase(right, 2) - 66;
    if (shift > 1100) return HUGE_VAL;
    if (shift < -1300) return 0.0;
    mpz_t dividend, divisor, quotient, rest;
    mpz_init(dividend), mpz_init(divisor), mpz_init(quotient), mpz_init(rest);
    mpz_mul_2exp(dividend, left, shift < 0 ? (mp_bitcnt_t)-shift : 0);
    mpz_mul_2exp(divisor, right, shift > 0 ? (mp_bitcnt_t)shift : 0);
    mpz_tdiv_qr(quotient, rest, dividend, divisor);
    long excess = (long)mpz_sizeinbase(quotient, 2) - 53;
    if (shift + excess < -1074) excess = -1074 - shift; /* a subnormal result has fewer bits to round to */
    mpz_t rounded;
    mpz_init(rounded);
    mpz_tdiv_q_2exp(rounded, quotient, (mp_bitcnt_t)excess);
    bool half = mpz_tstbit(quotient, (mp_bitcnt_t)excess - 1);
    bool below = mpz_sgn(rest) != 0 || mpz_scan1(quotient, 0) < (mp_bitcnt_t)excess - 1;
    if (half && (below || mpz_odd_p(rounded))) mpz_add_ui(rounded, rounded, 1);
    return ldexp(mpz_get_d(rounded), (int)(shift + excess));
}

Value int_true_divide(Thread *thread, Value left, Value right) {
    if (int_sign(right) == 0) return raise_error(thread, &zero_division_error, "division by zero");
    if (int_sign(left) == 0) return value_from_float(int_sign(right) < 0 ? -0.0 : 0.0);
    const int64_t exact = (int64_t)1 << 53;
    int64_t a, b;
    if (int_to_int64(left, &a) && int_to_int64(right, &b) && a <= exact && a >= -exact && b <= exact && b >= -exact)
        return value_from_float((double)a / (double)b);
    IntView left_view, right_view;
    mpz_t dividend, divisor;
    mpz_init(dividend), mpz_init(divisor);
    mpz_abs(dividend, int_view(left, &left_view));
    mpz_abs(divisor, int_view(right, &right_view));
    double quotient = divide_big(dividend, divisor);
    if (isinf(quotient)) return raise_error(thread, &overflow_error, "integer division result too large for a float");
    return value_from_float(int_sign(left) != int_sign(right) ? -quotient : quotient);
}

static Value int_power_float(Thread *thread, Value base, Value exponent) {
    double left = int_to_double(base), right = int_to_double(exponent);
    if (isinf(left) || isinf(right)) return raise_error(thread, &overflow_error, "int too large to convert to float");
    return float_type.binary[BINARY_POWER](thread, value_from_float(left), value_from_float(right));
}

/* False: it does not fit. */
static bool int64_power(int64_t base, int64_t exponent, int64_t *power) {
    if (exponent >= 63) return false;
    for (*power = 1;; exponent >>= 1) {
        if ((exponent & 1) && __builtin_mul_overflow(*power, base, power)) return false;
        if (exponent <= 1) return true;
        if (__builtin_mul_overflow(base, base, &base)) return false;
    }
}

Value int_power(Thread *thread, Value base, Value exponent) {
    if (int_sign(exponent) < 0) return int_power_float(thread, base, exponent);
    int64_t number, times;
    bool tiny = int_to_int64(base, &number) && number >= -1 && number <= 1;
    if (!int_to_int64(exponent, &times)) {
        if (!tiny) return raise_memory(thread);
        IntView view;
        times = mpz_odd_p(int_view(exponent, &view)) ? 1 : 2;
    }
    if (tiny) return value_from_small_int(times == 0 ? 1 : number < 0 && times % 2 == 0 ? 1 : number);
    int64_t power;
    if (int_to_int64(base, &number) && int64_power(number, times, &power)) return int_from_int64(power);
    uint64_t bits = int_bits(base);
    if (bits > 1 && (uint64_t)times > ((uint64_t)1 << 40) / bits) return raise_memory(thread);
    if (!int_room(thread, bits * (uint64_t)times)) return RAISED;
    IntView view;
    mpz_t result;
    mpz_init(result);
    mpz_pow_ui(result, int_view(base, &view), (unsigned long)times);
    return int_take(result);
}

Value int_power_modulo(Thread *thread, Value base, Value exponent, Value modulus) {
    if (int_sign(modulus) == 0) return raise_value(thread, "pow() 3rd argument cannot be 0");
    int64_t small_base, small_exponent, small_modulus;
    if (int_to_int64(base, &small_base) && int_to_int64(exponent, &small_exponent) &&
        int_to_int64(modulus, &small_modulus) && small_exponent >= 0 && small_modulus > 0)
        return int_from_int64(int64_power_modulo(small_base, (uint64_t)small_exponent, small_modulus));
    IntView base_view, exponent_view, modulus_view;
    mpz_srcptr power = int_view(exponent, &exponent_view), divisor = int_view(modulus, &modulus_view);
    mpz_t result, inverse;
    mpz_init(result), mpz_init(inverse);
    if (mpz_sgn(power) < 0) {
        if (mpz_cmpabs_ui(divisor, 1) == 0) return value_from_small_int(0);
        if (mpz_invert(inverse, int_view(base, &base_view), divisor) == 0)
            return raise_value(thread, "base is not invertible for the given modulus");
    }
    mpz_powm(result, int_view(base, &base_view), power, divisor);
    mpz_fdiv_r(result, result, divisor);
    return int_take(result);
}

Value int_binary(Thread *thread, BinaryOp op, Value left, Value right) {
    switch (op) {
    case BINARY_ADD:
        return int_add(left, right);
    case BINARY_SUBTRACT:
        return int_subtract(left, right);
    case BINARY_MULTIPLY:
        return int_multiply(left, right);
    case BINARY_FLOOR_DIVIDE:
        return int_floor_divide(thread, left, right);
    case BINARY_MODULO:
        return int_modulo(thread, left, right);
    case BINARY_DIVIDE:
        return int_true_divide(thread, left, right);
    case BINARY_POWER:
        return int_power(thread, left, right);
    case BINARY_LEFT_SHIFT:
        return int_left_shift(thread, left, right);
    case BINARY_RIGHT_SHIFT:
        return int_right_shift(thread, left, right);
    case BINARY_AND:
    case BINARY_OR:
    case BINARY_XOR:
        return int_bitwise(op, left, right);
    default:
        return NOT_IMPLEMENTED;
    }
}

/* To the nearest multiple of 10^-digits, halves to the even one. */
Value int_round(Thread *thread, Value value, int64_t digits) {
    if (digits >= 0) return int_plain(value);
    uint64_t places = 0 - (uint64_t)digits;
    if (places > int_bits(value)) return value_from_small_int(0);
    IntView view;
    mpz_t unit, quotient, rest;
    mpz_init(unit), mpz_init(quotient), mpz_init(rest);
    mpz_ui_pow_ui(unit, 10, (unsigned long)places);
    mpz_fdiv_qr(quotient, rest, int_view(value, &view), unit);
    mpz_mul_2exp(rest, rest, 1);
    int order = mpz_cmp(rest, unit);
    if (order > 0 || (order == 0 && mpz_odd_p(quotient))) mpz_add_ui(quotient, quotient, 1);
    mpz_mul(quotient, quotient, unit);
    (void)thread;
    return int_take(quotient);
}
