/* Sorting: a stable merge sort that takes runs as they come, of values and (where given) their keys side by side. */
#include "object/error.h"
#include "object/int.h"
#include "object/list_core.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

typedef struct Sort {
    Thread *thread;
    Value *values;
    Value *keys; /* the values themselves when there is no key function */
    Value *spare_values;
    Value *spare_keys;
    bool strs; /* all keys are */
    bool failed;
} Sort;

enum { SHORT_RUN = 63 };

/* For pairs of numbers and strs: 1 less, 0 not, -1 the long way must tell. */
static inline int is_less_plain(Value left, Value right) {
    if (value_is_small_int(left) && value_is_small_int(right)) return value_small_int(left) < value_small_int(right);
    if (value_is_float(left) && value_is_float(right)) return value_float(left) < value_float(right);
    if (value_has_type(left, &str_type) && value_has_type(right, &str_type))
        return str_order(value_str_object(left), value_str_object(right)) < 0;
    return -1;
}

/* Whether two values that are not one word are equal: 1, 0, -1 as above. */
static inline int is_equal_plain(Value left, Value right) {
    if (value_is_small_int(left) && value_is_small_int(right)) return 0;
    if (value_is_float(left) && value_is_float(right)) return value_float(left) == value_float(right);
    if (value_has_type(left, &str_type) && value_has_type(right, &str_type))
        return str_equal(value_str_object(left), value_str_object(right));
    return -1;
}

/* The first items that differ decide. */
static int is_less_tuple(const Tuple *left, const Tuple *right) {
    for (size_t i = 0; i < left->count && i < right->count; i++) {
        Value a = left->items[i], b = right->items[i];
        int equal = a == b ? 1 : is_equal_plain(a, b);
        if (equal != 1) return equal < 0 ? -1 : is_less_plain(a, b);
    }
    return left->count < right->count;
}

static bool all_strs(const Value *keys, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!value_has_type(keys[i], &str_type)) return false;
    return true;
}

static bool is_less(Sort *sort, Value left, Value right) {
    if (sort->strs) return str_order(value_str_object(left), value_str_object(right)) < 0;
    int plain = is_less_plain(left, right);
    if (plain < 0 && value_has_type(left, &tuple_type) && value_has_type(right, &tuple_type))
        plain = is_less_tuple(value_tuple(left), value_tuple(right));
    if (plain >= 0) return plain;
    int less = sort->failed ? 0 : operate_compare_truth(sort->thread, COMPARE_LESS, left, right);
    sort->failed |= less < 0;
    return less > 0;
}

static void put(Sort *sort, size_t to, Value value, Value key) {
    sort->values[to] = value;
    if (sort->keys != sort->values) sort->keys[to] = key;
}

static void insert_sorted(Sort *sort, size_t start, size_t at) {
    Value value = sort->values[at], key = sort->keys[at];
    size_t low = start, high = at;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_less(sort, key, sort->keys[middle])) high = middle;
        else low = middle + 1;
    }
    for (size_t i = at; i > low; i--) put(sort, i, sort->values[i - 1], sort->keys[i - 1]);
    put(sort, low, value, key);
}

static void reverse_run(Sort *sort, size_t start, size_t end) {
    for (; start + 1 < end; start++, end--) {
        Value value = sort->values[start], key = sort->keys[start];
        put(sort, start, sort->values[end - 1], sort->keys[end - 1]);
        put(sort, end - 1, value, key);
    }
}

static bool falls(Sort *sort, size_t at) {
    return is_less(sort, sort->keys[at], sort->keys[at - 1]);
}

/* The end of a falling run, equal neighbours included; they are turned round here, to stay in order when all is. */
static size_t falling_end(Sort *sort, size_t end, size_t count) {
    size_t equals = end - 1; /* where the equal ones before `end` start */
    for (; end < count; end++) {
        if (falls(sort, end)) {
            reverse_run(sort, equals, end);
            equals = end;
        } else if (is_less(sort, sort->keys[end - 1], sort->keys[end])) {
            break;
        }
    }
    reverse_run(sort, equals, end);
    return end;
}

/* The end of the run that starts here, as it comes: rising, or falling and then turned round. Scripts may watch the
   comparisons, so they are made in CPython's order. */
