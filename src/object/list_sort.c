/* Sorting, stably. What is sorted are pairs of a number and a place: where all keys are small ints, floats, strs or tuples that begin
   with such, the numbers order as the keys do, or as far as their beginnings tell; such pairs are sorted by the bytes of the
   numbers, and what the numbers leave equal, or all, by a merge sort that takes runs as they come. */
#include "object/error.h"
#include "object/int.h"
#include "object/list_core.h"
#include "object/plain.h"

typedef struct SortItem {
    uint64_t order; /* less for lesser keys; equal: ask the keys */
    size_t at;      /* of its key and its value */
} SortItem;

typedef enum SortKind { SORT_ANY, SORT_INTS, SORT_FLOATS, SORT_STRS, SORT_TUPLES } SortKind;

typedef struct Sort {
    Thread *thread;
    SortKind kind;
    const Value *keys;
    size_t count;
    SortItem *items;
    SortItem *spare; /* room for as many, once needed */
    bool failed;
} Sort;

enum { SHORT_RUN = 63, FEW = 64, BYTE_VALUES = 256, ORDER_BYTES = 8 };

static SortItem *sort_spare(Sort *sort) {
    if (!sort->spare) sort->spare = memory_new_plain(sort->count * sizeof(SortItem));
    return sort->spare;
}

/* ---- Which numbers tell the order ---- */

static SortKind kind_of(Value key) {
    if (value_is_small_int(key)) return SORT_INTS;
    if (value_is_float(key)) return value_float(key) == value_float(key) ? SORT_FLOATS : SORT_ANY;
    if (value_has_type(key, &str_type)) return SORT_STRS;
    return value_has_type(key, &tuple_type) && value_tuple(key)->count > 0 ? SORT_TUPLES : SORT_ANY;
}

/* Comparing the tuples calls nothing of the language. */
static bool is_plain_tuple(const Tuple *tuple) {
    for (size_t i = 0; i < tuple->count; i++) {
        SortKind kind = kind_of(tuple->items[i]);
        if (kind == SORT_ANY || kind == SORT_TUPLES) return false;
    }
    return true;
}

static SortKind kind_of_all(const Value *keys, size_t count) {
    SortKind kind = kind_of(keys[0]);
    for (size_t i = 1; i < count && kind != SORT_ANY; i++)
        if (kind_of(keys[i]) != kind) kind = SORT_ANY;
    if (kind != SORT_TUPLES) return kind;
    SortKind first = kind_of(value_tuple(keys[0])->items[0]);
    for (size_t i = 0; i < count; i++) {
        const Tuple *tuple = value_tuple(keys[i]);
        if (kind_of(tuple->items[0]) != first || !is_plain_tuple(tuple)) return SORT_ANY;
    }
    return SORT_TUPLES;
}

/* The bytes of a short text as a number that orders as they do. */
static uint64_t order_of_text(const char *text, size_t bytes) {
    uint64_t order = 0;
    for (size_t i = 0; i < bytes; i++) order |= (uint64_t)(unsigned char)text[i] << (56 - 8 * i);
    return order;
}

static uint64_t order_of_str(const Str *str) {
    uint64_t order;
    if (str->bytes < ORDER_BYTES) return order_of_text(str->text, str->bytes);
    memcpy(&order, str->text, sizeof order);
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap64(order) : order;
}

#define SIGN_BIT ((uint64_t)1 << 63)

static uint64_t order_of_float(double number) {
    uint64_t bits;
    if (number == 0) number = 0; /* both zeros are equal */
    memcpy(&bits, &number, sizeof bits);
    return bits & SIGN_BIT ? ~bits : bits | SIGN_BIT;
}

static uint64_t order_of(SortKind kind, Value key) {
    switch (kind) {
    case SORT_INTS:
        return (uint64_t)value_small_int(key) ^ SIGN_BIT;
    case SORT_FLOATS:
        return order_of_float(value_float(key));
    case SORT_STRS:
        return order_of_str(value_str_object(key));
    case SORT_TUPLES:
        key = value_tuple(key)->items[0];
        return order_of(kind_of(key), key);
    default:
        return 0;
    }
}

/* ---- Which of two keys is less ---- */

