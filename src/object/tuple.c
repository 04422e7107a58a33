/* tuple. */
#include "object/generic_alias.h"
#include "object/tuple.h"

#include "object/error.h"
#include "object/int.h"
#include "object/iterators.h"
#include "object/list_core.h"
#include "object/plain.h"
#include "object/range.h"
#include "object/shape_core.h"
#include "object/str.h"

#include <stdarg.h>

static Tuple no_items = {.object = {.type = &tuple_type}};

static Tuple *tuple_allocate(Type *type, size_t count) {
    Tuple *tuple = instance_new_variable(type, sizeof *tuple + count * sizeof(Value));
    tuple->count = count;
    return tuple;
}

Tuple *tuple_new(size_t count) {
    if (count) return tuple_allocate(&tuple_type, count);
    uint32_t shape = atomic_load_explicit(&tuple_type.instance_shape, memory_order_relaxed);
    atomic_store_explicit(&no_items.object.shape, shape, memory_order_relaxed);
    return &no_items;
}

Tuple *tuple_from(const Value *items, size_t count) {
    Tuple *tuple = tuple_new(count);
    if (count) memcpy(tuple->items, items, count * sizeof *items);
    return tuple;
}

Tuple *tuple_of(size_t count, ...) {
    Tuple *tuple = tuple_new(count);
    va_list items;
    va_start(items, count);
    for (size_t i = 0; i < count; i++) tuple->items[i] = va_arg(items, Value);
    va_end(items);
    return tuple;
}

Tuple *tuple_pair(Value first, Value second) {
    Tuple *tuple = object_new(&tuple_type, sizeof *tuple + 2 * sizeof(Value));
    tuple->count = 2;
    tuple->items[0] = first;
    tuple->items[1] = second;
    return tuple;
}

static Tuple *tuple_from_list(List *list) {
    object_lock(&list->object);
    ListItems *items = list_close(list);
    Tuple *tuple = tuple_from(items_plain(items), atomic_load_explicit(&items->count, memory_order_relaxed));
    object_unlock(&list->object);
    return tuple;
}

Value tuple_from_iterable(Thread *thread, Value iterable) {
    if (value_has_type(iterable, &tuple_type)) return iterable;
    if (value_has_type(iterable, &list_type)) return value_from_object(tuple_from_list(value_list(iterable)));
    Value list = list_from_iterable(thread, iterable);
    if (list == RAISED) return RAISED;
    return value_from_object(tuple_from_list(value_list(list)));
}

static Value tuple_construct(Thread *thread, Type *type, const Arguments *args) {
    if ((type == &tuple_type || type->init == tuple_type.init) && !arguments_no_keywords(thread, "tuple", args))
        return RAISED;
    if (args->count > 1) return raise_type(thread, "tuple expected at most 1 argument, got %u", args->count);
    Value made = args->count ? tuple_from_iterable(thread, args->items[0]) : value_from_object(tuple_new(0));
    if (made == RAISED || type == &tuple_type) return made;
    Tuple *derived = tuple_allocate(type, value_tuple(made)->count);
    memcpy(derived->items, value_tuple(made)->items, derived->count * sizeof(Value));
    return value_from_object(derived);
}

static Value tuple_repr(Thread *thread, Value self) {
    Tuple *tuple = value_tuple(self);
    return sequence_repr(thread, self, tuple->items, tuple->count, "(", tuple->count == 1 ? ",)" : ")");
}

static int tuple_truth(Thread *thread, Value self) {
    (void)thread;
    return value_tuple(self)->count > 0;
}

#define HASH_START 0x27d4eb2f165667c5u

static inline uint64_t hash_more(uint64_t sum, uint64_t of_item) {
    sum += of_item * 0xc2b2ae3d27d4eb4fu;
    return (sum << 31 | sum >> 33) * 0x9e3779b185ebca87u;
}

static inline uint64_t hash_end(uint64_t sum, size_t count) {
    return sum + (count ^ HASH_START ^ 3527539u);
}

bool tuple_plain_hash(const Tuple *tuple, uint64_t *hash) {
    uint64_t sum = HASH_START;
    for (size_t i = 0; i < tuple->count; i++) {
        Value item = tuple->items[i];
        if (value_is_small_int(item)) sum = hash_more(sum, small_int_hash(item));
        else if (value_is_plain_str(item)) sum = hash_more(sum, str_hash(value_str_object(item)));
        else return false;
    }
    *hash = hash_end(sum, tuple->count);
    return true;
}

static bool tuple_hash(Thread *thread, Value self, uint64_t *hash) {
    Tuple *tuple = value_tuple(self);
    uint64_t sum = HASH_START;
    for (size_t i = 0; i < tuple->count; i++) {
        uint64_t of_item;
        if (!value_hash_quick(thread, tuple->items[i], &of_item)) return false;
        sum = hash_more(sum, of_item);
    }
    *hash = hash_end(sum, tuple->count);
    return true;
}

int tuple_plain_equal(const Tuple *left, const Tuple *right) {
    if (left->count != right->count) return 0;
    for (size_t i = 0; i < left->count; i++) {
        int equal = left->items[i] == right->items[i]             ? 1
                    : value_has_type(left->items[i], &tuple_type) ? -1 /* may be nested deeply */
                                                                  : plain_differing(left->items[i], right->items[i]);
        if (equal != 1) return equal;
    }
    return 1;
}

static int64_t tuple_length(Thread *thread, Value self) {
    (void)thread;
    return (int64_t)value_tuple(self)->count;
}

