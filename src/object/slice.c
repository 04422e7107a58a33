/* slice: three values of any type, resolved against a length when used as an index. */
#include "object/range.h"

#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

Slice *slice_new(Value start, Value stop, Value step) {
    Slice *slice = object_new(&slice_type, sizeof *slice);
    slice->start = start;
    slice->stop = stop;
    slice->step = step;
    return slice;
}

static Slice *as_slice(Value value) {
    return (Slice *)(void *)value;
}

/* A bound as a C number, cut to what an int64 holds; `absent` for None. */
static bool bound(Thread *thread, Value value, int64_t absent, int64_t *number) {
    *number = absent;
    if (value == NONE) return true;
    if (!value_is_int(value) && !value_type(value)->index)
        return fail_type(thread, "slice indices must be integers or None or have an __index__ method");
    Value index = value_index(thread, value);
    if (index == RAISED) return false;
    if (!int_to_int64(index, number)) *number = int_sign(index) < 0 ? -INT64_MAX : INT64_MAX;
    if (*number == INT64_MIN) *number = -INT64_MAX;
    return true;
}

static int64_t clamp(int64_t number, int64_t length, int64_t least, int64_t most) {
    if (number < 0) number += length;
    return number < least ? least : number > most ? most : number;
}

static int64_t step_count(int64_t start, int64_t stop, int64_t step) {
    if (step > 0) return start < stop ? (stop - start - 1) / step + 1 : 0;
    return start > stop ? (start - stop - 1) / -step + 1 : 0;
}

static bool resolve(Thread *thread, Slice *slice, int64_t length, int64_t bounds[3]) {
    if (!bound(thread, slice->step, 1, &bounds[2])) return false;
    if (bounds[2] == 0) return fail_value(thread, "slice step cannot be zero");
    bool forward = bounds[2] > 0;
    if (!bound(thread, slice->start, forward ? 0 : INT64_MAX, &bounds[0])) return false;
    if (!bound(thread, slice->stop, forward ? INT64_MAX : -INT64_MAX, &bounds[1])) return false;
    int64_t least = forward ? 0 : -1, most = forward ? length : length - 1;
    bounds[0] = clamp(bounds[0], length, least, most);
    bounds[1] = clamp(bounds[1], length, least, most);
    return true;
}

bool slice_resolve(Thread *thread, Slice *slice, int64_t length, int64_t *start, int64_t *step, int64_t *count) {
    int64_t bounds[3];
    if (!resolve(thread, slice, length, bounds)) return false;
    *start = bounds[0];
    *step = bounds[2];
    *count = step_count(bounds[0], bounds[1], bounds[2]);
    return true;
}

/* ---- The same without a slice ---- */

static int64_t plain_bound(Value bound, int64_t absent) {
    return bound == NONE ? absent : value_small_int(bound);
}

static bool is_plain_bound(Value bound) {
    return bound == NONE || value_is_small_int(bound);
}

bool bounds_resolve(const Value bounds[3], int64_t length, int64_t *start, int64_t *step, int64_t *count) {
    *step = plain_bound(bounds[2], 1);
    if (!is_plain_bound(bounds[0]) || !is_plain_bound(bounds[1]) || !is_plain_bound(bounds[2]) || *step == 0)
        return false;
    bool forward = *step > 0;
    int64_t least = forward ? 0 : -1, most = forward ? length : length - 1;
    *start = bounds[0] == NONE ? (forward ? least : most) : clamp(value_small_int(bounds[0]), length, least, most);
    int64_t stop =
        bounds[1] == NONE ? (forward ? most : least) : clamp(value_small_int(bounds[1]), length, least, most);
    if (*step == 1) *count = stop > *start ? stop - *start : 0;
    else *count = step_count(*start, stop, *step);
    return true;
}

/* ---- The same with ints of any size ---- */

static Value exact_index(Thread *thread, Value value) {
    if (value_is_int(value) || value_type(value)->index) return value_index(thread, value);
    return raise_type(thread, "slice indices must be integers or None or have an __index__ method");
}

