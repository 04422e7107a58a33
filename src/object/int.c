/* The three tiers of int: which holds a number, seeing any of them as an mpz, comparing and hashing.

   GMP gets its limbs from the collected heap: a temporary mpz on the C stack keeps its limbs alive, and so does an Int object,
   and nothing is ever cleared. The collector looks into them, since GMP chains its temporary blocks through themselves. */
#include "object/int_core.h"

#include "object/error.h"
#include "object/float.h"
#include "object/shape.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

enum { MOST_COPIED = 64 }; /* limbs; more of them stay where GMP has put them */

static void *limbs_new(size_t size) {
    return memory_new(size);
}

static void *limbs_resize(void *old, size_t old_size, size_t new_size) {
    return memory_grow(old, old_size, new_size);
}

static void limbs_free(void *limbs, size_t size) {
    (void)limbs;
    (void)size;
}

__attribute__((constructor)) static void limbs_in_collected_memory(void) {
    mp_set_memory_functions(limbs_new, limbs_resize, limbs_free);
}

static Value int_boxed(int64_t number) {
    Int *boxed = object_new_plain(&int_type, offsetof(Int, number) + sizeof boxed->number);
    boxed->number = number;
    return value_from_object(boxed);
}

Value int_from_int64(int64_t number) {
    return small_int_fits(number) ? value_from_small_int(number) : int_boxed(number);
}

static bool mpz_fits_int64(mpz_srcptr number) {
    size_t limbs = mpz_size(number);
    if (limbs > 1) return false;
    uint64_t magnitude = limbs == 0 ? 0 : mpz_getlimbn(number, 0);
    return magnitude <= (uint64_t)INT64_MAX + (mpz_sgn(number) < 0);
}

static int64_t mpz_int64(mpz_srcptr number) {
    uint64_t magnitude = mpz_size(number) == 0 ? 0 : mpz_getlimbn(number, 0);
    return (int64_t)(mpz_sgn(number) < 0 ? 0 - magnitude : magnitude);
}

Int *int_new_big(mp_size_t limbs) {
    Int *big = memory_new_plain(sizeof(Int) + (size_t)limbs * sizeof(mp_limb_t));
    uint32_t shape = atomic_load_explicit(&int_type.instance_shape, memory_order_relaxed);
    atomic_store_explicit(&big->object.shape, shape, memory_order_relaxed);
    atomic_store_explicit(&big->object.type, &int_type, memory_order_relaxed);
    atomic_store_explicit(&big->object.flags, INT_IS_BIG, memory_order_relaxed);
    return big;
}

Value int_take(mpz_t number) {
    if (mpz_fits_int64(number)) return int_from_int64(mpz_int64(number));
    mp_size_t count = (mp_size_t)mpz_size(number);
    if (count <= MOST_COPIED) {
        Int *copy = int_new_big(count);
        mpn_copyi(copy->limbs, mpz_limbs_read(number), count);
        mpz_roinit_n(copy->big, copy->limbs, mpz_sgn(number) < 0 ? -count : count);
        return value_from_object(copy);
    }
    Int *big = object_new(&int_type, sizeof(Int));
    atomic_store_explicit(&big->object.flags, INT_IS_BIG, memory_order_relaxed);
    big->big[0] = number[0];
    return value_from_object(big);
}

Value int_from_mpz(const mpz_t number) {
    if (mpz_fits_int64(number)) return int_from_int64(mpz_int64(number));
    mpz_t copy;
    mpz_init_set(copy, number);
    return int_take(copy);
}

Value int_from_uint64(uint64_t number) {
    if (number <= INT64_MAX) return int_from_int64((int64_t)number);
    Int *big = int_new_big(1);
    big->limbs[0] = number;
    mpz_roinit_n(big->big, big->limbs, 1);
    return value_from_object(big);
}

Value int_from_double(Thread *thread, double number) {
    if (isnan(number)) return raise_value(thread, "cannot convert float NaN to integer");
    if (isinf(number)) return raise_error(thread, &overflow_error, "cannot convert float infinity to integer");
    if (fabs(number) < 0x1p62) return int_from_int64((int64_t)number);
    mpz_t big;
    mpz_init_set_d(big, number);
    return int_take(big);
}

static inline bool is_big(const Int *boxed) {
    return (atomic_load_explicit(&((Int *)(uintptr_t)boxed)->object.flags, memory_order_relaxed) & INT_IS_BIG) != 0;
}

static inline Int *value_boxed(Value value) {
    return (Int *)(void *)value;
}

