/* What list and tuple do alike, on runs of items. */
#include "object/error.h"
#include "object/int.h"
#include "object/list_core.h"
#include "object/plain.h"
#include "object/repr_guard.h"
#include "object/str.h"

Value sequence_repr(Thread *thread, Value self, const Value *items, size_t count, const char *open, const char *close) {
    BUFFER_WITH_ROOM(text, 512);
    if (!repr_enter(thread, self))
        return thread->raised == UNBOUND
                   ? value_from_object(str_format("%s...%s", open, *close == ',' ? close + 1 : close))
                   : RAISED;
    buffer_add_text(&text, open);
    bool complete = true;
    for (size_t i = 0; i < count && complete; i++) {
        if (i) buffer_add_text(&text, ", ");
        complete = buffer_add_repr(thread, &text, items[i]);
    }
    repr_leave(thread, self);
    buffer_add_text(&text, close);
    return complete ? value_from_object(str_from_buffer(&text)) : RAISED;
}

static bool bound_of(Thread *thread, Value value, int64_t count, int64_t *bound) {
    if (!value_to_index(thread, value, bound)) {
        if (!error_catch(thread, &overflow_error)) return false;
        *bound = int_sign(value) < 0 ? 0 : count;
    }
    if (*bound < 0) *bound += count;
    if (*bound < 0) *bound = 0;
    if (*bound > count) *bound = count;
    return true;
}

int64_t sequence_find(Thread *thread, const Value *items, size_t count, Value item, const Arguments *args) {
    int64_t start = 0, stop = (int64_t)count;
    if (args->count > 1 && !bound_of(thread, args->items[1], (int64_t)count, &start)) return -2;
    if (args->count > 2 && !bound_of(thread, args->items[2], (int64_t)count, &stop)) return -2;
    for (int64_t i = start; i < stop; i++) {
        int equal = value_equal_quick(thread, items[i], item);
        if (equal) return equal < 0 ? -2 : i;
    }
    return -1;
}

static Value compare_lengths(CompareOp op, size_t left, size_t right) {
    switch (op) {
    case COMPARE_LESS:
        return value_from_bool(left < right);
    case COMPARE_LESS_EQUAL:
        return value_from_bool(left <= right);
    case COMPARE_GREATER:
        return value_from_bool(left > right);
    case COMPARE_GREATER_EQUAL:
        return value_from_bool(left >= right);
    case COMPARE_NOT_EQUAL:
        return value_from_bool(left != right);
    default:
        return value_from_bool(left == right);
    }
}

Value sequence_compare(Thread *thread, CompareOp op, const Value *left, size_t left_count, const Value *right,
                       size_t right_count) {
    if (!thread_check_stack(thread)) return RAISED;
    bool by_equality = op == COMPARE_EQUAL || op == COMPARE_NOT_EQUAL;
    if (by_equality && left_count != right_count) return value_from_bool(op == COMPARE_NOT_EQUAL);
    for (size_t i = 0; i < left_count && i < right_count; i++) {
        int equal = value_equal_quick(thread, left[i], right[i]);
        if (equal < 0) return RAISED;
        if (equal) continue;
        return by_equality ? value_from_bool(op == COMPARE_NOT_EQUAL) : operate_compare(thread, op, left[i], right[i]);
    }
    return compare_lengths(op, left_count, right_count);
}

int repeat_count(Thread *thread, Value value, int64_t *count) {
    if (!value_is_int(value) && !value_type(value)->index) return 0;
    if (!value_to_index(thread, value, count)) {
        if (error_catch(thread, &overflow_error))
            raise_error(thread, &overflow_error, "cannot fit '%s' into an index-sized integer", type_name_of(value));
        return -1;
    }
    if (*count < 0) *count = 0;
    return 1;
}