static Value exact_bound(Thread *thread, Value value, Value length, Value least, Value most, Value absent) {
    if (value == NONE) return absent;
    Value index = exact_index(thread, value);
    if (index == RAISED) return RAISED;
    if (int_sign(index) < 0) index = int_binary(thread, BINARY_ADD, index, length);
    if (int_order(index, least) < 0) return least;
    return int_order(index, most) > 0 ? most : index;
}

Value slice_resolve_exactly(Thread *thread, Slice *slice, Value length) {
    Value step = slice->step == NONE ? value_from_small_int(1) : exact_index(thread, slice->step);
    if (step == RAISED) return RAISED;
    if (int_sign(step) == 0) return raise_value(thread, "slice step cannot be zero");
    bool forward = int_sign(step) > 0;
    Value least = value_from_small_int(forward ? 0 : -1);
    Value most = forward ? length : int_binary(thread, BINARY_SUBTRACT, length, value_from_small_int(1));
    Value start = exact_bound(thread, slice->start, length, least, most, forward ? least : most);
    Value stop =
        start == RAISED ? RAISED : exact_bound(thread, slice->stop, length, least, most, forward ? most : least);
    return stop == RAISED ? RAISED : value_from_object(tuple_of(3, start, stop, step));
}

static Value slice_indices(Thread *thread, Value self, const Arguments *args) {
    Value length = value_index(thread, args->items[0]);
    if (length == RAISED) return RAISED;
    if (int_sign(length) < 0) return raise_value(thread, "length should not be negative");
    return slice_resolve_exactly(thread, as_slice(self), length);
}

static Value slice_construct(Thread *thread, Type *type, const Arguments *args) {
    if (!arguments_no_keywords(thread, type->name, args)) return RAISED;
    if (args->count == 0) return raise_type(thread, "slice expected at least 1 argument, got 0");
    if (args->count > 3) return raise_type(thread, "slice expected at most 3 arguments, got %u", args->count);
    if (args->count == 1) return value_from_object(slice_new(NONE, args->items[0], NONE));
    return value_from_object(slice_new(args->items[0], args->items[1], args->count == 3 ? args->items[2] : NONE));
}

static Tuple *slice_parts(Value self) {
    Slice *slice = as_slice(self);
    return tuple_of(3, slice->start, slice->stop, slice->step);
}

static Value slice_repr(Thread *thread, Value self) {
    Value parts = value_repr(thread, value_from_object(slice_parts(self)));
    return parts == RAISED ? RAISED : value_from_object(str_format("slice%s", str_text(value_str_object(parts))));
}

static Value slice_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (value_type(left) != &slice_type || value_type(right) != &slice_type) return NOT_IMPLEMENTED;
    return operate_compare(thread, op, value_from_object(slice_parts(left)), value_from_object(slice_parts(right)));
}

static bool slice_hash(Thread *thread, Value self, uint64_t *hash) {
    return value_hash(thread, value_from_object(slice_parts(self)), hash);
}

#define SLICE_PART(part)                                                                                               \
    static Value slice_##part(Thread *thread, Value self) {                                                            \
        (void)thread;                                                                                                  \
        return as_slice(self)->part;                                                                                   \
    }
SLICE_PART(start)
SLICE_PART(stop)
SLICE_PART(step)

static const Builtin slice_methods[] = {
    {"indices", slice_indices, 1, 1, "indices(length): (start, stop, step) for a sequence of that length", NULL,
     BUILTIN_PLAIN},
    {0},
};

static const Property slice_properties[] = {
    {"start", slice_start, NULL, "where it begins, or None"},
    {"stop", slice_stop, NULL, "where it ends, or None"},
    {"step", slice_step, NULL, "how far apart, or None"},
    {0},
};

Type slice_type = {
    TYPE_HEAD,
    .name = "slice",
    .doc = "slice(stop), slice(start, stop[, step]): what stands between the brackets of a[start:stop:step].",
    .size = sizeof(Slice),
    .flags = TYPE_IS_FINAL,
    .repr = slice_repr,
    .hash = slice_hash,
    .compare = slice_compare,
    .construct = slice_construct,
    .methods = slice_methods,
    .properties = slice_properties,
};
