/* Built-in functions over iterables: all, iter, max, next, sorted, sum … */
#include "modules/builtins/builtins.h"

#include "interp/generator.h"
#include "interp/iteration.h"
#include "object/iterators.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/names.h"
#include "object/operators.h"
#include "object/str.h"
#include "object/tuple.h"

#include <math.h>
#include <string.h>

/* Whether any item's truth is `wanted`: 1, 0, -1 raised. */
static int any_item(Thread *thread, Value iterable, int wanted) {
    Iteration items;
    Value item;
    if (!iteration_start(thread, &items, iterable)) return -1;
    while ((item = iteration_next(thread, &items)) != UNBOUND) {
        int truth = value_is_bool(item) ? item == TRUE_VALUE : item == RAISED ? -1 : value_truth(thread, item);
        if (truth < 0) return -1;
        if (truth == wanted) return 1;
    }
    return 0;
}

static Value call_all(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int found = any_item(thread, args->items[0], 0);
    return found < 0 ? RAISED : value_from_bool(!found);
}

static Value call_any(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    int found = any_item(thread, args->items[0], 1);
    return found < 0 ? RAISED : value_from_bool(found);
}

static Value call_iter(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    if (args->count == 1) return value_iter(thread, args->items[0]);
    if (value_type(args->items[0])->call == NULL) return raise_type(thread, "iter(v, w): v must be callable");
    return callable_iterator_new(args->items[0], args->items[1]);
}

static Value call_next(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value iterator = args->items[0];
    const Type *type = value_type(iterator);
    if (type == &generator_type && args->count == 1) return generator_ask(thread, iterator);
    if (type->next == NULL) return raise_type(thread, "'%s' object is not an iterator", type->name);
    if (args->count == 1 && (type->flags & TYPE_IS_CLASS) != 0) { /* its StopIteration may carry a value */
        Value method = value_special(thread, iterator, dunder_next);
        if (method != UNBOUND) return method == RAISED ? RAISED : value_call0(thread, method);
    }
    Value item = value_next(thread, iterator);
    if (item != UNBOUND) return item;
    return args->count > 1 ? args->items[1] : raise_object(thread, exception_new(&stop_iteration, tuple_new(0)));
}

/* ---- max, min ---- */

typedef struct Choice {
    const char *name; /* "max" or "min" */
    CompareOp better;
    Value key, fallback; /* UNBOUND: not given */
    Value best, best_rank;
} Choice;

/* 1, 0, -1: raised. */
static inline int is_better(Thread *thread, const Choice *choice, Value rank) {
    Value best = choice->best_rank;
    bool wants_greater = choice->better == COMPARE_GREATER;
    if (value_is_small_int(rank) && value_is_small_int(best))
        return wants_greater ? value_small_int(rank) > value_small_int(best)
                             : value_small_int(rank) < value_small_int(best);
    if (value_is_float(rank) && value_is_float(best))
        return wants_greater ? value_float(rank) > value_float(best) : value_float(rank) < value_float(best);
    return operate_compare_truth(thread, choice->better, rank, best);
}

static inline bool choose(Thread *thread, Choice *choice, Value item) {
    Value rank = choice->key == UNBOUND ? item : value_call1(thread, choice->key, item);
    if (rank == RAISED) return false;
    if (choice->best != UNBOUND) {
        int better = is_better(thread, choice, rank);
        if (better <= 0) return better == 0;
    }
    choice->best = item;
    choice->best_rank = rank;
    return true;
}

static bool choose_from(Thread *thread, Choice *choice, Value iterable) {
    Iteration items;
    Value item;
    if (!iteration_start(thread, &items, iterable)) return false;
    while ((item = iteration_next(thread, &items)) != UNBOUND)
        if (item == RAISED || !choose(thread, choice, item)) return false;
    return true;
}

static bool choice_keywords(Thread *thread, Choice *choice, const Arguments *args) {
    for (uint32_t i = 0; i < args->keyword_count; i++) {
        const char *name = str_text(args->keywords[i]);
        Value value = args->items[args->count + i];
        if (strcmp(name, "key") == 0) choice->key = value == NONE ? UNBOUND : value;
        else if (strcmp(name, "default") == 0) choice->fallback = value;
        else return fail_type(thread, "%s() got an unexpected keyword argument '%s'", choice->name, name);
    }
    return true;
}

static Value choose_best(Thread *thread, Choice *choice, const Arguments *args) {
    if (!choice_keywords(thread, choice, args)) return RAISED;
    if (args->count == 0) return raise_type(thread, "%s expected at least 1 argument, got 0", choice->name);
    if (args->count > 1 && choice->fallback != UNBOUND)
        return raise_type(thread, "Cannot specify a default for %s() with multiple positional arguments", choice->name);
    if (args->count == 1) {
        if (!choose_from(thread, choice, args->items[0])) return RAISED;
    } else {
        for (uint32_t i = 0; i < args->count; i++)
            if (!choose(thread, choice, args->items[i])) return RAISED;
    }
    if (choice->best != UNBOUND) return choice->best;
    return choice->fallback != UNBOUND ? choice->fallback
                                       : raise_value(thread, "%s() iterable argument is empty", choice->name);
}

