/* math's functions of many numbers: sums and products without loss, distances. */
#include "modules/math/tables.h"

#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/tuple.h"
#include "object/type.h"

#include <math.h>
#include <string.h>

/* ---- fsum: the sum so far is kept exactly, as a list of parts that do not overlap, smallest first ---- */

typedef struct Parts {
    double *at;
    size_t count, capacity;
    double special;  /* sum of the infinities and NaNs */
    double infinite; /* sum of the infinities alone */
} Parts;

static void parts_push(Parts *parts, double part) {
    if (parts->count == parts->capacity) {
        size_t capacity = parts->capacity * 2 + 32;
        double *grown = memory_new_plain(capacity * sizeof *grown);
        if (parts->count > 0) memcpy(grown, parts->at, parts->count * sizeof *grown);
        parts->at = grown;
        parts->capacity = capacity;
    }
    parts->at[parts->count++] = part;
}

/* Adds a number: each step splits a sum of two into its rounded value and the exact error, which stays. */
static bool parts_add(Thread *thread, Parts *parts, double number) {
    if (!isfinite(number)) {
        if (isinf(number)) parts->infinite += number;
        parts->special += number;
        return true;
    }
    size_t kept = 0;
    for (size_t i = 0; i < parts->count; i++) {
        double large = number, small = parts->at[i];
        if (fabs(large) < fabs(small)) {
            large = parts->at[i];
            small = number;
        }
        number = large + small;
        double error = small - (number - large);
        if (error != 0) parts->at[kept++] = error;
    }
    parts->count = kept;
    if (isinf(number)) return fail_error(thread, &overflow_error, "intermediate overflow in fsum");
    if (number != 0) parts_push(parts, number);
    return true;
}

/* The exact sum, rounded once: from the largest part down until something is lost; a tie is decided by what follows. */
static double parts_total(const Parts *parts) {
    size_t i = parts->count;
    if (i == 0) return 0;
    double high = parts->at[--i], low = 0;
    while (i > 0) {
        double before = high, part = parts->at[--i];
        high = before + part;
        low = part - (high - before);
        if (low != 0) break;
    }
    if (i > 0 && ((low < 0 && parts->at[i - 1] < 0) || (low > 0 && parts->at[i - 1] > 0))) {
        double twice = low * 2, moved = high + twice;
        if (moved - high == twice) high = moved;
    }
    return high;
}

static Value parts_value(Thread *thread, const Parts *parts) {
    if (parts->special == 0) return value_from_float(parts_total(parts));
    if (isnan(parts->infinite)) return raise_value(thread, "-inf + inf in fsum");
    return value_from_float(parts->special);
}

static Value math_fsum(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value iterator = value_iter(thread, args->items[0]), item;
    if (iterator == RAISED) return RAISED;
    Parts parts = {0};
    while ((item = value_next(thread, iterator)) != UNBOUND) {
        double number;
        if (item == RAISED || !math_number(thread, item, &number) || !parts_add(thread, &parts, number)) return RAISED;
    }
    return parts_value(thread, &parts);
}

/* ---- prod, sumprod ---- */

static Value math_prod(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value product = args->items[1] == UNBOUND ? value_from_small_int(1) : args->items[1];
    Value iterator = value_iter(thread, args->items[0]), item;
    if (iterator == RAISED) return RAISED;
    while (product != RAISED && (item = value_next(thread, iterator)) != UNBOUND)
        product = item == RAISED ? RAISED : operate_binary(thread, BINARY_MULTIPLY, product, item);
    return product;
}

static bool as_float(Value value, double *number) {
    if (value_is_float(value)) *number = value_float(value);
    else if (value_is_int(value)) *number = int_to_double(value);
    else return false;
    return isfinite(*number);
}

