/* set and frozenset as scripts use them. */
#include "object/error.h"
#include "object/iterators.h"
#include "object/operators.h"
#include "object/repr_guard.h"
#include "object/set_core.h"
#include "object/shape.h"
#include "object/str.h"

extern Type set_iterator_type;

typedef struct SetIterator {
    Object object;
    Set *set;
    SetTable *table;
    _Atomic(size_t) position;
    size_t count;
} SetIterator;

Value set_iter(Thread *thread, Value self) {
    (void)thread;
    SetIterator *iterator = object_new(&set_iterator_type, sizeof *iterator);
    iterator->set = value_set(self);
    iterator->table = set_table(iterator->set);
    iterator->count = set_count(iterator->set);
    return value_from_object(iterator);
}

static Value set_iterator_next(Thread *thread, Value self) {
    SetIterator *iterator = (SetIterator *)value_object(self);
    size_t seen = atomic_load_explicit(&iterator->position, memory_order_relaxed), next;
    uint64_t hash;
    Value item;
    do {
        next = seen;
        if (next == SIZE_MAX) return UNBOUND;
        if (set_count(iterator->set) != iterator->count)
            return raise_error(thread, &runtime_error, "Set changed size during iteration");
        if (!set_table_next(iterator->table, &next, &item, &hash)) item = UNBOUND, next = SIZE_MAX;
    } while (!atomic_compare_exchange_weak_explicit(&iterator->position, &seen, next, memory_order_relaxed, memory_order_relaxed));
    return item;
}

Type set_iterator_type = {
    TYPE_HEAD,
    .name = "set_iterator",
    .doc = "An iterator over a set.",
    .size = sizeof(SetIterator),
    .flags = TYPE_IS_FINAL,
    .iter = iterator_itself,
    .next = set_iterator_next,
};

static Value set_construct(Thread *thread, Type *type, const Arguments *args) {
    (void)thread, (void)args;
    return value_from_object(instance_new(type));
}

static bool set_init(Thread *thread, Value self, const Arguments *args) {
    if (!arguments_no_keywords(thread, "set", args)) return false;
    if (args->count > 1) return fail_type(thread, "set expected at most 1 argument, got %u", args->count);
    set_clear(value_set(self));
    return !args->count || set_update(thread, value_set(self), args->items[0]);
}

static Value frozenset_construct(Thread *thread, Type *type, const Arguments *args) {
    if (type == &frozenset_type && !arguments_no_keywords(thread, "frozenset", args)) return RAISED;
    if (args->count > 1) return raise_type(thread, "frozenset expected at most 1 argument, got %u", args->count);
    return args->count ? set_from_iterable(thread, type, args->items[0]) : value_from_object(instance_new(type));
}

static bool add_items(Thread *thread, Buffer *text, Set *set) {
    size_t position = 0;
    Value item;
    for (bool first = true; set_next(set, &position, &item); first = false) {
        if (!first) buffer_add_text(text, ", ");
        if (!buffer_add_repr(thread, text, item)) return false;
    }
    return true;
}

static Value set_repr(Thread *thread, Value self) {
    Buffer text = {0};
    bool named = !value_has_type(self, &set_type);
    if (set_count(value_set(self)) == 0) return value_from_object(str_format("%s()", type_name_of(self)));
    if (!repr_enter(thread, self))
        return thread->raised == UNBOUND ? value_from_object(str_format("%s(...)", type_name_of(self))) : RAISED;
    if (named) buffer_addf(&text, "%s(", type_name_of(self));
    buffer_add_byte(&text, '{');
    bool complete = add_items(thread, &text, value_set(self));
    repr_leave(thread);
    buffer_add_text(&text, named ? "})" : "}");
    return complete ? value_from_object(str_from_buffer(&text)) : RAISED;
}

static int set_truth(Thread *thread, Value self) {
    (void)thread;
    return set_count(value_set(self)) > 0;
}

static int64_t set_length(Thread *thread, Value self) {
    (void)thread;
    return (int64_t)set_count(value_set(self));
}