static Value call_max(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Choice choice = {"max", COMPARE_GREATER, UNBOUND, UNBOUND, UNBOUND, UNBOUND};
    return choose_best(thread, &choice, args);
}

static Value call_min(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Choice choice = {"min", COMPARE_LESS, UNBOUND, UNBOUND, UNBOUND, UNBOUND};
    return choose_best(thread, &choice, args);
}

static Value call_sorted(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value key = NONE;
    int reverse = 0;
    if (args->count != 1) return raise_type(thread, "sorted expected 1 argument, got %u", args->count);
    for (uint32_t i = 0; i < args->keyword_count; i++) {
        const char *name = str_text(args->keywords[i]);
        if (strcmp(name, "key") == 0) key = args->items[1 + i];
        else if (strcmp(name, "reverse") == 0) reverse = value_truth(thread, args->items[1 + i]);
        else return raise_type(thread, "sort() got an unexpected keyword argument '%s'", name);
    }
    Value list = reverse < 0 ? RAISED : list_from_iterable(thread, args->items[0]);
    return list == RAISED || !list_sort(thread, value_list(list), key, reverse) ? RAISED : list;
}

/* ---- sum: floats are added with their rounding errors kept apart ---- */

typedef struct FloatSum {
    double high, low;
} FloatSum;

static void float_sum_add(FloatSum *sum, double number) {
    double total = sum->high + number;
    sum->low += fabs(sum->high) >= fabs(number) ? (sum->high - total) + number : (number - total) + sum->high;
    sum->high = total;
}

static Value float_sum_value(FloatSum sum) {
    return value_from_float(sum.low != 0 && isfinite(sum.low) ? sum.high + sum.low : sum.high);
}

/* Adds small ints as long as they come; the item that is none, or that would be too much, UNBOUND at the end, or RAISED. */
static Value add_ints(Thread *thread, Iteration *items, Value *total) {
    int64_t sum = value_small_int(*total), more;
    Value item;
    for (; value_is_small_int(item = iteration_next(thread, items)); sum = more)
        if (__builtin_add_overflow(sum, value_small_int(item), &more)) break;
    *total = int_from_int64(sum);
    return item;
}

/* The same for floats, and ints among them. */
static Value add_floats(Thread *thread, Iteration *items, Value *total) {
    FloatSum sum = {value_float(*total), 0};
    Value item;
    while ((item = iteration_next(thread, items)) != UNBOUND && item != RAISED) {
        int64_t whole;
        if (value_is_float(item)) float_sum_add(&sum, value_float(item));
        else if (value_is_int(item) && int_to_int64(item, &whole)) sum.high += (double)whole;
        else break;
    }
    *total = float_sum_value(sum);
    return item;
}

/* The next item that cannot be added at once, which is every one of other types. */
static Value add_numbers(Thread *thread, Iteration *items, Value *total) {
    if (value_is_small_int(*total)) return add_ints(thread, items, total);
    if (value_is_float(*total)) return add_floats(thread, items, total);
    return iteration_next(thread, items);
}

static Value sum_items(Thread *thread, Iteration *items, Value total) {
    for (;;) {
        Value item = add_numbers(thread, items, &total);
        if (item == UNBOUND) return total;
        total = item == RAISED ? RAISED : operate_binary(thread, BINARY_ADD, total, item);
        if (total == RAISED) return RAISED;
    }
}

static Value call_sum(Thread *thread, Value self, const Arguments *args) {
    (void)self;
    Value start = args->items[1] == UNBOUND ? value_from_small_int(0) : args->items[1];
    Iteration items;
    if (!iteration_start(thread, &items, args->items[0])) return RAISED;
    if (value_is_str(start)) return raise_type(thread, "sum() can't sum strings [use ''.join(seq) instead]");
    if (value_is_bytes(start)) return raise_type(thread, "sum() can't sum bytes [use b''.join(seq) instead]");
    return sum_items(thread, &items, start);
}

const Builtin iteration_functions[] = {
    {"all", call_all, 1, 1, "all(iterable): whether every item is true"},
    {"any", call_any, 1, 1, "any(iterable): whether some item is true"},
    {"iter", call_iter, 1, 2, "iter(iterable), iter(callable, sentinel): an iterator"},
    {"max", call_max, 0, -1, "max(iterable, *, default, key=None), max(a, b, …): the largest item", "**"},
    {"min", call_min, 0, -1, "min(iterable, *, default, key=None), min(a, b, …): the smallest item", "**"},
    {"next", call_next, 1, 2, "next(iterator[, default]): its next item; at the end the default, or StopIteration"},
    {"sorted", call_sorted, 0, -1, "sorted(iterable, /, *, key=None, reverse=False): a new sorted list", "**"},
    {"sum", call_sum, 1, 2, "sum(iterable, /, start=0): start plus all items", "iterable / start"},
    {0},
};
