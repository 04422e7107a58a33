/* range: start, stop and step, exact at any size. A range whose numbers fit C ints is computed with those; another one
   with the language's own. */
#include "object/range.h"

#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/range_iterator.h"
#include "object/str.h"
#include "object/tuple.h"

static Range *as_range(Value value) {
    return (Range *)(void *)value;
}

static Value zero(void) {
    return value_from_small_int(0);
}

static Value one(void) {
    return value_from_small_int(1);
}

/* How many steps lead from start to stop; the arithmetic of ints cannot raise here, as the divisor is not 0. */
static Value count_steps(Thread *thread, Value start, Value stop, Value step) {
    bool forward = int_sign(step) > 0;
    Value low = forward ? start : stop, high = forward ? stop : start;
    if (int_order(low, high) >= 0) return zero();
    Value distance = int_binary(thread, BINARY_SUBTRACT, int_binary(thread, BINARY_SUBTRACT, high, low), one());
    Value stride = forward ? step : int_binary(thread, BINARY_SUBTRACT, zero(), step);
    return int_binary(thread, BINARY_ADD, int_binary(thread, BINARY_FLOOR_DIVIDE, distance, stride), one());
}

/* The element at an index, in or out of range. */
static Value element(Thread *thread, const Range *range, Value index) {
    return int_binary(thread, BINARY_ADD, range->start, int_binary(thread, BINARY_MULTIPLY, index, range->step));
}

static void learn_small(Thread *thread, Range *range) {
    Value past = element(thread, range, range->length);
    range->is_small = int_to_int64(range->start, &range->first) && int_to_int64(range->step, &range->stride) &&
                      int_to_int64(range->length, &range->count) && int_to_int64(past, &range->last);
}

Value range_new(Thread *thread, Value start, Value stop, Value step) {
    if (int_sign(step) == 0) return raise_value(thread, "range() arg 3 must not be zero");
    Range *range = object_new(&range_type, sizeof *range);
    range->start = start;
    range->stop = stop;
    range->step = step;
    range->length = count_steps(thread, start, stop, step);
    learn_small(thread, range);
    return value_from_object(range);
}

static Value range_construct(Thread *thread, Type *type, const Arguments *args) {
    if (!arguments_no_keywords(thread, type->name, args)) return RAISED;
    if (args->count == 0) return raise_type(thread, "range expected at least 1 argument, got 0");
    if (args->count > 3) return raise_type(thread, "range expected at most 3 arguments, got %u", args->count);
    Value bounds[3] = {zero(), zero(), one()};
    for (uint32_t i = 0; i < args->count; i++) {
        Value number = value_index(thread, args->items[i]);
        if (number == RAISED) return RAISED;
        bounds[args->count == 1 ? 1 : i] = int_binary(thread, BINARY_ADD, number, zero()); /* exactly an int */
    }
    return range_new(thread, bounds[0], bounds[1], bounds[2]);
}

static Value range_repr(Thread *thread, Value self) {
    Range *range = as_range(self);
    Buffer text = {0};
    buffer_add_text(&text, "range(");
    if (!buffer_add_repr(thread, &text, range->start)) return RAISED;
    buffer_add_text(&text, ", ");
    if (!buffer_add_repr(thread, &text, range->stop)) return RAISED;
    if (range->step != one()) {
        buffer_add_text(&text, ", ");
        if (!buffer_add_repr(thread, &text, range->step)) return RAISED;
    }
    buffer_add_byte(&text, ')');
    return value_from_object(str_from_buffer(&text));
}

static int range_truth(Thread *thread, Value self) {
    (void)thread;
    return int_sign(as_range(self)->length) != 0;
}

static int64_t range_length(Thread *thread, Value self) {
    int64_t length;
    if (int_to_int64(as_range(self)->length, &length)) return length;
    raise_error(thread, &overflow_error, "Python int too large to convert to C ssize_t");
    return -1;
}

/* The parts that make two ranges equal: length, then first element, then step where they matter. */
static Tuple *identity(const Range *range) {
    if (int_sign(range->length) == 0) return tuple_of(3, range->length, NONE, NONE);
    return tuple_of(3, range->length, range->start, range->length == one() ? NONE : range->step);
}

static Value range_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (op > COMPARE_NOT_EQUAL || value_type(right) != &range_type || value_type(left) != &range_type)
        return NOT_IMPLEMENTED;
    Value left_parts = value_from_object(identity(as_range(left)));
    return operate_compare(thread, op, left_parts, value_from_object(identity(as_range(right))));
}

static bool range_hash(Thread *thread, Value self, uint64_t *hash) {
    return value_hash(thread, value_from_object(identity(as_range(self))), hash);
}