static size_t natural_end(Sort *sort, size_t start, size_t count) {
    size_t end = start + 1;
    while (end < count && !falls(sort, end)) end++;
    if (end == count) return end;
    if (end > start + 1) {
        if (is_less(sort, sort->keys[start], sort->keys[end - 1])) return end;
        reverse_run(sort, start, end);
    }
    end = falling_end(sort, end + 1, count);
    reverse_run(sort, start, end);
    while (end < count && !falls(sort, end)) end++;
    return end;
}

/* The end of the sorted run that starts here: found, and made longer by insertion if it is short. */
static size_t run_end(Sort *sort, size_t start, size_t count) {
    size_t end = natural_end(sort, start, count);
    size_t least = start + SHORT_RUN < count ? start + SHORT_RUN : count;
    for (; end < least; end++) insert_sorted(sort, start, end);
    return end;
}

static void merge(Sort *sort, size_t start, size_t middle, size_t end) {
    size_t left_count = middle - start, i = 0, j = middle, to = start;
    bool keyed = sort->keys != sort->values;
    memcpy(sort->spare_values, sort->values + start, left_count * sizeof(Value));
    if (keyed) memcpy(sort->spare_keys, sort->keys + start, left_count * sizeof(Value));
    const Value *left_keys = keyed ? sort->spare_keys : sort->spare_values;
    while (i < left_count && j < end) {
        if (is_less(sort, sort->keys[j], left_keys[i])) put(sort, to, sort->values[j], sort->keys[j]), j++;
        else put(sort, to, sort->spare_values[i], left_keys[i]), i++;
        to++;
    }
    for (; i < left_count; i++, to++) put(sort, to, sort->spare_values[i], left_keys[i]);
}

/* Merges neighbours of similar length as runs come in: the lengths on the stack fall like powers of two. */
static void sort_runs(Sort *sort, size_t count) {
    struct {
        size_t start, end;
    } runs[80];
    size_t height = 0;
    for (size_t at = 0; at < count && !sort->failed; at = runs[height - 1].end) {
        size_t start = height ? runs[height - 1].end : 0;
        runs[height].start = start;
        runs[height++].end = run_end(sort, start, count);
        at = runs[height - 1].end;
        while (height > 1) {
            size_t upper = runs[height - 1].end - runs[height - 1].start,
                   lower = runs[height - 2].end - runs[height - 2].start;
            if (at < count && lower > 2 * upper) break;
            merge(sort, runs[height - 2].start, runs[height - 2].end, runs[height - 1].end);
            runs[height - 2].end = runs[height - 1].end;
            height--;
        }
    }
}

static void reverse_all(Value *values, size_t count) {
    for (size_t i = 0; i + 1 < count - i; i++) {
        Value value = values[i];
        values[i] = values[count - 1 - i];
        values[count - 1 - i] = value;
    }
}

bool sort_values(Thread *thread, Value *values, Value *keys, size_t count, bool reverse) {
    Sort sort = {.thread = thread, .values = values, .keys = keys ? keys : values};
    if (count < 2) return true;
    sort.spare_values = memory_new(count * sizeof(Value));
    sort.strs = all_strs(sort.keys, count);
    if (keys) sort.spare_keys = memory_new(count * sizeof(Value));
    if (reverse) { /* keeps equal ones in order: reversed before and after */
        reverse_all(values, count);
        if (keys) reverse_all(keys, count);
    }
    sort_runs(&sort, count);
    if (reverse) reverse_all(values, count);
    return !sort.failed;
}

static Value *make_keys(Thread *thread, Value key, const Value *values, size_t count) {
    Value *keys = memory_new((count + 1) * sizeof *keys);
    for (size_t i = 0; i < count; i++)
        if ((keys[i] = value_call1(thread, key, values[i])) == RAISED) return NULL;
    return keys;
}

/* The list is empty while its items are sorted; what others put into it meanwhile is lost, with a ValueError. */
bool list_sort(Thread *thread, List *list, Value key, bool reverse) {
    size_t count;
    object_lock(&list->object);
    Value *values = list_copy_locked(list, &count);
    list_publish(list, NULL);
    object_unlock(&list->object);
    bool has_key = key != UNBOUND && key != NONE;
    Value *keys = has_key ? make_keys(thread, key, values, count) : NULL;
    bool sorted = (keys || !has_key) && sort_values(thread, values, keys, count, reverse);
    object_lock(&list->object);
    bool changed = atomic_load_explicit(&list->items, memory_order_relaxed) != NULL;
    list_replace(list, values, count);
    object_unlock(&list->object);
    if (sorted && changed) return fail_value(thread, "list modified during sort");
    return sorted;
}
