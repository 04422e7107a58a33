/* Big ints by GMP's lowest layer, the one on naked limbs. Sign and magnitude are apart. */
#include "object/int_limbs.h"

#include <stddef.h>
#include <string.h>

typedef struct Limbs { /* the magnitude of an int of any tier */
    const mp_limb_t *at;
    mp_size_t count;
    bool is_negative;
    mp_limb_t one; /* where it is, when it is no big int */
} Limbs;

static inline void limbs_of_word(int64_t number, Limbs *limbs) {
    limbs->one = number < 0 ? 0 - (mp_limb_t)number : (mp_limb_t)number;
    limbs->at = &limbs->one;
    limbs->count = number != 0;
    limbs->is_negative = number < 0;
}

static inline void limbs_of(Value value, Limbs *limbs) {
    int64_t number;
    const Int *big = (Int *)(void *)value;
    if (value_is_small_int(value)) {
        limbs_of_word(value_small_int(value), limbs);
    } else if (int_boxed_to_int64(value, &number)) {
        limbs_of_word(number, limbs);
    } else {
        limbs->at = mpz_limbs_read(big->big);
        limbs->count = (mp_size_t)mpz_size(big->big);
        limbs->is_negative = mpz_sgn(big->big) < 0;
    }
}

/* The Int over limbs that are filled; or an int of a smaller tier. */
static Value finish(Int *result, mp_size_t count, bool is_negative) {
    while (count > 0 && result->limbs[count - 1] == 0) count--;
    if (count <= 1) {
        uint64_t magnitude = count == 0 ? 0 : result->limbs[0];
        if (magnitude <= (uint64_t)INT64_MAX + is_negative)
            return int_from_int64((int64_t)(is_negative ? 0 - magnitude : magnitude));
    }
    mpz_roinit_n(result->big, result->limbs, is_negative ? -count : count);
    return value_from_object(result);
}

/* |left| + |right|; left has not fewer limbs. */
static Value sum(const Limbs *left, const Limbs *right, bool is_negative) {
    Int *result = int_new_big(left->count + 1);
    if (left->count == 2 && right->count == 2) {
        mp_limb_t low = left->at[0] + right->at[0], carry = low < left->at[0];
        unsigned __int128 high = (unsigned __int128)left->at[1] + right->at[1] + carry;
        result->limbs[0] = low;
        result->limbs[1] = (mp_limb_t)high;
        result->limbs[2] = (mp_limb_t)(high >> 64);
    } else {
        result->limbs[left->count] = right->count == 0
                                         ? (mpn_copyi(result->limbs, left->at, left->count), 0)
                                         : mpn_add(result->limbs, left->at, left->count, right->at, right->count);
    }
    return finish(result, left->count + 1, is_negative);
}

static int order(const Limbs *left, const Limbs *right) {
    if (left->count != right->count) return left->count < right->count ? -1 : 1;
    return left->count == 0 ? 0 : mpn_cmp(left->at, right->at, left->count);
}

/* |left| - |right|; left is not less. */
static Value difference(const Limbs *left, const Limbs *right, bool is_negative) {
    Int *result = int_new_big(left->count);
    if (right->count == 0) mpn_copyi(result->limbs, left->at, left->count);
    else mpn_sub(result->limbs, left->at, left->count, right->at, right->count);
    return finish(result, left->count, is_negative);
}

static Value signed_sum(const Limbs *left, const Limbs *right, bool right_is_negative) {
    if (left->is_negative == right_is_negative)
        return left->count >= right->count ? sum(left, right, left->is_negative) : sum(right, left, left->is_negative);
    return order(left, right) >= 0 ? difference(left, right, left->is_negative)
                                   : difference(right, left, right_is_negative);
}

Value int_limbs_add(Value left, Value right) {
    Limbs a, b;
    limbs_of(left, &a), limbs_of(right, &b);
    return signed_sum(&a, &b, b.is_negative);
}

Value int_limbs_subtract(Value left, Value right) {
    Limbs a, b;
    limbs_of(left, &a), limbs_of(right, &b);
    return signed_sum(&a, &b, !b.is_negative);
}

Value int_limbs_multiply(Value left, Value right) {
    Limbs a, b;
    limbs_of(left, &a), limbs_of(right, &b);
    if (a.count == 0 || b.count == 0) return value_from_small_int(0);
    Int *result = int_new_big(a.count + b.count);
    bool is_negative = a.is_negative != b.is_negative;
    if (a.count == 1 && b.count == 1) {
        unsigned __int128 product = (unsigned __int128)a.at[0] * b.at[0];
        result->limbs[0] = (mp_limb_t)product;
        result->limbs[1] = (mp_limb_t)(product >> 64);
    } else if (b.count == 1) {
        result->limbs[a.count] = mpn_mul_1(result->limbs, a.at, a.count, b.at[0]);
    } else if (a.count == 1) {
        result->limbs[b.count] = mpn_mul_1(result->limbs, b.at, b.count, a.at[0]);
    } else if (left == right) {
        mpn_sqr(result->limbs, a.at, a.count);
    } else if (a.count >= b.count) {
        mpn_mul(result->limbs, a.at, a.count, b.at, b.count);
    } else {
        mpn_mul(result->limbs, b.at, b.count, a.at, a.count);
    }
    return finish(result, a.count + b.count, is_negative);
}