/* A set asked for as an item stands for the frozenset of its items. */
static int set_contains_slot(Thread *thread, Value self, Value item) {
    if (!value_has_type(item, &set_type)) return set_contains(thread, value_set(self), item);
    return set_contains(thread, value_set(self), value_from_object(set_copy(value_set(item), &frozenset_type)));
}

static bool frozenset_hash(Thread *thread, Value self, uint64_t *hash) {
    (void)thread;
    SetTable *table = set_table(value_set(self));
    uint64_t of_item, sum = 0;
    size_t position = 0;
    Value item;
    while (set_table_next(table, &position, &item, &of_item))
        sum ^= ((of_item ^ 89869747u) ^ (of_item << 16)) * 3644798167u;
    *hash = (sum ^ (set_count(value_set(self)) + 1) * 1927868237u) * 69069u + 907133923u;
    return true;
}

static Value set_operate(Thread *thread, BinaryOp op, Value left, Value right) {
    if (!value_is_any_set(left) || !value_is_any_set(right)) return NOT_IMPLEMENTED;
    Type *type = type_is_subtype(value_type(left), &frozenset_type) ? &frozenset_type : &set_type;
    Set *result = set_combine(thread, op, value_set(left), value_set(right), type);
    return result ? value_from_object(result) : RAISED;
}

static Value set_operate_inplace(Thread *thread, BinaryOp op, Value left, Value right) {
    if (!value_is_any_set(right)) return NOT_IMPLEMENTED;
    if (op == BINARY_OR) return set_update(thread, value_set(left), right) ? left : RAISED;
    Set *result = set_combine(thread, op, value_set(left), value_set(right), &set_type);
    if (!result) return RAISED;
    set_become(value_set(left), result);
    return left;
}

#define OPERATOR(name, OP)                                                      \
    static Value set_##name(Thread *thread, Value left, Value right) {          \
        return set_operate(thread, OP, left, right);                            \
    }                                                                           \
    static Value set_inplace_##name(Thread *thread, Value left, Value right) {  \
        return set_operate_inplace(thread, OP, left, right);                    \
    }
OPERATOR(and, BINARY_AND)
OPERATOR(or, BINARY_OR)
OPERATOR(xor, BINARY_XOR)
OPERATOR(subtract, BINARY_SUBTRACT)

static Value set_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (!value_is_any_set(left) || !value_is_any_set(right)) return NOT_IMPLEMENTED;
    Set *a = value_set(left), *b = value_set(right);
    if (op == COMPARE_GREATER || op == COMPARE_GREATER_EQUAL) {
        Set *other = a;
        a = b;
        b = other;
    }
    bool same_count = set_count(a) == set_count(b), strict = op == COMPARE_LESS || op == COMPARE_GREATER;
    bool by_equality = op == COMPARE_EQUAL || op == COMPARE_NOT_EQUAL;
    int subset = (strict && same_count) || (by_equality && !same_count) ? 0 : set_is_subset(thread, a, b);
    return subset < 0 ? RAISED : value_from_bool(op == COMPARE_NOT_EQUAL ? !subset : subset);
}

#define SHARED_SLOTS                                                                                                            \
    .size = sizeof(Set), .repr = set_repr, .truth = set_truth, .compare = set_compare, .length = set_length,                    \
    .contains = set_contains_slot, .iter = set_iter,                                                                            \
    .binary = {[BINARY_AND] = set_and, [BINARY_OR] = set_or, [BINARY_XOR] = set_xor, [BINARY_SUBTRACT] = set_subtract}

Type set_type = {
    TYPE_HEAD,
    .name = "set",
    .doc = "set(), set(iterable): items without order, each once.",
    SHARED_SLOTS,
    .inplace = {[BINARY_AND] = set_inplace_and, [BINARY_OR] = set_inplace_or, [BINARY_XOR] = set_inplace_xor,
                [BINARY_SUBTRACT] = set_inplace_subtract},
    .construct = set_construct,
    .init = set_init,
    .methods = set_methods,
};

Type frozenset_type = {
    TYPE_HEAD,
    .name = "frozenset",
    .doc = "frozenset(), frozenset(iterable): a set that never changes.",
    SHARED_SLOTS,
    .hash = frozenset_hash,
    .construct = frozenset_construct,
    .methods = frozenset_methods,
};
