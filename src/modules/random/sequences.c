/* Random's methods that choose from sequences. */
#include "modules/random/methods.h"

#include "object/error.h"
#include "object/int.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/range.h"
#include "object/set.h"
#include "object/str.h"
#include "object/tuple.h"

#include <math.h>

Value random_call_choice(Thread *thread, Value self, const Arguments *args) {
    int64_t length = value_length(thread, args->items[0]);
    if (length < 0) return RAISED;
    if (length == 0) return raise_error(thread, &index_error, "Cannot choose from an empty sequence");
    uint64_t index = random_index(value_random(self), (uint64_t)length);
    return value_get_item(thread, args->items[0], int_from_uint64(index));
}

static bool swap_items(Thread *thread, Value sequence, int64_t i, int64_t j) {
    Value first = int_from_int64(i), second = int_from_int64(j);
    Value left = value_get_item(thread, sequence, first);
    Value right = left == RAISED ? RAISED : value_get_item(thread, sequence, second);
    return right != RAISED && value_set_item(thread, sequence, first, right) &&
           value_set_item(thread, sequence, second, left);
}

Value random_call_shuffle(Thread *thread, Value self, const Arguments *args) {
    int64_t length = value_length(thread, args->items[0]);
    if (length < 0) return RAISED;
    for (int64_t i = length - 1; i > 0; i--) {
        int64_t j = (int64_t)random_index(value_random(self), (uint64_t)i + 1);
        if (!swap_items(thread, args->items[0], i, j)) return RAISED;
    }
    return NONE;
}

/* ---- Running totals, and the place of a number among them ---- */

/* A list of the running totals of an iterable; RAISED. */
static Value running_totals(Thread *thread, Value iterable) {
    Value iterator = value_iter(thread, iterable), item, total = UNBOUND;
    if (iterator == RAISED) return RAISED;
    List *totals = list_new(0);
    while ((item = value_next(thread, iterator)) != UNBOUND) {
        if (item == RAISED) return RAISED;
        total = total == UNBOUND ? item : operate_binary(thread, BINARY_ADD, total, item);
        if (total == RAISED) return RAISED;
        list_append(totals, total);
    }
    return value_from_object(totals);
}

/* The first index below `high` whose total is greater than the number, or `high`; -1: raised. */
static int64_t place_among(Thread *thread, List *totals, Value number, int64_t high) {
    int64_t low = 0;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        int less = operate_compare_truth(thread, COMPARE_LESS, number, list_get(totals, (size_t)middle));
        if (less < 0) return -1;
        if (less) high = middle;
        else low = middle + 1;
    }
    return low;
}

/* ---- choices ---- */

static Value choose_evenly(Thread *thread, Random *random, Value population, int64_t length, int64_t count) {
    List *chosen = list_new(0);
    for (int64_t i = 0; i < count; i++) {
        Value index = int_from_int64((int64_t)floor(random_double(random) * (double)length));
        Value item = value_get_item(thread, population, index);
        if (item == RAISED) return RAISED;
        list_append(chosen, item);
    }
    return value_from_object(chosen);
}

static Value choose_weighted(Thread *thread, Random *random, Value population, int64_t length, List *totals,
                             int64_t count) {
    double total = 0;
    if (list_count(totals) != (size_t)length)
        return raise_value(thread, "The number of weights does not match the population");
    if (length > 0 && !value_to_double(thread, list_get(totals, (size_t)length - 1), &total)) return RAISED;
    if (total <= 0) return raise_value(thread, "Total of weights must be greater than zero");
    if (!isfinite(total)) return raise_value(thread, "Total of weights must be finite");
    List *chosen = list_new(0);
    for (int64_t i = 0; i < count; i++) {
        int64_t place = place_among(thread, totals, value_from_float(random_double(random) * total), length - 1);
        Value item = place < 0 ? RAISED : value_get_item(thread, population, int_from_int64(place));
        if (item == RAISED) return RAISED;
        list_append(chosen, item);
    }
    return value_from_object(chosen);
}

