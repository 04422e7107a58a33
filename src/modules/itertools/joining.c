/* Iterators that put others together or cut them: chain, zip_longest, pairwise, batched, islice. */
#include "modules/itertools/itertools.h"

#include "object/int.h"
#include "object/tuple.h"

/* ---- chain ---- */

typedef struct Chain {
    Object object;
    Word sources; /* an iterator of iterables */
    Word over;    /* the one of the moment; null: none */
} Chain;

static Value chain_of(Thread *thread, Type *type, Value iterables) {
    Chain *chain = instance_new(type);
    return iterator_over(thread, &chain->sources, iterables) ? value_from_object(chain) : RAISED;
}

static Value chain_make(Thread *thread, Value type, const Arguments *args) {
    return chain_of(thread, (Type *)(void *)type, value_from_object(tuple_from(args->items, args->count)));
}

static Value chain_from_iterable(Thread *thread, Value class, const Arguments *args) {
    return chain_of(thread, (Type *)(void *)class, args->items[0]);
}

/* The iterator of the next iterable; UNBOUND: there is none. */
static Value chain_step(Thread *thread, Chain *chain) {
    Value sources = word_load(&chain->sources);
    if (sources == RAISED) return UNBOUND;
    Value iterable = value_next(thread, sources);
    Value over = iterable == RAISED || iterable == UNBOUND ? iterable : value_iter(thread, iterable);
    if (over == RAISED || over == UNBOUND) iterator_end(&chain->sources);
    else word_store(&chain->over, over);
    return over;
}

static Value chain_next(Thread *thread, Value self) {
    Chain *chain = (Chain *)(void *)self;
    for (;;) {
        Value over = word_load(&chain->over);
        if (over == RAISED) over = chain_step(thread, chain);
        if (over == RAISED || over == UNBOUND) return over;
        Value item = value_next(thread, over);
        if (item != UNBOUND) return item;
        atomic_compare_exchange_strong_explicit(&chain->over, &over, RAISED, memory_order_relaxed,
                                                memory_order_relaxed);
    }
}

CONSTRUCTOR(chain, 0, -1, NULL)

static const Builtin chain_methods[] = {
    {"from_iterable", chain_from_iterable, 1, 1, "from_iterable(iterables): the same with one iterable of iterables",
     NULL, BUILTIN_CLASS_METHOD},
    {0},
};

static Type chain_type = {
    TYPE_HEAD,
    .name = "itertools.chain",
    .module = "itertools",
    .doc = "chain(*iterables): all items of the first iterable, then of the next one, …",
    .size = sizeof(Chain),
    .flags = TYPE_IS_CONTAINER,
    .iter = iterator_itself,
    .next = chain_next,
    .construct = chain_construct,
    .methods = chain_methods,
};

/* ---- zip_longest ---- */

typedef struct ZipLongest {
    Object object;
    size_t count;
    Word *over; /* of each */
    Value fill;
} ZipLongest;

static Value zip_longest_construct(Thread *thread, Type *type, const Arguments *args) {
    Value fill = arguments_keyword(args, "fillvalue");
    if (args->keyword_count > (fill != UNBOUND))
        return raise_type(thread, "zip_longest() got an unexpected keyword argument");
    ZipLongest *zip = instance_new(type);
    zip->count = args->count;
    zip->over = memory_new((args->count + (size_t)1) * sizeof *zip->over);
    zip->fill = fill == UNBOUND ? NONE : fill;
    for (size_t i = 0; i < zip->count; i++)
        if (!iterator_over(thread, &zip->over[i], args->items[i])) return RAISED;
    return value_from_object(zip);
}

/* The item of one of them, or what fills its place. */
static Value zip_longest_item(Thread *thread, ZipLongest *zip, size_t i, bool *any) {
    Value over = word_load(&zip->over[i]);
    Value item = over == RAISED ? UNBOUND : value_next(thread, over);
    if (item == UNBOUND) return iterator_end(&zip->over[i]), zip->fill;
    *any = true;
    return item;
}

static Value zip_longest_next(Thread *thread, Value self) {
    ZipLongest *zip = (ZipLongest *)(void *)self;
    Tuple *row = tuple_new(zip->count);
    bool any = false;
    for (size_t i = 0; i < zip->count; i++)
        if ((row->items[i] = zip_longest_item(thread, zip, i, &any)) == RAISED) return RAISED;
    return any ? value_from_object(row) : UNBOUND;
}

ITERATOR_TYPE(zip_longest, ZipLongest, "zip_longest(*iterables, fillvalue=None): as zip, as long as the longest.");

/* ---- pairwise ---- */

typedef struct Pairwise {
    Object object;
    Word over;
    Word last;
} Pairwise;

static Value pairwise_make(Thread *thread, Value type, const Arguments *args) {
    Pairwise *pairwise = instance_new((Type *)(void *)type);
    return iterator_over(thread, &pairwise->over, args->items[0]) ? value_from_object(pairwise) : RAISED;
}

static Value pairwise_next(Thread *thread, Value self) {
    Pairwise *pairwise = (Pairwise *)(void *)self;
    Value over = word_load(&pairwise->over), last = word_load(&pairwise->last);
    if (over == RAISED) return UNBOUND;
    if (last == RAISED) {
        last = value_next(thread, over);
        if (last == UNBOUND) return iterator_end(&pairwise->over);
        if (last == RAISED) return RAISED;
    }
    Value item = value_next(thread, over);
    if (item == UNBOUND) return iterator_end(&pairwise->over);
    if (item == RAISED) return RAISED;
    word_store(&pairwise->last, item);
    return value_from_object(tuple_of(2, last, item));
}

