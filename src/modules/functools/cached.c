/* What lru_cache and cache make of a function. The results are in a dict; where their number is limited, its order is that of
   use: a result that is asked for again goes to the end, and the first ones are dropped.

   Each operation on the dict is whole by itself; threads that ask for the same result at once may both compute it. */
#include "modules/functools/functools.h"

#include "object/callable.h"
#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"
#include "object/shape.h"
#include "object/str.h"
#include "object/tuple.h"

#include <string.h>

typedef struct Cached {
    Object object;
    Value function;
    Value make_info; /* what cache_info() answers, of a tuple */
    int64_t most;    /* negative: any number */
    bool typed;
    Dict *values;
    Word last; /* the key that was used last: it is at the end already */
    _Atomic(int64_t) hits, misses;
} Cached;

static Cached *value_cached(Value value) {
    return (Cached *)(void *)value;
}

static void count_up(_Atomic(int64_t) *counter) {
    if (__libc_single_threaded)
        atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + 1, memory_order_relaxed);
    else atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
}

/* Between the positional arguments, the named ones and the types: no argument can be it. */
static Value mark(void) {
    return value_from_object(&cached_type);
}

/* The arguments as a key; a single one of a type whose equality says all stands for itself. */
static Value key_of(const Cached *cached, const Arguments *args) {
    size_t given = (size_t)args->count + args->keyword_count;
    if (given == 1 && args->count == 1 && !cached->typed &&
        (value_is_small_int(args->items[0]) || value_has_type(args->items[0], &str_type)))
        return args->items[0];
    size_t named = args->keyword_count > 0 ? 1 + 2 * (size_t)args->keyword_count : 0;
    Tuple *key = tuple_new(args->count + named + (cached->typed ? given + 1 : 0));
    Value *end = key->items;
    for (uint32_t i = 0; i < args->count; i++) *end++ = args->items[i];
    if (args->keyword_count > 0) *end++ = mark();
    for (uint32_t i = 0; i < args->keyword_count; i++) {
        *end++ = value_from_object(args->keywords[i]);
        *end++ = args->items[args->count + i];
    }
    if (cached->typed) *end++ = mark();
    for (size_t i = 0; cached->typed && i < given; i++) *end++ = value_from_object(value_type(args->items[i]));
    return value_from_object(key);
}

/* False: raised. */
static bool move_to_end(Thread *thread, Cached *cached, Value key, Value value) {
    if (word_load(&cached->last) == key) return true;
    word_store(&cached->last, key);
    int deleted = dict_delete(thread, cached->values, key);
    return deleted < 0 ? false : deleted == 0 || dict_set(thread, cached->values, key, value);
}

static bool drop_oldest(Thread *thread, Cached *cached) {
    Value key, value;
    while ((int64_t)dict_count(cached->values) > cached->most) {
        size_t position = 0;
        if (!dict_next(cached->values, &position, &key, &value)) return true;
        if (dict_delete(thread, cached->values, key) < 0) return false;
    }
    return true;
}

static bool remember(Thread *thread, Cached *cached, Value key, Value value) {
    if (cached->most == 0) return true;
    if (!dict_set(thread, cached->values, key, value)) return false;
    if (cached->most < 0) return true;
    word_store(&cached->last, key);
    return drop_oldest(thread, cached);
}

static Value cached_call(Thread *thread, Value self, const Arguments *args) {
    Cached *cached = value_cached(self);
    Value key = key_of(cached, args);
    Value value = dict_get(thread, cached->values, key);
    if (value == RAISED) return RAISED;
    if (value != UNBOUND) {
        count_up(&cached->hits);
        return cached->most < 0 || move_to_end(thread, cached, key, value) ? value : RAISED;
    }
    count_up(&cached->misses);
    value = value_call(thread, cached->function, args);
    return value != RAISED && remember(thread, cached, key, value) ? value : RAISED;
}

/* cached(function, maxsize, typed, make_info) */
static Value cached_construct(Thread *thread, Type *type, const Arguments *args) {
    int64_t most = -1;
    if (args->count != 4) return raise_type(thread, "_lru_cache_wrapper expected 4 arguments, got %u", args->count);
    if (SLOT(value_type(args->items[0]), call) == NULL)
        return raise_type(thread, "the first argument must be callable");
    if (args->items[1] != NONE && !value_to_index(thread, args->items[1], &most)) return RAISED;
    int typed = value_truth(thread, args->items[2]);
    if (typed < 0) return RAISED;
    Cached *cached = instance_new(type);
    cached->function = args->items[0];
    cached->most = most;
    cached->typed = typed;
    cached->make_info = args->items[3];
    cached->values = dict_new();
    return value_from_object(cached);
}

static Value cached_get(Thread *thread, Value self, Value instance, Type *owner) {
    (void)thread, (void)owner;
    return instance == UNBOUND || instance == NONE ? self : bound_method_new(self, instance);
}

static Value size_limit(const Cached *cached) {
    return cached->most < 0 ? NONE : int_from_int64(cached->most);
}

static Value cached_info(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Cached *cached = value_cached(self);
    Value numbers[] = {int_from_int64(atomic_load_explicit(&cached->hits, memory_order_relaxed)),
                       int_from_int64(atomic_load_explicit(&cached->misses, memory_order_relaxed)), size_limit(cached),
                       int_from_int64((int64_t)dict_count(cached->values))};
    return value_call1(thread, cached->make_info, value_from_object(tuple_from(numbers, 4)));
}

static Value cached_clear(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    Cached *cached = value_cached(self);
    dict_clear(cached->values);
    word_store(&cached->last, RAISED);
    atomic_store_explicit(&cached->hits, 0, memory_order_relaxed);
    atomic_store_explicit(&cached->misses, 0, memory_order_relaxed);
    return NONE;
}

static Value cached_parameters(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    Dict *parameters = dict_new();
    dict_set_str(parameters, str_intern_text("maxsize"), size_limit(value_cached(self)));
    dict_set_str(parameters, str_intern_text("typed"), value_from_bool(value_cached(self)->typed));
    return value_from_object(parameters);
}

static Value cached_itself(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return self;
}

static const Builtin cached_methods[] = {
    {"cache_info", cached_info, 0, 0, "cache_info(): hits, misses and sizes so far"},
    {"cache_clear", cached_clear, 0, 0, "cache_clear(): forget everything"},
    {"cache_parameters", cached_parameters, 0, 0, "cache_parameters(): what lru_cache was given"},
    {"__copy__", cached_itself, 0, 0, "the function itself"},
    {"__deepcopy__", cached_itself, 1, 1, "the function itself"},
    {0},
};

Type cached_type = {
    TYPE_HEAD,
    .name = "functools._lru_cache_wrapper",
    .module = "functools",
    .doc = "A function that remembers its results.",
    .size = sizeof(Cached),
    .flags = TYPE_HAS_ATTRIBUTES | TYPE_IS_HASHABLE_BY_IDENTITY,
    .call = cached_call,
    .construct = cached_construct,
    .descriptor_get = cached_get,
    .methods = cached_methods,
};
