/* product, permutations, combinations: rows of indices into pools of items, each made from the one before it. */
#include "modules/itertools/itertools.h"

#include "object/int.h"
#include "object/list.h"
#include "object/tuple.h"

#include <string.h>

typedef struct Combining {
    Object object;
    size_t count;    /* of items in a row */
    Tuple **pools;   /* product: of each place; the others have one pool */
    size_t *indices; /* product, combinations: of each place; permutations: all of the pool, those in use in front */
    size_t *cycles;  /* permutations: how many more items may come to each place */
    bool is_started;
    bool is_finished;
} Combining;

static size_t *indices_new(size_t count) {
    return memory_new_plain((count + 1) * sizeof(size_t));
}

/* The items of an iterable, as they are now; null: raised. */
static Tuple *pool_of(Thread *thread, Value iterable) {
    if (value_has_type(iterable, &tuple_type)) return value_tuple(iterable);
    Value list = list_from_iterable(thread, iterable);
    if (list == RAISED) return NULL;
    size_t count;
    Value *items = list_snapshot(value_list(list), &count);
    return tuple_from(items, count);
}

static Combining *combining_new(Value type, size_t count, size_t pool_count, size_t index_count) {
    Combining *combining = instance_new((Type *)(void *)type);
    combining->count = count;
    combining->pools = memory_new((pool_count + 1) * sizeof(Tuple *));
    combining->indices = indices_new(index_count);
    return combining;
}

/* ---- One step, under the object's lock: the next row of indices, false when there is none ---- */

typedef bool (*Step)(Combining *combining);

static Value row_of(const Combining *combining, bool one_pool) {
    Tuple *row = tuple_new(combining->count);
    for (size_t i = 0; i < combining->count; i++)
        row->items[i] = combining->pools[one_pool ? 0 : i]->items[combining->indices[i]];
    return value_from_object(row);
}

static Value step(Value self, Step advance, bool one_pool) {
    Combining *combining = (Combining *)(void *)self;
    Value row = UNBOUND;
    object_lock(&combining->object);
    if (!combining->is_finished && combining->is_started) combining->is_finished = !advance(combining);
    combining->is_started = true;
    if (!combining->is_finished) row = row_of(combining, one_pool);
    object_unlock(&combining->object);
    return row;
}

static bool advance_product(Combining *combining) {
    for (size_t i = combining->count; i-- > 0;) {
        if (++combining->indices[i] < combining->pools[i]->count) return true;
        combining->indices[i] = 0;
    }
    return false;
}

static bool advance_combinations(Combining *combining) {
    size_t spare = combining->pools[0]->count - combining->count, *indices = combining->indices;
    for (size_t i = combining->count; i-- > 0;) {
        if (indices[i] == i + spare) continue;
        indices[i]++;
        for (size_t j = i + 1; j < combining->count; j++) indices[j] = indices[j - 1] + 1;
        return true;
    }
    return false;
}

static bool advance_replacement(Combining *combining) {
    size_t last = combining->pools[0]->count - 1, *indices = combining->indices;
    for (size_t i = combining->count; i-- > 0;) {
        if (indices[i] == last) continue;
        indices[i]++;
        for (size_t j = i + 1; j < combining->count; j++) indices[j] = indices[i];
        return true;
    }
    return false;
}

/* A place whose items have all been there gives its index to the end of the row; else it swaps with one from there. */
static bool advance_permutations(Combining *combining) {
    size_t all = combining->pools[0]->count, *indices = combining->indices;
    for (size_t i = combining->count; i-- > 0;) {
        size_t index = indices[i];
        if (--combining->cycles[i] > 0) {
            indices[i] = indices[all - combining->cycles[i]];
            indices[all - combining->cycles[i]] = index;
            return true;
        }
        memmove(indices + i, indices + i + 1, (all - i - 1) * sizeof *indices);
        indices[all - 1] = index;
        combining->cycles[i] = all - i;
    }
    return false;
}

/* ---- product ---- */

static bool fill_pools(Thread *thread, Combining *product, const Arguments *args) {
    for (size_t i = 0; i < product->count; i++) {
        product->pools[i] = i < args->count ? pool_of(thread, args->items[i]) : product->pools[i - args->count];
        if (product->pools[i] == NULL) return false;
        product->is_finished |= product->pools[i]->count == 0;
    }
    return true;
}

