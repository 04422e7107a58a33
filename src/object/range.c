/* range: C numbers where everything fits, ints of any size where not. */
#include "object/range.h"

#include "object/error.h"
#include "object/int.h"
#include "object/iterators.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

extern Type range_iterator_type;

#define RANGE(value) ((Range *)value_object(value))

static Value add(Thread *thread, Value a, Value b) {
    return int_binary(thread, BINARY_ADD, a, b);
}

static Value multiply(Thread *thread, Value a, Value b) {
    return int_binary(thread, BINARY_MULTIPLY, a, b);
}

static Value subtract(Thread *thread, Value a, Value b) {
    return int_binary(thread, BINARY_SUBTRACT, a, b);
}

static Value floor_divide(Thread *thread, Value a, Value b) {
    return int_binary(thread, BINARY_FLOOR_DIVIDE, a, b);
}

enum { zero = 0, one = 1 };
#define INT(number) value_from_small_int(number)

/* max(0, (stop - start + step ∓ 1) // step) */
static Value length_of(Thread *thread, Value start, Value stop, Value step) {
    Value adjust = INT(int_sign(step) > 0 ? -one : one);
    Value span = add(thread, subtract(thread, stop, start), add(thread, step, adjust));
    Value length = floor_divide(thread, span, step);
    return int_sign(length) < 0 ? INT(zero) : length;
}

/* C numbers when every element, and one step past the last, fits. */
static void try_small(Range *range) {
    int64_t end;
    range->is_small = int_to_int64(range->start, &range->first) && int_to_int64(range->step, &range->stride) &&
                      int_to_int64(range->length, &range->count) &&
                      !__builtin_mul_overflow(range->count, range->stride, &end) &&
                      !__builtin_add_overflow(range->first, end, &range->last);
}

Value range_new(Thread *thread, Value start, Value stop, Value step) {
    if (int_sign(step) == 0) return raise_value(thread, "range() arg 3 must not be zero");
    Range *range = object_new(&range_type, sizeof *range);
    range->start = start;
    range->stop = stop;
    range->step = step;
    range->length = length_of(thread, start, stop, step);
    try_small(range);
    return value_from_object(range);
}

static Value range_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)type;
    Value parts[3] = {INT(zero), INT(zero), INT(one)};
    if (!arguments_no_keywords(thread, "range", args)) return RAISED;
    if (args->count < 1) return raise_type(thread, "range expected at least 1 argument, got 0");
    if (args->count > 3) return raise_type(thread, "range expected at most 3 arguments, got %u", args->count);
    for (uint32_t i = 0; i < args->count; i++) {
        Value part = value_index(thread, args->items[i]);
        if (part == RAISED) return RAISED;
        parts[args->count == 1 ? 1 : i] = part;
    }
    return range_new(thread, parts[0], parts[1], parts[2]);
}

static Value element(Thread *thread, Range *range, Value index) {
    int64_t at;
    if (range->is_small && int_to_int64(index, &at)) return int_from_int64(range->first + at * range->stride);
    return add(thread, range->start, multiply(thread, index, range->step));
}

static Value range_slice(Thread *thread, Range *range, Slice *slice) {
    int64_t start, step, count, length;
    if (!int_to_int64(range->length, &length)) length = INT64_MAX;
    if (!slice_resolve(thread, slice, length, &start, &step, &count)) return RAISED;
    Value first = element(thread, range, int_from_int64(start));
    Value stride = multiply(thread, range->step, int_from_int64(step));
    int64_t stop = 0, ignored, whole;
    Slice *bound = slice_new(slice->stop, NONE, slice->step);
    if (slice->stop == NONE) stop = step < 0 ? -1 : length;
    else if (!slice_resolve(thread, bound, length, &stop, &ignored, &whole)) return RAISED;
    return range_new(thread, first, element(thread, range, int_from_int64(stop)), stride);
}