/* The position of an int in the range; UNBOUND when it is not there. */
static Value position(Thread *thread, const Range *range, Value number) {
    if (int_sign(range->length) == 0) return UNBOUND;
    Value distance = int_binary(thread, BINARY_SUBTRACT, number, range->start);
    Value remainder = int_binary(thread, BINARY_MODULO, distance, range->step);
    if (int_sign(remainder) != 0) return UNBOUND;
    Value index = int_binary(thread, BINARY_FLOOR_DIVIDE, distance, range->step);
    return int_sign(index) >= 0 && int_order(index, range->length) < 0 ? index : UNBOUND;
}

static bool is_plain_int(Value value) {
    return value_type(value) == &int_type || value_is_bool(value);
}

/* Any other kind of value: compared with the elements one by one. `*matches` counts, `*first` is the first place. */
static bool scan(Thread *thread, Value self, Value item, int64_t *matches, int64_t *first) {
    *matches = 0;
    *first = -1;
    Value iterator = value_iter(thread, self);
    for (int64_t i = 0;; i++) {
        Value number = value_next(thread, iterator);
        if (number == RAISED) return false;
        if (number == UNBOUND) return true;
        int equal = value_equal(thread, number, item);
        if (equal < 0) return false;
        if (equal && (*matches)++ == 0) *first = i;
    }
}

static int range_contains(Thread *thread, Value self, Value item) {
    int64_t matches, first;
    if (is_plain_int(item)) return position(thread, as_range(self), value_index(thread, item)) != UNBOUND;
    return scan(thread, self, item, &matches, &first) ? matches > 0 : -1;
}

static Value range_index(Thread *thread, Value self, const Arguments *args) {
    int64_t matches, first = -1;
    Value item = args->items[0];
    if (is_plain_int(item)) {
        Value index = position(thread, as_range(self), value_index(thread, item));
        if (index != UNBOUND) return index;
    } else if (!scan(thread, self, item, &matches, &first)) {
        return RAISED;
    }
    if (first >= 0) return int_from_int64(first);
    return raise_value(thread, "%s is not in range", value_repr_text(thread, item));
}

static Value range_count(Thread *thread, Value self, const Arguments *args) {
    int64_t matches, first;
    Value item = args->items[0];
    if (is_plain_int(item))
        return value_from_small_int(position(thread, as_range(self), value_index(thread, item)) != UNBOUND);
    return scan(thread, self, item, &matches, &first) ? int_from_int64(matches) : RAISED;
}

static Value sub_range(Thread *thread, const Range *range, Slice *slice) {
    Value parts = slice_resolve_exactly(thread, slice, range->length);
    if (parts == RAISED) return RAISED;
    const Value *resolved = value_tuple(parts)->items;
    Value first = element(thread, range, resolved[0]), stop = element(thread, range, resolved[1]);
    Value stride = int_binary(thread, BINARY_MULTIPLY, range->step, resolved[2]);
    return range_new(thread, first, stop, stride);
}

static Value range_get_item(Thread *thread, Value self, Value key) {
    Range *range = as_range(self);
    if (value_has_type(key, &slice_type)) return sub_range(thread, range, (Slice *)(void *)key);
    if (!value_is_int(key) && !value_type(key)->index)
        return raise_type(thread, "range indices must be integers or slices, not %s", type_name_of(key));
    Value index = value_index(thread, key);
    if (index == RAISED) return RAISED;
    if (int_sign(index) < 0) index = int_binary(thread, BINARY_ADD, index, range->length);
    if (int_sign(index) < 0 || int_order(index, range->length) >= 0)
        return raise_error(thread, &index_error, "range object index out of range");
    return element(thread, range, index);
}

static Value range_iter(Thread *thread, Value self) {
    (void)thread;
    Range *range = as_range(self);
    return range_iterator_new(range->start, range->step, range->length);
}

static Value range_reversed(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Range *range = as_range(self);
    Value last = element(thread, range, int_binary(thread, BINARY_SUBTRACT, range->length, one()));
    Value step = int_binary(thread, BINARY_SUBTRACT, zero(), range->step);
    return range_iterator_new(last, step, range->length);
}

#define RANGE_PART(part)                                                                                               \
    static Value range_part_##part(Thread *thread, Value self) {                                                       \
        (void)thread;                                                                                                  \
        return as_range(self)->part;                                                                                   \
    }
RANGE_PART(start)
RANGE_PART(stop)
RANGE_PART(step)

static const Builtin range_methods[] = {
    {"index", range_index, 1, 1, "index(value): its position; ValueError if it is not there", NULL, BUILTIN_PLAIN},
    {"count", range_count, 1, 1, "count(value): how often it is there", NULL, BUILTIN_PLAIN},
    {"__reversed__", range_reversed, 0, 0, "an iterator from the end", NULL, BUILTIN_PLAIN},
    {0},
};

static const Property range_properties[] = {
    {"start", range_part_start, NULL, "the first element, if there is one"},
    {"stop", range_part_stop, NULL, "the bound that is not reached"},
    {"step", range_part_step, NULL, "how far apart the elements are"},
    {0},
};

Type range_type = {
    TYPE_HEAD,
    .name = "range",
    .doc = "range(stop), range(start, stop[, step]): an arithmetic sequence of ints.",
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