/* For pairs of numbers and strs: 1 less, 0 not, -1 the long way must tell. */
static inline int is_less_plain(Value left, Value right) {
    if (value_is_small_int(left) && value_is_small_int(right)) return value_small_int(left) < value_small_int(right);
    if (value_is_float(left) && value_is_float(right)) return value_float(left) < value_float(right);
    if (value_has_type(left, &str_type) && value_has_type(right, &str_type))
        return str_order(value_str_object(left), value_str_object(right)) < 0;
    return -1;
}

/* The first items that differ decide. */
static int is_less_tuple(const Tuple *left, const Tuple *right) {
    for (size_t i = 0; i < left->count && i < right->count; i++) {
        int equal = plain_equal(left->items[i], right->items[i]);
        if (equal != 1) return equal < 0 ? -1 : is_less_plain(left->items[i], right->items[i]);
    }
    return left->count < right->count;
}

static bool is_less_key(Sort *sort, Value left, Value right) {
    if (left == right && sort->kind != SORT_ANY) return false;
    int plain = is_less_plain(left, right);
    if (plain < 0 && value_has_type(left, &tuple_type) && value_has_type(right, &tuple_type))
        plain = is_less_tuple(value_tuple(left), value_tuple(right));
    if (plain >= 0) return plain;
    int less = sort->failed ? 0 : operate_compare_truth(sort->thread, COMPARE_LESS, left, right);
    sort->failed |= less < 0;
    return less > 0;
}

static inline bool is_less(Sort *sort, SortItem left, SortItem right) {
    if (left.order != right.order) return left.order < right.order;
    return is_less_key(sort, sort->keys[left.at], sort->keys[right.at]);
}

/* ---- The merge sort ---- */

static void insert_sorted(Sort *sort, size_t start, size_t at) {
    SortItem item = sort->items[at];
    size_t low = start, high = at;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_less(sort, item, sort->items[middle])) high = middle;
        else low = middle + 1;
    }
    memmove(sort->items + low + 1, sort->items + low, (at - low) * sizeof item);
    sort->items[low] = item;
}

static void reverse_run(Sort *sort, size_t start, size_t end) {
    for (; start + 1 < end; start++, end--) {
        SortItem item = sort->items[start];
        sort->items[start] = sort->items[end - 1];
        sort->items[end - 1] = item;
    }
}

static bool falls(Sort *sort, size_t at) {
    return is_less(sort, sort->items[at], sort->items[at - 1]);
}