Value random_call_choices(Thread *thread, Value self, const Arguments *args) {
    Value population = args->items[0], weights = args->items[1], totals = args->items[2];
    int64_t count = 1, length = value_length(thread, population);
    if (length < 0 || (args->items[3] != UNBOUND && !value_to_index(thread, args->items[3], &count))) return RAISED;
    bool has_weights = weights != UNBOUND && weights != NONE, has_totals = totals != UNBOUND && totals != NONE;
    if (has_weights && has_totals) return raise_type(thread, "Cannot specify both weights and cumulative weights");
    if (!has_weights && !has_totals) return choose_evenly(thread, value_random(self), population, length, count);
    if (has_weights && value_is_int(weights))
        return raise_type(thread, "The number of choices must be a keyword argument: k=%s",
                          value_repr_text(thread, weights));
    totals = has_weights ? running_totals(thread, weights) : list_from_iterable(thread, totals);
    if (totals == RAISED) return RAISED;
    return choose_weighted(thread, value_random(self), population, length, value_list(totals), count);
}

/* ---- sample ---- */

/* Small populations: from a pool that shrinks. */
static Value sample_from_pool(Thread *thread, Random *random, Value population, int64_t length, int64_t count) {
    Value pool_value = list_from_iterable(thread, population);
    if (pool_value == RAISED) return RAISED;
    List *pool = value_list(pool_value), *chosen = list_new((size_t)count);
    for (int64_t i = 0; i < count; i++) {
        size_t j = random_index(random, (uint64_t)(length - i));
        list_append(chosen, list_get(pool, j));
        list_set(pool, j, list_get(pool, (size_t)(length - i - 1)));
    }
    return value_from_object(chosen);
}

/* Large ones: by indices that did not come before. */
static Value sample_by_index(Thread *thread, Random *random, Value population, int64_t length, int64_t count) {
    Set *seen = set_new();
    List *chosen = list_new((size_t)count);
    for (int64_t i = 0; i < count; i++) {
        Value index;
        do index = int_from_uint64(random_index(random, (uint64_t)length));
        while (set_contains(thread, seen, index) > 0);
        Value item = value_get_item(thread, population, index);
        if (item == RAISED || !set_add(thread, seen, index)) return RAISED;
        list_append(chosen, item);
    }
    return value_from_object(chosen);
}

static Value sample(Thread *thread, Random *random, Value population, int64_t count) {
    int64_t length = value_length(thread, population);
    if (length < 0) return RAISED;
    if (count < 0 || count > length) return raise_value(thread, "Sample larger than population or is negative");
    double pool_limit = 21;
    if (count > 5) pool_limit += pow(4, ceil(log((double)count * 3) / log(4)));
    return (double)length <= pool_limit ? sample_from_pool(thread, random, population, length, count)
                                        : sample_by_index(thread, random, population, length, count);
}

/* Each item stands for as many as its count says. */
static Value sample_counted(Thread *thread, Random *random, Value population, Value counts, int64_t count) {
    Value totals_value = running_totals(thread, counts);
    if (totals_value == RAISED) return RAISED;
    List *totals = value_list(totals_value);
    int64_t length = value_length(thread, population);
    if (length < 0) return RAISED;
    if ((int64_t)list_count(totals) != length)
        return raise_value(thread, "The number of counts does not match the population");
    Value total = length == 0 ? value_from_small_int(0) : list_get(totals, (size_t)length - 1);
    if (!value_is_int(total)) return raise_type(thread, "Counts must be integers");
    if (int_sign(total) < 0) return raise_value(thread, "Counts must be non-negative");
    Value range = range_new(thread, value_from_small_int(0), total, value_from_small_int(1));
    Value places = range == RAISED ? RAISED : sample(thread, random, range, count);
    if (places == RAISED) return RAISED;
    List *chosen = list_new((size_t)count);
    for (size_t i = 0; i < (size_t)count; i++) {
        int64_t place = place_among(thread, totals, list_get(value_list(places), i), length - 1);
        Value item = place < 0 ? RAISED : value_get_item(thread, population, int_from_int64(place));
        if (item == RAISED) return RAISED;
        list_append(chosen, item);
    }
    return value_from_object(chosen);
}

Value random_call_sample(Thread *thread, Value self, const Arguments *args) {
    Value population = args->items[0], counts = args->items[2];
    int64_t count;
    bool is_sequence = value_is_list(population) || value_is_tuple(population) || value_is_str(population) ||
                       value_has_type(population, &range_type) ||
                       (value_type(population)->get_item != NULL && value_type(population)->length != NULL &&
                        value_special(thread, population, str_intern_text("keys")) == UNBOUND);
    if (!is_sequence) return raise_type(thread, "Population must be a sequence.  For dicts or sets, use sorted(d).");
    if (!value_to_index(thread, args->items[1], &count)) return RAISED;
    if (counts != UNBOUND && counts != NONE)
        return sample_counted(thread, value_random(self), population, counts, count);
    return sample(thread, value_random(self), population, count);
}