/* Exactly, when all are finite numbers and some are floats: each product and its rounding error. False: not so. */
static bool sumprod_floats(Thread *thread, const Tuple *p, const Tuple *q, Value *result) {
    Parts parts = {0};
    bool any_float = false;
    for (size_t i = 0; i < p->count; i++) {
        double x, y;
        if (!as_float(p->items[i], &x) || !as_float(q->items[i], &y)) return false;
        any_float |= value_is_float(p->items[i]) || value_is_float(q->items[i]);
        double product = x * y;
        if (!isfinite(product)) return false;
        if (!parts_add(thread, &parts, product) || !parts_add(thread, &parts, fma(x, y, -product))) {
            *result = RAISED;
            return true;
        }
    }
    if (any_float) *result = parts_value(thread, &parts);
    return any_float;
}

static Value math_sumprod(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value p_value = tuple_from_iterable(thread, args->items[0]);
    Value q_value = p_value == RAISED ? RAISED : tuple_from_iterable(thread, args->items[1]);
    if (q_value == RAISED) return RAISED;
    Tuple *p = value_tuple(p_value), *q = value_tuple(q_value);
    if (p->count != q->count) return raise_value(thread, "Inputs are not the same length");
    Value total = value_from_small_int(0);
    if (sumprod_floats(thread, p, q, &total)) return total;
    for (size_t i = 0; i < p->count && total != RAISED; i++) {
        Value product = operate_binary(thread, BINARY_MULTIPLY, p->items[i], q->items[i]);
        total = product == RAISED ? RAISED : operate_binary(thread, BINARY_ADD, total, product);
    }
    return total;
}

/* ---- hypot, dist: in extended precision, scaled so that squares neither overflow nor vanish ---- */

static double norm(const double *numbers, size_t count) {
    double largest = 0;
    bool any_nan = false;
    for (size_t i = 0; i < count; i++) {
        any_nan |= isnan(numbers[i]);
        if (fabs(numbers[i]) > largest) largest = fabs(numbers[i]);
    }
    if (isinf(largest)) return largest;
    if (any_nan) return (double)NAN;
    if (largest == 0) return 0;
    int exponent;
    frexp(largest, &exponent);
    long double sum = 0;
    for (size_t i = 0; i < count; i++) {
        long double scaled = ldexpl((long double)numbers[i], -exponent);
        sum += scaled * scaled;
    }
    return (double)ldexpl(sqrtl(sum), exponent);
}

static Value math_hypot(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    double *numbers = memory_new_plain((args->count + 1) * sizeof *numbers);
    for (uint32_t i = 0; i < args->count; i++)
        if (!math_number(thread, args->items[i], &numbers[i])) return RAISED;
    return value_from_float(norm(numbers, args->count));
}

static Value math_dist(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value p_value = tuple_from_iterable(thread, args->items[0]);
    Value q_value = p_value == RAISED ? RAISED : tuple_from_iterable(thread, args->items[1]);
    if (q_value == RAISED) return RAISED;
    Tuple *p = value_tuple(p_value), *q = value_tuple(q_value);
    if (p->count != q->count) return raise_value(thread, "both points must have the same number of dimensions");
    double *numbers = memory_new_plain((p->count + 1) * sizeof *numbers);
    for (size_t i = 0; i < p->count; i++) {
        double x, y;
        if (!math_number(thread, p->items[i], &x) || !math_number(thread, q->items[i], &y)) return RAISED;
        numbers[i] = x - y;
    }
    return value_from_float(norm(numbers, p->count));
}

const Builtin math_sum_functions[] = {
    {"dist", math_dist, 2, 2, "dist(p, q): the distance of two points"},
    {"fsum", math_fsum, 1, 1, "fsum(iterable): the sum as if added exactly and rounded once"},
    {"hypot", math_hypot, 0, -1, "hypot(*coordinates): the distance of a point from the origin"},
    {"prod", math_prod, 1, 2, "prod(iterable, /, *, start=1): the product of start and all items",
     "iterable / * start"},
    {"sumprod", math_sumprod, 2, 2, "sumprod(p, q): the sum of the products of the items at the same place"},
    {0},
};