bool value_is_int(Value value) {
    if (value_is_small_int(value) || value_is_bool(value)) return true;
    if (!value_is_object(value)) return false;
    return object_type(value_object(value)) == &int_type || value_is_instance(value, &int_type);
}

bool int_boxed_to_int64(Value value, int64_t *number) {
    if (value_has_type(value, &int_type)) {
        if (is_big(value_boxed(value))) return false;
        *number = value_boxed(value)->number;
        return true;
    }
    if (value_is_bool(value)) {
        *number = value == TRUE_VALUE;
        return true;
    }
    if (!value_is_int(value) || is_big(value_boxed(value))) return false;
    *number = value_boxed(value)->number;
    return true;
}

mpz_srcptr int_view(Value value, IntView *view) {
    int64_t number;
    if (!int_to_int64(value, &number)) return value_boxed(value)->big;
    view->limb = number < 0 ? 0 - (mp_limb_t)number : (mp_limb_t)number;
    return mpz_roinit_n(view->number, &view->limb, number < 0 ? -1 : number > 0);
}

void int_to_mpz(Value value, mpz_t out) {
    IntView view;
    mpz_init_set(out, int_view(value, &view));
}

int int_sign(Value value) {
    int64_t number;
    if (int_to_int64(value, &number)) return number < 0 ? -1 : number > 0;
    return mpz_sgn(value_boxed(value)->big);
}

/* The top 64 bits, the lowest of them set if anything below is: the conversion to double then rounds rightly. */
double mpz_to_double(mpz_srcptr number) {
    size_t bits = mpz_sizeinbase(number, 2);
    if (bits > 1024) return mpz_sgn(number) < 0 ? -HUGE_VAL : HUGE_VAL;
    if (bits <= 53) return mpz_get_d(number);
    size_t shift = bits > 64 ? bits - 64 : 0;
    mpz_t top;
    mpz_init(top);
    mpz_tdiv_q_2exp(top, number, shift);
    uint64_t leading = mpz_getlimbn(top, 0);
    if (shift > 0 && mpz_scan1(number, 0) < shift) leading |= 1;
    double magnitude = ldexp((double)leading, (int)shift);
    return mpz_sgn(number) < 0 ? -magnitude : magnitude;
}

double int_to_double(Value value) {
    int64_t number;
    if (int_to_int64(value, &number)) return (double)number;
    return mpz_to_double(value_boxed(value)->big);
}

/* Modulo 2^61-1, as for floats, so that equal numbers hash alike. */
uint64_t int_hash(Value value) {
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    int64_t number;
    uint64_t rest;
    if (int_to_int64(value, &number)) rest = (number < 0 ? 0 - (uint64_t)number : (uint64_t)number) % modulus;
    else rest = mpz_tdiv_ui(value_boxed(value)->big, modulus);
    uint64_t hash = int_sign(value) < 0 ? 0 - rest : rest;
    return hash == UINT64_MAX ? UINT64_MAX - 1 : hash;
}

int int_order(Value left, Value right) {
    int64_t a, b;
    if (int_to_int64(left, &a) && int_to_int64(right, &b)) return a < b ? -1 : a > b;
    IntView left_view, right_view;
    return mpz_cmp(int_view(left, &left_view), int_view(right, &right_view));
}

int int_order_double(Value value, double number) {
    if (isinf(number)) return number > 0 ? -1 : 1;
    IntView view;
    return mpz_cmp_d(int_view(value, &view), number);
}

/* Beyond the second limit GMP itself would give up. */
bool int_room(Thread *thread, uint64_t bits) {
    if (bits < (uint64_t)1 << 24) return true;
    if (bits < (uint64_t)1 << 36 && memory_try_new_plain(bits / 8 * 2) != NULL) return true;
    raise_memory(thread);
    return false;
}

static bool int_is_exact(Value value) {
    return value_is_small_int(value) || value_has_type(value, &int_type);
}

Value int_plain(Value value) {
    if (int_is_exact(value)) return value;
    int64_t number;
    if (int_to_int64(value, &number)) return int_from_int64(number);
    return int_from_mpz(value_boxed(value)->big);
}

Value int_new_derived(Type *type, Value value) {
    Int *derived = instance_new(type);
    if (int_to_int64(value, &derived->number)) return value_from_object(derived);
    atomic_store_explicit(&derived->object.flags, INT_IS_BIG, memory_order_relaxed);
    int_to_mpz(value, derived->big);
    return value_from_object(derived);
}