CONSTRUCTOR(pairwise, 1, 1, NULL)
ITERATOR_TYPE(pairwise, Pairwise, "pairwise(iterable): (a, b), (b, c), …");

/* ---- batched ---- */

typedef struct Batched {
    Object object;
    Word over;
    int64_t size;
    bool is_strict;
} Batched;

static Value batched_make(Thread *thread, Value type, const Arguments *args) {
    int64_t size;
    if (!value_to_index(thread, args->items[1], &size)) return RAISED;
    if (size < 1) return raise_value(thread, "n must be at least one");
    int strict = args->items[2] == UNBOUND ? 0 : value_truth(thread, args->items[2]);
    if (strict < 0) return RAISED;
    Batched *batched = instance_new((Type *)(void *)type);
    batched->size = size;
    batched->is_strict = strict;
    return iterator_over(thread, &batched->over, args->items[0]) ? value_from_object(batched) : RAISED;
}

static Value batched_next(Thread *thread, Value self) {
    Batched *batched = (Batched *)(void *)self;
    Value over = word_load(&batched->over), item = UNBOUND;
    if (over == RAISED) return UNBOUND;
    List *batch = list_new(0);
    for (int64_t i = 0; i < batched->size && (item = value_next(thread, over)) != UNBOUND; i++) {
        if (item == RAISED) return RAISED;
        list_append_unshared(batch, item);
    }
    size_t count;
    Value *items = list_snapshot(batch, &count);
    if (item == UNBOUND) iterator_end(&batched->over);
    if (count == 0) return UNBOUND;
    if (batched->is_strict && (int64_t)count != batched->size)
        return raise_value(thread, "batched(): incomplete batch");
    return value_from_object(tuple_from(items, count));
}

CONSTRUCTOR(batched, 2, 3, "iterable n * strict")
ITERATOR_TYPE(batched, Batched, "batched(iterable, n, *, strict=False): tuples of n items; the last may be shorter.");

/* ---- islice ---- */

typedef struct Islice {
    Object object;
    Word over;
    _Atomic(int64_t) place; /* of the next item of the source */
    _Atomic(int64_t) next;  /* of the next item to be handed out */
    int64_t stop, step;
} Islice;

/* A bound: `otherwise` for None, -1 for what is no index or is too large; false: raised. */
static bool islice_bound(Thread *thread, Value value, int64_t otherwise, int64_t *bound) {
    *bound = value == NONE ? otherwise : -1;
    if (value == NONE || (!value_is_int(value) && SLOT(value_type(value), index) == NULL)) return true;
    Value index = value_index(thread, value);
    if (index == RAISED) return false;
    if (!int_to_int64(index, bound)) *bound = -1;
    return true;
}

static bool islice_bounds(Thread *thread, const Arguments *args, int64_t *start, Islice *islice) {
    bool has_start = args->count > 2;
    *start = 0;
    islice->step = 1;
    if ((has_start && !islice_bound(thread, args->items[1], 0, start)) ||
        !islice_bound(thread, args->items[has_start ? 2 : 1], INT64_MAX, &islice->stop) ||
        (args->count == 4 && !islice_bound(thread, args->items[3], 1, &islice->step)))
        return false;
    if (islice->stop == -1)
        return fail_value(thread, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    if (*start < 0 || islice->stop < 0)
        return fail_value(thread, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    return islice->step >= 1 || fail_value(thread, "Step for islice() must be a positive integer or None.");
}

static Value islice_construct(Thread *thread, Type *type, const Arguments *args) {
    if (!arguments_no_keywords(thread, "islice", args)) return RAISED;
    if (args->count < 2 || args->count > 4)
        return raise_type(thread, "islice expected at %s arguments, got %u", args->count < 2 ? "least 2" : "most 4",
                          args->count);
    Islice *islice = instance_new(type);
    int64_t start;
    if (!islice_bounds(thread, args, &start, islice)) return RAISED;
    atomic_store_explicit(&islice->next, start, memory_order_relaxed);
    return iterator_over(thread, &islice->over, args->items[0]) ? value_from_object(islice) : RAISED;
}

static Value islice_next(Thread *thread, Value self) {
    Islice *islice = (Islice *)(void *)self;
    Value over = word_load(&islice->over);
    if (over == RAISED) return UNBOUND;
    int64_t next = atomic_load_explicit(&islice->next, memory_order_relaxed);
    int64_t place = atomic_load_explicit(&islice->place, memory_order_relaxed);
    Value item = NONE;
    for (; place < next; place++) {
        item = value_next(thread, over);
        if (item == UNBOUND || item == RAISED) break;
    }
    if (item != UNBOUND && item != RAISED) item = place < islice->stop ? value_next(thread, over) : UNBOUND;
    if (item == UNBOUND) return iterator_end(&islice->over);
    if (item == RAISED) return RAISED;
    if (next > islice->stop - islice->step) next = islice->stop;
    else next += islice->step;
    atomic_store_explicit(&islice->place, place + 1, memory_order_relaxed);
    atomic_store_explicit(&islice->next, next, memory_order_relaxed);
    return item;
}

ITERATOR_TYPE(islice, Islice,
              "islice(iterable, stop) or islice(iterable, start, stop[, step]): as a slice does, without negative "
              "numbers.");

Type *const joining_types[] = {&chain_type, &zip_longest_type, &pairwise_type, &batched_type, &islice_type, NULL};
