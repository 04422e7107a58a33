/* slice objects. */
#include "object/error.h"
#include "object/int.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/range.h"
#include "object/str.h"
#include "object/tuple.h"

#define SLICE(value) ((Slice *)value_object(value))

Slice *slice_new(Value start, Value stop, Value step) {
    Slice *slice = object_new(&slice_type, sizeof *slice);
    slice->start = start;
    slice->stop = stop;
    slice->step = step;
    return slice;
}

/* A bound as a C number, cut to what an int64 holds; NONE: what is missing. */
static bool slice_number(Thread *thread, Value value, int64_t missing, int64_t *number) {
    *number = missing;
    if (value == NONE) return true;
    if (value_is_small_int(value)) {
        *number = value_small_int(value);
        return true;
    }
    if (!value_is_int(value) && !value_type(value)->index)
        return fail_type(thread, "slice indices must be integers or None or have an __index__ method");
    Value index = value_index(thread, value);
    if (index == RAISED) return false;
    if (!int_to_int64(index, number)) *number = int_sign(index) < 0 ? -INT64_MAX : INT64_MAX;
    return true;
}

static int64_t clamp(int64_t number, int64_t length, bool backward) {
    if (number < 0) number += length;
    if (number < 0) return backward ? -1 : 0;
    return number >= length ? (backward ? length - 1 : length) : number;
}

bool slice_resolve(Thread *thread, Slice *slice, int64_t length, int64_t *start, int64_t *step, int64_t *count) {
    int64_t stop;
    if (!slice_number(thread, slice->step, 1, step)) return false;
    if (*step == 0) return fail_value(thread, "slice step cannot be zero");
    bool backward = *step < 0;
    if (!slice_number(thread, slice->start, backward ? INT64_MAX : 0, start) ||
        !slice_number(thread, slice->stop, backward ? -INT64_MAX : INT64_MAX, &stop))
        return false;
    *start = clamp(*start, length, backward);
    stop = clamp(stop, length, backward);
    if (backward) *count = stop < *start ? (*start - stop - 1) / -*step + 1 : 0;
    else *count = *start < stop ? (stop - *start - 1) / *step + 1 : 0;
    return true;
}

static Value slice_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)type;
    if (!arguments_no_keywords(thread, "slice", args)) return RAISED;
    if (args->count < 1) return raise_type(thread, "slice expected at least 1 argument, got 0");
    if (args->count > 3) return raise_type(thread, "slice expected at most 3 arguments, got %u", args->count);
    if (args->count == 1) return value_from_object(slice_new(NONE, args->items[0], NONE));
    return value_from_object(slice_new(args->items[0], args->items[1], args->count > 2 ? args->items[2] : NONE));
}

static Value slice_as_tuple(Value self) {
    return value_from_object(tuple_of(3, SLICE(self)->start, SLICE(self)->stop, SLICE(self)->step));
}

static Value slice_repr(Thread *thread, Value self) {
    Value parts = value_repr(thread, slice_as_tuple(self));
    return parts == RAISED ? RAISED : value_from_object(str_format("slice%s", str_text(value_str_object(parts))));
}

static Value slice_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (!value_has_type(right, &slice_type)) return NOT_IMPLEMENTED;
    return operate_compare(thread, op, slice_as_tuple(left), slice_as_tuple(right));
}

static bool slice_hash(Thread *thread, Value self, uint64_t *hash) {
    return value_hash(thread, slice_as_tuple(self), hash);
}

static Value slice_start(Thread *thread, Value self) {
    (void)thread;
    return SLICE(self)->start;
}

static Value slice_stop(Thread *thread, Value self) {
    (void)thread;
    return SLICE(self)->stop;
}

static Value slice_step(Thread *thread, Value self) {
    (void)thread;
    return SLICE(self)->step;
}

static Value slice_indices(Thread *thread, Value self, const Arguments *args) {
    int64_t length, start, step, count;
    if (!value_to_index(thread, args->items[0], &length)) return RAISED;
    if (length < 0) return raise_value(thread, "length should not be negative");
    if (!slice_resolve(thread, SLICE(self), length, &start, &step, &count)) return RAISED;
    int64_t stop;
    if (!slice_number(thread, SLICE(self)->stop, step < 0 ? -INT64_MAX : INT64_MAX, &stop)) return RAISED;
    stop = clamp(stop, length, step < 0);
    return value_from_object(tuple_of(3, int_from_int64(start), int_from_int64(stop), int_from_int64(step)));
}

static const Builtin slice_methods[] = {
    {"indices", slice_indices, 1, 1, "indices(length): start, stop and step for a sequence of that length", NULL, BUILTIN_PLAIN},
    {0},
};

static const Property slice_properties[] = {
    {"start", slice_start, NULL, "the first index"},
    {"stop", slice_stop, NULL, "the index to stop before"},
    {"step", slice_step, NULL, "the distance"},
    {0},
};

Type slice_type = {
    TYPE_HEAD,
    .name = "slice",
    .doc = "slice(stop), slice(start, stop[, step]): a part of a sequence.",
    .size = sizeof(Slice),
    .flags = TYPE_IS_FINAL,
    .repr = slice_repr,
    .hash = slice_hash,
    .compare = slice_compare,
    .construct = slice_construct,
    .methods = slice_methods,
    .properties = slice_properties,
};
