/* The types set and frozenset: construction, iteration, hashing; the methods are in set_methods.c. */
#include "object/set_core.h"

#include "object/error.h"
#include "object/plain.h"
#include "object/repr_guard.h"
#include "object/shape.h"
#include "object/str.h"

extern Type set_iterator_type;

bool value_is_set(Value value) {
    return value_is_object(value) && (value_is_instance(value, &set_type) || value_is_instance(value, &frozenset_type));
}

Set *set_of_type(Type *type) {
    if (type == &set_type || type == &frozenset_type) return object_new(type, sizeof(Set));
    return instance_new(type);
}

Set *set_new(void) {
    return set_of_type(&set_type);
}

/* A set looked for in a set of frozensets counts as the frozenset equal to it. */
static bool hash_for_search(Thread *thread, Value *item, uint64_t *hash) {
    if (value_is_object(*item) && value_is_instance(*item, &set_type) && !value_type(*item)->hash)
        *item = value_from_object(set_copy(value_set(*item), &frozenset_type));
    return value_hash_quick(thread, *item, hash);
}

int set_contains(Thread *thread, Set *set, Value item) {
    uint64_t hash;
    bool is_hashed = value_is_small_int(item) || value_is_plain_str(item) ? value_hash_quick(thread, item, &hash)
                                                                          : hash_for_search(thread, &item, &hash);
    return is_hashed ? set_find_hashed(thread, set, item, hash) : -1;
}

int set_discard(Thread *thread, Set *set, Value item) {
    uint64_t hash;
    return hash_for_search(thread, &item, &hash) ? set_discard_hashed(thread, set, item, hash) : -1;
}

Value set_from_iterable(Thread *thread, Type *type, Value iterable) {
    if (value_is_set(iterable)) return value_from_object(set_copy(value_set(iterable), type));
    Set *set = set_of_type(type);
    return set_update(thread, set, iterable) ? value_from_object(set) : RAISED;
}

/* ---- Slots ---- */

static Value set_construct(Thread *thread, Type *type, const Arguments *args) {
    if ((type == &set_type || type->init == frozenset_type.init) &&
        !arguments_no_keywords(thread, type == &set_type ? "set" : "frozenset", args))
        return RAISED;
    if (args->count > 1) return raise_type(thread, "%s expected at most 1 argument, got %u", type->name, args->count);
    if (args->count == 0 || type_is_subtype(type, &set_type)) return value_from_object(set_of_type(type));
    if (type == &frozenset_type && value_has_type(args->items[0], &frozenset_type)) return args->items[0];
    return set_from_iterable(thread, type, args->items[0]);
}

static bool set_init(Thread *thread, Value self, const Arguments *args) {
    if (value_type(self)->init == set_init && !arguments_no_keywords(thread, "set", args)) return false;
    if (args->count > 1) return fail_type(thread, "set expected at most 1 argument, got %u", args->count);
    if (set_count(value_set(self)) > 0) set_clear(value_set(self));
    return args->count == 0 || set_update(thread, value_set(self), args->items[0]);
}

static bool add_items(Thread *thread, Buffer *text, SetTable *table) {
    Value item;
    bool first = true;
    for (size_t at = 0; set_table_next(table, &at, &item); first = false) {
        if (!first) buffer_add_text(text, ", ");
        if (!buffer_add_repr(thread, text, item)) return false;
    }
    return true;
}

static Value set_repr(Thread *thread, Value self) {
    const char *name = type_name_of(self);
    bool is_plain = value_type(self) == &set_type;
    if (set_count(value_set(self)) == 0) return value_from_object(str_format("%s()", name));
    if (!repr_enter(thread, self))
        return thread->raised != UNBOUND ? RAISED : value_from_object(str_format("%s(...)", name));
    Buffer text = {0};
    if (!is_plain) buffer_addf(&text, "%s(", name);
    buffer_add_byte(&text, '{');
    bool done = add_items(thread, &text, set_table(value_set(self)));
    repr_leave(thread, self);
    buffer_add_text(&text, is_plain ? "}" : "})");
    return done ? value_from_object(str_from_buffer(&text)) : RAISED;
}

static int64_t set_length(Thread *thread, Value self) {
    (void)thread;
    return (int64_t)set_count(value_set(self));
}

static int set_contains_slot(Thread *thread, Value self, Value item) {
    return set_contains(thread, value_set(self), item);
}