static int tuple_contains(Thread *thread, Value self, Value item) {
    Tuple *tuple = value_tuple(self);
    for (size_t i = 0; i < tuple->count; i++) {
        int equal = value_equal_quick(thread, tuple->items[i], item);
        if (equal) return equal;
    }
    return 0;
}

static Value tuple_slice(Thread *thread, Tuple *tuple, Slice *slice) {
    int64_t start, step, count;
    if (!slice_resolve(thread, slice, (int64_t)tuple->count, &start, &step, &count)) return RAISED;
    Tuple *part = tuple_new((size_t)count);
    if (count > 0 && step == 1) memcpy(part->items, tuple->items + start, (size_t)count * sizeof(Value));
    else
        for (int64_t i = 0; i < count; i++) part->items[i] = tuple->items[start + i * step];
    return value_from_object(part);
}

static Value tuple_get_item(Thread *thread, Value self, Value key) {
    int64_t index;
    Tuple *tuple = value_tuple(self);
    if (value_has_type(key, &slice_type)) return tuple_slice(thread, tuple, (Slice *)value_object(key));
    if (!value_is_int(key) && !value_type(key)->index)
        return raise_type(thread, "tuple indices must be integers or slices, not %s", type_name_of(key));
    if (!value_to_index(thread, key, &index)) {
        if (!error_catch(thread, &overflow_error)) return RAISED;
        return raise_error(thread, &index_error, "cannot fit '%s' into an index-sized integer", type_name_of(key));
    }
    if (index < 0) index += (int64_t)tuple->count;
    if (index >= 0 && index < (int64_t)tuple->count) return tuple->items[index];
    return raise_error(thread, &index_error, "tuple index out of range");
}

static Value tuple_add(Thread *thread, Value left, Value right) {
    if (!value_is_tuple(left)) return NOT_IMPLEMENTED;
    if (!value_is_tuple(right)) {
        if (value_type(right)->binary[BINARY_ADD] && value_type(right)->flags & TYPE_IS_CLASS) return NOT_IMPLEMENTED;
        return raise_type(thread, "can only concatenate tuple (not \"%s\") to tuple", type_name_of(right));
    }
    Tuple *a = value_tuple(left), *b = value_tuple(right), *both = tuple_new(a->count + b->count);
    if (a->count) memcpy(both->items, a->items, a->count * sizeof(Value));
    if (b->count) memcpy(both->items + a->count, b->items, b->count * sizeof(Value));
    return value_from_object(both);
}

static Value tuple_multiply(Thread *thread, Value left, Value right) {
    int64_t times;
    if (!value_is_tuple(left)) {
        Value other = left;
        left = right;
        right = other;
    }
    if (!value_is_tuple(left)) return NOT_IMPLEMENTED;
    int known = repeat_count(thread, right, &times);
    if (known == 0 && value_type(right)->flags & TYPE_IS_CLASS) return NOT_IMPLEMENTED;
    if (known == 0) return raise_type(thread, "can't multiply sequence by non-int of type '%s'", type_name_of(right));
    Tuple *tuple = value_tuple(left);
    if (known < 0) return RAISED;
    if (times == 1 && value_has_type(left, &tuple_type)) return left;
    if (tuple->count && times > (INT64_MAX >> 5) / (int64_t)tuple->count) return raise_memory(thread);
    Tuple *all = tuple_new((size_t)times * tuple->count);
    for (size_t i = 0; i < all->count; i++) all->items[i] = tuple->items[i % tuple->count];
    return value_from_object(all);
}

static Value tuple_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (!value_is_tuple(left) || !value_is_tuple(right)) return NOT_IMPLEMENTED;
    Tuple *a = value_tuple(left), *b = value_tuple(right);
    return sequence_compare(thread, op, a->items, a->count, b->items, b->count);
}

static Value tuple_iter(Thread *thread, Value self) {
    (void)thread;
    return tuple_iterator_new(value_tuple(self));
}

static Value tuple_index(Thread *thread, Value self, const Arguments *args) {
    int64_t at = sequence_find(thread, value_tuple(self)->items, value_tuple(self)->count, args->items[0], args);
    if (at >= 0) return value_from_small_int(at);
    return at == -2 ? RAISED : raise_value(thread, "tuple.index(x): x not in tuple");
}

static Value tuple_count_of(Thread *thread, Value self, const Arguments *args) {
    int64_t found = 0;
    for (size_t i = 0; i < value_tuple(self)->count; i++) {
        int equal = value_equal_quick(thread, value_tuple(self)->items[i], args->items[0]);
        if (equal < 0) return RAISED;
        found += equal;
    }
    return value_from_small_int(found);
}

static const Builtin tuple_methods[] = {
    {"index", tuple_index, 1, 3, "index(item, start=0, stop=end): where the first equal item is", NULL, BUILTIN_PLAIN},
    {"count", tuple_count_of, 1, 1, "count(item): how many items are equal", NULL, BUILTIN_PLAIN},
    GENERIC_CLASS_ITEM,
    {0},
};

Type tuple_type = {
    TYPE_HEAD,
    .name = "tuple",
    .doc = "tuple(), tuple(iterable): a fixed row of items.",
    .size = sizeof(Tuple),
    .flags = TYPE_HAS_VARIABLE_SIZE,
    .repr = tuple_repr,
    .truth = tuple_truth,
    .hash = tuple_hash,
    .binary = {[BINARY_ADD] = tuple_add, [BINARY_MULTIPLY] = tuple_multiply},
    .compare = tuple_compare,
    .length = tuple_length,
    .get_item = tuple_get_item,
    .contains = tuple_contains,
    .iter = tuple_iter,
    .construct = tuple_construct,
    .methods = tuple_methods,
};