static Value range_get_item(Thread *thread, Value self, Value key) {
    Range *range = RANGE(self);
    if (value_has_type(key, &slice_type)) return range_slice(thread, range, (Slice *)value_object(key));
    if (!value_is_int(key) && !value_type(key)->index)
        return raise_type(thread, "range indices must be integers or slices, not %s", type_name_of(key));
    Value index = value_index(thread, key);
    if (index == RAISED) return RAISED;
    if (int_sign(index) < 0) index = add(thread, index, range->length);
    if (int_sign(index) >= 0 && int_order(index, range->length) < 0) return element(thread, range, index);
    return raise_error(thread, &index_error, "range object index out of range");
}

/* The index of an int in the range; UNBOUND: not there. */
static Value position_of(Thread *thread, Range *range, Value number) {
    Value distance = subtract(thread, number, range->start);
    Value index = floor_divide(thread, distance, range->step);
    bool inside = int_sign(index) >= 0 && int_order(index, range->length) < 0;
    return inside && int_order(multiply(thread, index, range->step), distance) == 0 ? index : UNBOUND;
}

/* Where an item is, for other things than ints by comparing one by one: -1 absent, -2 raised. */
static int64_t find_by_comparing(Thread *thread, Value self, Value item) {
    Value iterator = value_iter(thread, self), own;
    for (int64_t at = 0; (own = value_next(thread, iterator)) != UNBOUND; at++) {
        int equal = own == RAISED ? -1 : value_equal(thread, own, item);
        if (equal) return equal < 0 ? -2 : at;
    }
    return -1;
}

static Value range_position(Thread *thread, Value self, Value item) {
    if (value_is_int(item)) return position_of(thread, RANGE(self), int_binary(thread, BINARY_ADD, item, INT(zero)));
    int64_t at = find_by_comparing(thread, self, item);
    return at == -2 ? RAISED : at == -1 ? UNBOUND : int_from_int64(at);
}

static int range_contains(Thread *thread, Value self, Value item) {
    Value at = range_position(thread, self, item);
    return at == RAISED ? -1 : at != UNBOUND;
}

static Value range_index(Thread *thread, Value self, const Arguments *args) {
    Value at = range_position(thread, self, args->items[0]);
    if (at != UNBOUND) return at;
    return raise_value(thread, "%s is not in range", value_repr_text(thread, args->items[0]));
}

static Value range_count(Thread *thread, Value self, const Arguments *args) {
    int found = range_contains(thread, self, args->items[0]);
    return found < 0 ? RAISED : INT(found);
}

static Value range_repr(Thread *thread, Value self) {
    Range *range = RANGE(self);
    bool plain = range->step == INT(one);
    Value parts = value_from_object(plain ? tuple_of(2, range->start, range->stop) : tuple_of(3, range->start, range->stop, range->step));
    Value text = value_repr(thread, parts);
    return text == RAISED ? RAISED : value_from_object(str_format("range%s", str_text(value_str_object(text))));
}

static int range_truth(Thread *thread, Value self) {
    (void)thread;
    return int_sign(RANGE(self)->length) > 0;
}

static int64_t range_length(Thread *thread, Value self) {
    int64_t length;
    if (int_to_int64(RANGE(self)->length, &length)) return length;
    raise_error(thread, &overflow_error, "Python int too large to convert to C ssize_t");
    return -1;
}

/* What decides equality: length, then start, then step. */
static Value essence(Range *range) {
    bool empty = int_sign(range->length) == 0, single = range->length == INT(one);
    return value_from_object(tuple_of(3, range->length, empty ? NONE : range->start, empty || single ? NONE : range->step));
}

static Value range_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if ((op != COMPARE_EQUAL && op != COMPARE_NOT_EQUAL) || !value_has_type(right, &range_type)) return NOT_IMPLEMENTED;
    return operate_compare(thread, op, essence(RANGE(left)), essence(RANGE(right)));
}

static bool range_hash(Thread *thread, Value self, uint64_t *hash) {
    return value_hash(thread, essence(RANGE(self)), hash);
}

/* Iterators: the place is claimed atomically; beyond int64 counts, the rest is a range that is replaced. */

typedef struct RangeIterator {
    Object object;
    Range *range;
    _Atomic(int64_t) next;
    Word big_next; /* index as an int, when the range is not small */
} RangeIterator;