/* ---- Division: of the magnitudes, then one further from zero where the signs differ and something is left ---- */

typedef struct Division {
    const Limbs *left, *right;
    Int *quotient; /* one limb more than needed, for the step away from zero */
    mp_size_t quotient_count;
    Int *rest;
    bool is_exact;
} Division;

static void divide_by_one(Division *division) {
    mp_size_t count = division->left->count;
    mp_limb_t divisor = division->right->at[0];
    mp_limb_t rest = division->quotient == NULL
                         ? mpn_mod_1(division->left->at, count, divisor)
                         : mpn_divrem_1(division->quotient->limbs, 0, division->left->at, count, divisor);
    division->quotient_count = count;
    division->rest->limbs[0] = rest;
    division->is_exact = rest == 0;
}

static void divide_by_many(Division *division) {
    const Limbs *left = division->left, *right = division->right;
    division->quotient_count = left->count - right->count + 1;
    if (division->quotient == NULL) division->quotient = int_new_big(division->quotient_count + 1);
    mpn_tdiv_qr(division->quotient->limbs, division->rest->limbs, 0, left->at, left->count, right->at, right->count);
    division->is_exact = mpn_zero_p(division->rest->limbs, right->count);
}

/* Nothing of the divisor fits in. */
static void divide_smaller(Division *division) {
    const Limbs *left = division->left, *right = division->right;
    if (left->count > 0) mpn_copyi(division->rest->limbs, left->at, left->count);
    mpn_zero(division->rest->limbs + left->count, right->count - left->count);
    division->quotient_count = 0;
    division->is_exact = left->count == 0;
}

void int_limbs_divide(Value left_value, Value right_value, Value *quotient, Value *rest) {
    Limbs left, right;
    limbs_of(left_value, &left), limbs_of(right_value, &right);
    Division division = {.left = &left, .right = &right, .rest = int_new_big(right.count)};
    mp_size_t most = left.count < right.count ? 1 : left.count - right.count + 2;
    if (quotient != NULL) division.quotient = int_new_big(most);
    if (left.count < right.count) divide_smaller(&division);
    else if (right.count == 1) divide_by_one(&division);
    else divide_by_many(&division);
    bool is_negative = left.is_negative != right.is_negative, steps = is_negative && !division.is_exact;
    if (quotient != NULL) {
        mp_limb_t *limbs = division.quotient->limbs;
        limbs[division.quotient_count] = 0;
        if (steps) mpn_add_1(limbs, limbs, division.quotient_count + 1, 1);
        *quotient = finish(division.quotient, division.quotient_count + 1, is_negative);
    }
    if (rest == NULL) return;
    if (steps) mpn_sub_n(division.rest->limbs, right.at, division.rest->limbs, right.count);
    *rest = finish(division.rest, right.count, right.is_negative);
}

/* ---- Bits ---- */

Value int_limbs_shift_left(Value value, uint64_t shift) {
    Limbs limbs;
    limbs_of(value, &limbs);
    mp_size_t whole = (mp_size_t)(shift / 64);
    Int *result = int_new_big(limbs.count + whole + 1);
    mpn_zero(result->limbs, whole + 1);
    mp_limb_t *start = result->limbs + whole;
    if (shift % 64 == 0) mpn_copyi(start, limbs.at, limbs.count), start[limbs.count] = 0;
    else start[limbs.count] = mpn_lshift(start, limbs.at, limbs.count, (unsigned)(shift % 64));
    return finish(result, limbs.count + whole + 1, limbs.is_negative);
}

Value int_limbs_and(Value left, Value right) {
    Limbs a, b;
    limbs_of(left, &a), limbs_of(right, &b);
    mp_size_t count = a.count < b.count ? a.count : b.count;
    if (count == 0) return value_from_small_int(0);
    if (count == 1) return int_from_uint64(a.at[0] & b.at[0]);
    Int *result = int_new_big(count);
    mpn_and_n(result->limbs, a.at, b.at, count);
    return finish(result, count, false);
}

/* ---- Powers of numbers that fit a word ---- */

int64_t int64_power_modulo(int64_t base, uint64_t exponent, int64_t modulus) {
    uint64_t divisor = (uint64_t)modulus;
    int64_t rest = base % modulus;
    uint64_t square = (uint64_t)(rest < 0 ? rest + modulus : rest), power = 1 % divisor;
    if (divisor <= UINT32_MAX) {
        for (; exponent > 0; exponent >>= 1, square = square * square % divisor)
            if (exponent & 1) power = power * square % divisor;
        return (int64_t)power;
    }
    for (; exponent > 0; exponent >>= 1, square = (uint64_t)((unsigned __int128)square * square % divisor))
        if (exponent & 1) power = (uint64_t)((unsigned __int128)power * square % divisor);
    return (int64_t)power;
}