/* Independent of the order of the items: a sum of their mixed hashes. */
static bool frozenset_hash(Thread *thread, Value self, uint64_t *hash) {
    (void)thread;
    Set *set = value_set(self);
    SetTable *table = set_table(set);
    uint64_t known = atomic_load_explicit(&set->hash, memory_order_relaxed), sum = 1927868237u * (set_count(set) + 1);
    Value item;
    for (size_t at = 0; known == 0 && set_table_next(table, &at, &item);) {
        uint64_t one = set_table_hash(table, at);
        sum ^= ((one ^ 89869747u) ^ (one << 16)) * 3644798167u;
    }
    if (known == 0) known = (sum ^ (sum >> 11) ^ (sum >> 25)) * 69069u + 907133923u;
    atomic_store_explicit(&set->hash, known, memory_order_relaxed);
    *hash = known;
    return true;
}

/* ---- Iteration ---- */

typedef struct SetIterator {
    Object object;
    Set *set;
    SetTable *table;
    size_t count; /* of the set when it started */
    _Atomic(size_t) position;
} SetIterator;

static Value set_iter(Thread *thread, Value self) {
    (void)thread;
    SetIterator *iterator = object_new(&set_iterator_type, sizeof *iterator);
    iterator->set = value_set(self);
    iterator->table = set_table(iterator->set);
    iterator->count = set_count(iterator->set);
    return value_from_object(iterator);
}

static Value set_iterator_next(Thread *thread, Value self) {
    SetIterator *iterator = (SetIterator *)(void *)self;
    size_t seen = atomic_load_explicit(&iterator->position, memory_order_relaxed), next;
    Value item = UNBOUND;
    do {
        if (seen == SIZE_MAX) return UNBOUND;
        if (set_count(iterator->set) != iterator->count)
            return raise_error(thread, &runtime_error, "Set changed size during iteration");
        next = seen;
        if (!set_table_next(iterator->table, &next, &item)) item = UNBOUND, next = SIZE_MAX;
    } while (!atomic_compare_exchange_weak_explicit(&iterator->position, &seen, next, memory_order_relaxed,
                                                    memory_order_relaxed));
    return item;
}

static Value itself(Thread *thread, Value self) {
    (void)thread;
    return self;
}

static Value length_hint(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    SetIterator *iterator = (SetIterator *)(void *)self;
    size_t at = atomic_load_explicit(&iterator->position, memory_order_relaxed), left = 0;
    Value item;
    while (at != SIZE_MAX && set_table_next(iterator->table, &at, &item)) left++;
    return value_from_small_int((int64_t)left);
}

static const Builtin set_iterator_methods[] = {
    {"__length_hint__", length_hint, 0, 0, "how many items are left"},
    {0},
};

Type set_iterator_type = {
    TYPE_HEAD,
    .name = "set_iterator",
    .doc = "Iterator over a set.",
    .size = sizeof(SetIterator),
    .flags = TYPE_IS_FINAL | TYPE_IS_CONTAINER,
    .iter = itself,
    .next = set_iterator_next,
    .methods = set_iterator_methods,
};

#define SET_OPERATORS                                                                                                  \
    .binary = {[BINARY_AND] = set_binary_and,                                                                          \
               [BINARY_OR] = set_binary_or,                                                                            \
               [BINARY_XOR] = set_binary_xor,                                                                          \
               [BINARY_SUBTRACT] = set_binary_subtract}

Type set_type = {
    TYPE_HEAD,
    .name = "set",
    .doc = "set(iterable=()): a collection of different, hashable items.",
    .size = sizeof(Set),
    .flags = TYPE_IS_CONTAINER,
    .repr = set_repr,
    .compare = set_compare,
    .length = set_length,
    .contains = set_contains_slot,
    .iter = set_iter,
    .construct = set_construct,
    .init = set_init,
    SET_OPERATORS,
    .inplace = {[BINARY_AND] = set_inplace_and,
                [BINARY_OR] = set_inplace_or,
                [BINARY_XOR] = set_inplace_xor,
                [BINARY_SUBTRACT] = set_inplace_subtract},
    .methods = set_methods,
};

Type frozenset_type = {
    TYPE_HEAD,
    .name = "frozenset",
    .doc = "frozenset(iterable=()): a set that never changes and can be an item of a set or the key of a dict.",
    .size = sizeof(Set),
    .repr = set_repr,
    .hash = frozenset_hash,
    .compare = set_compare,
    .length = set_length,
    .contains = set_contains_slot,
    .iter = set_iter,
    .construct = set_construct,
    SET_OPERATORS,
    .methods = frozenset_methods,
};