static Value range_iter(Thread *thread, Value self) {
    (void)thread;
    RangeIterator *iterator = object_new(&range_iterator_type, sizeof *iterator);
    iterator->range = RANGE(self);
    word_store(&iterator->big_next, INT(zero));
    return value_from_object(iterator);
}

static Value next_big(Thread *thread, RangeIterator *iterator) {
    Value index = word_load(&iterator->big_next);
    do {
        if (int_order(index, iterator->range->length) >= 0) return UNBOUND;
    } while (!atomic_compare_exchange_weak(&iterator->big_next, &index, add(thread, index, INT(one))));
    return element(thread, iterator->range, index);
}

static Value range_iterator_next(Thread *thread, Value self) {
    RangeIterator *iterator = (RangeIterator *)value_object(self);
    Range *range = iterator->range;
    if (!range->is_small) return next_big(thread, iterator);
    if (atomic_load_explicit(&iterator->next, memory_order_relaxed) >= range->count) return UNBOUND;
    int64_t index = atomic_fetch_add_explicit(&iterator->next, 1, memory_order_relaxed);
    return index < range->count ? int_from_int64(range->first + index * range->stride) : UNBOUND;
}

static Value range_iterator_hint(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    RangeIterator *iterator = (RangeIterator *)value_object(self);
    if (!iterator->range->is_small) return subtract(thread, iterator->range->length, word_load(&iterator->big_next));
    int64_t next = atomic_load_explicit(&iterator->next, memory_order_relaxed);
    return int_from_int64(next < iterator->range->count ? iterator->range->count - next : 0);
}

static const Builtin range_iterator_methods[] = {
    {"__length_hint__", range_iterator_hint, 0, 0, "how many are left", NULL, BUILTIN_PLAIN},
    {0},
};

Type range_iterator_type = {
    TYPE_HEAD,
    .name = "range_iterator",
    .doc = "An iterator over a range.",
    .size = sizeof(RangeIterator),
    .flags = TYPE_IS_FINAL,
    .iter = iterator_itself,
    .next = range_iterator_next,
    .methods = range_iterator_methods,
};

static Value range_reversed(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Range *range = RANGE(self);
    Value last = element(thread, range, subtract(thread, range->length, INT(one)));
    Value stop = subtract(thread, range->start, range->step);
    Value turned = range_new(thread, last, stop, subtract(thread, INT(zero), range->step));
    return turned == RAISED ? RAISED : range_iter(thread, turned);
}

static Value range_start(Thread *thread, Value self) {
    (void)thread;
    return RANGE(self)->start;
}

static Value range_stop(Thread *thread, Value self) {
    (void)thread;
    return RANGE(self)->stop;
}

static Value range_step(Thread *thread, Value self) {
    (void)thread;
    return RANGE(self)->step;
}

static const Builtin range_methods[] = {
    {"index", range_index, 1, 1, "index(number): where the number is", NULL, BUILTIN_PLAIN},
    {"count", range_count, 1, 1, "count(number): 1 if the number is in it, else 0", NULL, BUILTIN_PLAIN},
    {"__reversed__", range_reversed, 0, 0, "an iterator from the end", NULL, BUILTIN_PLAIN},
    {0},
};

static const Property range_properties[] = {
    {"start", range_start, NULL, "the first number"},
    {"stop", range_stop, NULL, "the number to stop before"},
    {"step", range_step, NULL, "the distance"},
    {0},
};

Type range_type = {
    TYPE_HEAD,
    .name = "range",
    .doc = "range(stop), range(start, stop[, step]): evenly spaced whole numbers.",
    .size = sizeof(Range),
    .flags = TYPE_IS_FINAL,
    .repr = range_repr,
    .truth = range_truth,
    .hash = range_hash,
    .compare = range_compare,
    .length = range_length,
    .get_item = range_get_item,
    .contains = range_contains,
    .iter = range_iter,
    .construct = range_construct,
    .methods = range_methods,
    .properties = range_properties,
};