/* The end of a falling run, equal neighbours included; they are turned round here, to stay in order when all is. */
static size_t falling_end(Sort *sort, size_t end, size_t count) {
    size_t equals = end - 1; /* where the equal ones before `end` start */
    for (; end < count; end++) {
        if (falls(sort, end)) {
            reverse_run(sort, equals, end);
            equals = end;
        } else if (is_less(sort, sort->items[end - 1], sort->items[end])) {
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
        if (is_less(sort, sort->items[start], sort->items[end - 1])) return end;
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
    const SortItem *left = sort_spare(sort), *left_end = left + (middle - start);
    const SortItem *right = sort->items + middle, *right_end = sort->items + end;
    SortItem *to = sort->items + start;
    memcpy(sort->spare, to, (middle - start) * sizeof *to);
    while (left < left_end && right < right_end) *to++ = is_less(sort, *right, *left) ? *right++ : *left++;
    memcpy(to, left, (size_t)((const char *)left_end - (const char *)left));
}

/* Sorts the items from `first` to `count`. Merges neighbours of similar length as runs come in: the lengths on the stack fall like powers of two. */
static void sort_runs(Sort *sort, size_t first, size_t count) {
    struct {
        size_t start, end;
    } runs[80];
    size_t height = 0;
    for (size_t at = first; at < count && !sort->failed; at = runs[height - 1].end) {
        size_t start = height ? runs[height - 1].end : first;
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

/* ---- By the numbers ---- */

/* Moves the items to `to` by one byte of their numbers. */
static void sort_by_byte(const SortItem *from, SortItem *to, size_t count, unsigned shift) {
    size_t places[BYTE_VALUES] = {0}, place = 0;
    for (size_t i = 0; i < count; i++) places[from[i].order >> shift & (BYTE_VALUES - 1)]++;
    for (size_t i = 0; i < BYTE_VALUES; i++) {
        size_t here = places[i];
        places[i] = place;
        place += here;
    }
    for (size_t i = 0; i < count; i++) to[places[from[i].order >> shift & (BYTE_VALUES - 1)]++] = from[i];
}

/* From the last byte to the first, but for those that all have alike. */
static void sort_by_numbers(Sort *sort, uint64_t differing) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if ((differing >> shift & (BYTE_VALUES - 1)) == 0) continue;
        sort_by_byte(sort->items, sort_spare(sort), sort->count, shift);
        SortItem *sorted = sort->spare;
        sort->spare = sort->items;
        sort->items = sorted;
    }
}

/* Sorts what has the same number. */
static void sort_ties(Sort *sort) {
    const SortItem *items = sort->items;
    for (size_t start = 0, end; start < sort->count; start = end) {
        for (end = start + 1; end < sort->count && items[end].order == items[start].order;) end++;
        if (end - start > 1) sort_runs(sort, start, end);
    }
}

static void sort_items(Sort *sort) {
    SortKind kind = sort->kind;
    bool rises = true;
    uint64_t differing = 0;
    for (size_t i = 1; i < sort->count; i++) {
        differing |= sort->items[i].order ^ sort->items[0].order;
        rises &= sort->items[i - 1].order <= sort->items[i].order;
    }
    if (kind == SORT_ANY || (sort->count <= FEW && !rises)) {
        sort_runs(sort, 0, sort->count);
        return;
    }
    if (!rises) sort_by_numbers(sort, differing);
    if (kind == SORT_STRS || kind == SORT_TUPLES) sort_ties(sort);
}

/* To keep equal ones in order, what is wanted in reverse is reversed before and after. */
static bool sort_values(Thread *thread, const Value *values, const Value *keys, size_t count, bool reverse,
                        Value *sorted) {
    Sort sort = {.thread = thread, .keys = keys, .count = count};
    if (count == 0) return true;
    SortItem few[FEW];
    SortKind kind = sort.kind = kind_of_all(keys, count);
    sort.items = count <= FEW ? few : memory_new_plain(count * sizeof *sort.items);
    for (size_t i = 0; i < count; i++) {
        size_t at = reverse ? count - 1 - i : i;
        sort.items[i] = (SortItem){order_of(kind, keys[at]), at};
    }
    sort_items(&sort);
    for (size_t i = 0; i < count; i++) sorted[reverse ? count - 1 - i : i] = values[sort.items[i].at];
    return !sort.failed;
}

/* Whether numbers come in order already. */
static bool is_sorted(const Value *values, size_t count) {
    SortKind kind = count > 0 ? kind_of(values[0]) : SORT_ANY;
    if (kind != SORT_INTS && kind != SORT_FLOATS) return false;
    for (size_t i = 1; i < count; i++)
        if (kind_of(values[i]) != kind || order_of(kind, values[i - 1]) > order_of(kind, values[i])) return false;
    return true;
}

static Value *make_keys(Thread *thread, Value key, const Value *values, size_t count) {
    Value *keys = memory_new((count + 1) * sizeof *keys);
    for (size_t i = 0; i < count; i++)
        if ((keys[i] = value_call1(thread, key, values[i])) == RAISED) return NULL;
    return keys;
}

/* The list is empty while its items are sorted; what others put into it meanwhile is lost, with a ValueError. */
bool list_sort(Thread *thread, List *list, Value key, bool reverse) {
    object_lock(&list->object);
    ListItems *items = list_close(list); /* nobody changes them any more */
    list_publish(list, NULL);
    const ListItems *none = list_items(list);
    object_unlock(&list->object);
    size_t count = atomic_load_explicit(&items->count, memory_order_relaxed);
    const Value *values = items_plain(items);
    bool has_key = key != UNBOUND && key != NONE;
    const Value *keys = has_key ? make_keys(thread, key, values, count) : values;
    bool in_order = keys == values && !reverse && is_sorted(values, count);
    ListItems *result = keys && !in_order ? list_items_new(count) : items;
    bool sorted = in_order || (keys && sort_values(thread, values, keys, count, reverse, items_plain(result)));
    if (result != items) atomic_init(&result->count, count);
    object_lock(&list->object);
    bool changed = list_items(list) != none;
    list_publish(list, count ? result : NULL);
    object_unlock(&list->object);
    if (sorted && changed) return fail_value(thread, "list modified during sort");
    return sorted;
}