static Value product_construct(Thread *thread, Type *type, const Arguments *args) {
    Value repeat = arguments_keyword(args, "repeat");
    int64_t times = 1;
    if (args->keyword_count > (repeat != UNBOUND))
        return raise_type(thread, "product() got an unexpected keyword argument");
    if (repeat != UNBOUND && !value_to_index(thread, repeat, &times)) return RAISED;
    if (times < 0) return raise_value(thread, "repeat argument cannot be negative");
    size_t count;
    if (__builtin_mul_overflow((size_t)args->count, (size_t)times, &count) || count > (size_t)1 << 32)
        return raise_error(thread, &overflow_error, "repeat argument too large");
    Combining *product = combining_new(value_from_object(type), count, count, count);
    return fill_pools(thread, product, args) ? value_from_object(product) : RAISED;
}

static Value product_next(Thread *thread, Value self) {
    (void)thread;
    return step(self, advance_product, false);
}

/* ---- The others: one pool, r of its items ---- */

/* r; the number of items when it is missing and may be. */
static bool read_count(Thread *thread, Value value, const Tuple *pool, size_t *count) {
    int64_t number = (int64_t)pool->count;
    if (value != UNBOUND && value != NONE) {
        if (!value_is_int(value)) return fail_type(thread, "Expected int as r");
        if (!value_to_index(thread, value, &number)) return false;
    }
    if (number < 0) return fail_value(thread, "r must be non-negative");
    *count = (size_t)number;
    return true;
}

static Value permutations_make(Thread *thread, Value type, const Arguments *args) {
    size_t count = 0;
    Tuple *pool = pool_of(thread, args->items[0]);
    if (pool == NULL || !read_count(thread, args->items[1], pool, &count)) return RAISED;
    bool fits = count <= pool->count;
    Combining *permutations = combining_new(type, fits ? count : 0, 1, pool->count);
    permutations->pools[0] = pool;
    permutations->is_finished = !fits;
    permutations->cycles = indices_new(permutations->count);
    for (size_t i = 0; i < pool->count; i++) permutations->indices[i] = i;
    for (size_t i = 0; i < permutations->count; i++) permutations->cycles[i] = pool->count - i;
    return value_from_object(permutations);
}

static Value permutations_next(Thread *thread, Value self) {
    (void)thread;
    return step(self, advance_permutations, true);
}

static Value chosen(Thread *thread, Value type, const Arguments *args, bool again) {
    int64_t count;
    Tuple *pool = pool_of(thread, args->items[0]);
    if (pool == NULL || !value_to_index(thread, args->items[1], &count)) return RAISED;
    if (count < 0) return raise_value(thread, "r must be non-negative");
    bool fits = again ? count == 0 || pool->count > 0 : (size_t)count <= pool->count;
    Combining *combining = combining_new(type, fits ? (size_t)count : 0, 1, fits ? (size_t)count : 0);
    combining->pools[0] = pool;
    combining->is_finished = !fits;
    for (size_t i = 0; i < combining->count; i++) combining->indices[i] = again ? 0 : i;
    return value_from_object(combining);
}

static Value combinations_make(Thread *thread, Value type, const Arguments *args) {
    return chosen(thread, type, args, false);
}

static Value combinations_next(Thread *thread, Value self) {
    (void)thread;
    return step(self, advance_combinations, true);
}

static Value combinations_with_replacement_make(Thread *thread, Value type, const Arguments *args) {
    return chosen(thread, type, args, true);
}

static Value combinations_with_replacement_next(Thread *thread, Value self) {
    (void)thread;
    return step(self, advance_replacement, true);
}

CONSTRUCTOR(permutations, 1, 2, "iterable r")
CONSTRUCTOR(combinations, 2, 2, "iterable r")
CONSTRUCTOR(combinations_with_replacement, 2, 2, "iterable r")
ITERATOR_TYPE(product, Combining, "product(*iterables, repeat=1): all tuples with an item from each.");
ITERATOR_TYPE(permutations, Combining, "permutations(iterable, r=None): all orders of r of the items.");
ITERATOR_TYPE(combinations, Combining, "combinations(iterable, r): all ways to take r items, in order.");
ITERATOR_TYPE(combinations_with_replacement, Combining,
              "combinations_with_replacement(iterable, r): the same, where an item may be taken again.");

Type *const combining_types[] = {&product_type, &permutations_type, &combinations_type,
                                 &combinations_with_replacement_type, NULL};
