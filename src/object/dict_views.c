/* The live views of a dict: keys, values, items; and mappingproxy, the read-only view of a class's attributes. */
#include "object/attribute.h"
#include "object/dict_core.h"
#include "object/error.h"
#include "object/list_core.h"
#include "object/operators.h"
#include "object/repr_guard.h"
#include "object/set.h"
#include "object/str.h"
#include "object/tuple.h"
#include "object/type_core.h"

typedef struct DictView {
    Object object;
    Value dict;
} DictView;

/* Iterates over one table; position is claimed atomically, so that threads sharing it get each entry once. */
typedef struct DictIterator {
    Object object;
    Dict *dict;
    DictTable *table;
    _Atomic(size_t) position;
    size_t size_mark;
    bool backward;
} DictIterator;

enum { EXHAUSTED = -1 };

#define VIEW(value) value_dict(((DictView *)value_object(value))->dict)
#define ITERATOR(value) ((DictIterator *)value_object(value))

extern Type dict_keys_type, dict_values_type, dict_items_type;
extern Type dict_key_iterator_type, dict_value_iterator_type, dict_item_iterator_type;

static Value view_new(Type *type, Value dict) {
    DictView *view = object_new(type, sizeof *view);
    view->dict = dict;
    return value_from_object(view);
}

Value dict_keys(Value dict) {
    return view_new(&dict_keys_type, dict);
}

Value dict_values(Value dict) {
    return view_new(&dict_values_type, dict);
}

Value dict_items(Value dict) {
    return view_new(&dict_items_type, dict);
}

/* Iterators. */

/* The attributes of an instance are linked forward only: their reverse is that of a copy. */
static Value iterator_new(Type *type, Dict *dict, bool backward) {
    if (backward && dict_table(dict)->kind == DICT_VIEW) dict = dict_copy(dict);
    DictIterator *iterator = object_new(type, sizeof *iterator);
    iterator->dict = dict;
    iterator->size_mark = dict_size_mark(dict);
    iterator->table = dict_table(dict);
    iterator->backward = backward;
    if (backward) atomic_init(&iterator->position, atomic_load_explicit(&iterator->table->used, memory_order_acquire));
    return value_from_object(iterator);
}

static bool step_forward(DictIterator *iterator, size_t *position, Value *key, Value *value) {
    return table_next(iterator->table, position, key, value);
}

static bool step_backward(DictIterator *iterator, size_t *position, Value *key, Value *value) {
    while (*position > 0) {
        size_t at = --*position;
        if (table_next(iterator->table, &at, key, value) && at == *position + 1) return true;
    }
    return false;
}

static inline bool claim(DictIterator *iterator, size_t *seen, size_t next) {
    if (!__libc_single_threaded)
        return atomic_compare_exchange_weak_explicit(&iterator->position, seen, next, memory_order_relaxed,
                                                     memory_order_relaxed);
    atomic_store_explicit(&iterator->position, next, memory_order_relaxed);
    return true;
}

/* 1: a pair, 0: the end, -1: raised. */
static int iterator_step(Thread *thread, DictIterator *iterator, Value *key, Value *value) {
    size_t seen = atomic_load_explicit(&iterator->position, memory_order_relaxed), next;
    bool found;
    do {
        if (seen == (size_t)EXHAUSTED) return 0;
        next = seen;
        if (dict_size_mark(iterator->dict) != iterator->size_mark)
            return fail_error(thread, &runtime_error, "dictionary changed size during iteration") - 1;
        if (dict_table(iterator->dict) != iterator->table && iterator->table->kind == DICT_TABLE)
            return fail_error(thread, &runtime_error, "dictionary keys changed during iteration") - 1;
        found =
            iterator->backward ? step_backward(iterator, &next, key, value) : step_forward(iterator, &next, key, value);
        if (!found) next = (size_t)EXHAUSTED;
    } while (!claim(iterator, &seen, next));
    return found;
}

static Value iterator_itself(Thread *thread, Value self) {
    (void)thread;
    return self;
}

static Value key_next(Thread *thread, Value self) {
    Value key, value;
    int found = iterator_step(thread, ITERATOR(self), &key, &value);
    return found < 0 ? RAISED : found ? key : UNBOUND;
}

static Value value_next_of(Thread *thread, Value self) {
    Value key, value;
    int found = iterator_step(thread, ITERATOR(self), &key, &value);
    return found < 0 ? RAISED : found ? value : UNBOUND;
}

static Value item_next(Thread *thread, Value self) {
    Value key, value;
    int found = iterator_step(thread, ITERATOR(self), &key, &value);
    return found < 0 ? RAISED : found ? value_from_object(tuple_pair(key, value)) : UNBOUND;
}

static int item_next_pair(Thread *thread, Value self, Value pair[2]) {
    return iterator_step(thread, ITERATOR(self), &pair[0], &pair[1]);
}

static Value iterator_hint(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    DictIterator *iterator = ITERATOR(self);
    size_t at = atomic_load_explicit(&iterator->position, memory_order_relaxed), left = 0;
    Value key, value;
    if (at == (size_t)EXHAUSTED) return value_from_small_int(0);
    if (iterator->backward) return value_from_small_int((int64_t)at);
    while (table_next(iterator->table, &at, &key, &value)) left++;
    return value_from_small_int((int64_t)left);
}

static const Builtin iterator_methods[] = {
    {"__length_hint__", iterator_hint, 0, 0, "how many are left", NULL, BUILTIN_PLAIN},
    {0},
};

#define ITERATOR_TYPE(variable, type_name, next_function, ...)                                                         \
    Type variable = {TYPE_HEAD,                                                                                        \
                     .name = type_name,                                                                                \
                     .doc = "An iterator over a dict.",                                                                \
                     .size = sizeof(DictIterator),                                                                     \
                     .flags = TYPE_IS_FINAL | TYPE_IS_CONTAINER,                                                       \
                     .iter = iterator_itself,                                                                          \
                     .next = next_function,                                                                            \
                     .methods = iterator_methods,                                                                      \
                     __VA_ARGS__};

ITERATOR_TYPE(dict_key_iterator_type, "dict_keyiterator", key_next)
ITERATOR_TYPE(dict_value_iterator_type, "dict_valueiterator", value_next_of)
ITERATOR_TYPE(dict_item_iterator_type, "dict_itemiterator", item_next, .next_pair = item_next_pair)

Value dict_iter(Thread *thread, Value self) {
    (void)thread;
    return iterator_new(&dict_key_iterator_type, value_dict(self), false);
}

Value dict_reversed(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return iterator_new(&dict_key_iterator_type, value_dict(self), true);
}

/* Views. */

static Type *iterator_type_of(Value view) {
    Type *type = value_type(view);
    return type == &dict_keys_type     ? &dict_key_iterator_type
           : type == &dict_values_type ? &dict_value_iterator_type
                                       : &dict_item_iterator_type;
}

static Value view_iter(Thread *thread, Value self) {
    (void)thread;
    return iterator_new(iterator_type_of(self), VIEW(self), false);
}

static Value view_reversed(Thread *thread, Value self, const Arguments *args) {
    (void)thread, (void)args;
    return iterator_new(iterator_type_of(self), VIEW(self), true);
}

static int64_t view_length(Thread *thread, Value self) {
    (void)thread;
    return (int64_t)dict_count(VIEW(self));
}

static Value view_repr(Thread *thread, Value self) {
    if (!repr_enter(thread, self)) return thread->raised == UNBOUND ? value_from_object(str_from_text("...")) : RAISED;
    Value iterator = view_iter(thread, self), item;
    Buffer text = {0};
    buffer_addf(&text, "%s([", type_name_of(self));
    bool complete = true;
    for (bool first = true; complete && (item = value_next(thread, iterator)) != UNBOUND; first = false) {
        if (!first) buffer_add_text(&text, ", ");
        complete = item != RAISED && buffer_add_repr(thread, &text, item);
    }
    repr_leave(thread, self);
    buffer_add_text(&text, "])");
    return complete ? value_from_object(str_from_buffer(&text)) : RAISED;
}

static int keys_contain(Thread *thread, Value self, Value key) {
    Value found = dict_get(thread, VIEW(self), key);
    return found == RAISED ? -1 : found != UNBOUND;
}

static int items_contain(Thread *thread, Value self, Value item) {
    if (!value_is_tuple(item) || value_tuple(item)->count != 2) return 0;
    Value found = dict_get(thread, VIEW(self), value_tuple(item)->items[0]);
    if (found == RAISED) return -1;
    return found == UNBOUND ? 0 : value_equal(thread, found, value_tuple(item)->items[1]);
}

static bool is_set_like(Value value) {
    Type *type = value_type(value);
    return type == &dict_keys_type || type == &dict_items_type || type_is_subtype(type, &set_type) ||
           type_is_subtype(type, &frozenset_type);
}

/* Set operations are those of a set made from the view; the other side may be any iterable. */
static Value view_operate(Thread *thread, BinaryOp op, Value left, Value right) {
    if (!is_set_like(left) && !is_set_like(right)) return NOT_IMPLEMENTED;
    Value a = set_from_iterable(thread, &set_type, left);
    Value b = a == RAISED ? RAISED : set_from_iterable(thread, &set_type, right);
    return b == RAISED ? RAISED : operate_binary(thread, op, a, b);
}

static Value view_and(Thread *thread, Value left, Value right) {
    return view_operate(thread, BINARY_AND, left, right);
}

static Value view_or(Thread *thread, Value left, Value right) {
    return view_operate(thread, BINARY_OR, left, right);
}

static Value view_xor(Thread *thread, Value left, Value right) {
    return view_operate(thread, BINARY_XOR, left, right);
}

static Value view_subtract(Thread *thread, Value left, Value right) {
    return view_operate(thread, BINARY_SUBTRACT, left, right);
}

/* Whether all items of `left` are in `right`, given that their counts allow it. Asks for each: values need no hash. */
static Value all_in(Thread *thread, Value left, Value right, bool possible, bool negate) {
    Value iterator = possible ? value_iter(thread, left) : UNBOUND, item;
    if (iterator == RAISED) return RAISED;
    while (possible && (item = value_next(thread, iterator)) != UNBOUND) {
        int contained = item == RAISED ? -1 : value_contains(thread, right, item);
        if (contained < 0) return RAISED;
        possible = contained;
    }
    return value_from_bool(possible != negate);
}

static Value view_compare(Thread *thread, CompareOp op, Value left, Value right) {
    if (!is_set_like(left) || !is_set_like(right)) return NOT_IMPLEMENTED;
    int64_t left_count = value_length(thread, left), right_count = value_length(thread, right);
    switch (op) {
    case COMPARE_EQUAL:
        return all_in(thread, left, right, left_count == right_count, false);
    case COMPARE_NOT_EQUAL:
        return all_in(thread, left, right, left_count == right_count, true);
    case COMPARE_LESS:
        return all_in(thread, left, right, left_count < right_count, false);
    case COMPARE_LESS_EQUAL:
        return all_in(thread, left, right, left_count <= right_count, false);
    case COMPARE_GREATER:
        return all_in(thread, right, left, right_count < left_count, false);
    case COMPARE_GREATER_EQUAL:
        return all_in(thread, right, left, right_count <= left_count, false);
    default:
        return NOT_IMPLEMENTED;
    }
}

static Value view_is_disjoint(Thread *thread, Value self, const Arguments *args) {
    Value common = view_operate(thread, BINARY_AND, self, args->items[0]);
    if (common == RAISED) return RAISED;
    return value_from_bool(value_length(thread, common) == 0);
}

static Value view_mapping(Thread *thread, Value self) {
    (void)thread;
    return mapping_proxy_new(value_from_object(VIEW(self)));
}

static const Builtin view_methods[] = {
    {"__reversed__", view_reversed, 0, 0, "the same, last first", NULL, BUILTIN_PLAIN},
    {"isdisjoint", view_is_disjoint, 1, 1, "isdisjoint(other): whether nothing is in both", NULL, BUILTIN_PLAIN},
    {0},
};

static const Property view_properties[] = {{"mapping", view_mapping, NULL, "the dict, read-only"}, {0}};

#define SET_OPERATORS                                                                                                  \
    .binary = {                                                                                                        \
        [BINARY_AND] = view_and, [BINARY_OR] = view_or, [BINARY_XOR] = view_xor, [BINARY_SUBTRACT] = view_subtract}

#define VIEW_TYPE(variable, type_name, ...)                                                                            \
    Type variable = {TYPE_HEAD,                                                                                        \
                     .name = type_name,                                                                                \
                     .doc = "A live view of a dict.",                                                                  \
                     .size = sizeof(DictView),                                                                         \
                     .flags = TYPE_IS_FINAL | TYPE_IS_CONTAINER,                                                       \
                     .repr = view_repr,                                                                                \
                     .length = view_length,                                                                            \
                     .iter = view_iter,                                                                                \
                     .methods = view_methods,                                                                          \
                     .properties = view_properties,                                                                    \
                     __VA_ARGS__};

VIEW_TYPE(dict_keys_type, "dict_keys", .contains = keys_contain, .compare = view_compare, SET_OPERATORS)
VIEW_TYPE(dict_items_type, "dict_items", .contains = items_contain, .compare = view_compare, SET_OPERATORS)
VIEW_TYPE(dict_values_type, "dict_values", )

static Value collected(const Type *type, Value key, Value value) {
    if (type == &dict_items_type) return value_from_object(tuple_pair(key, value));
    return type == &dict_values_type ? value : key;
}

static bool is_view(const Type *type) {
    return type == &dict_keys_type || type == &dict_values_type || type == &dict_items_type;
}

static bool is_iterator(const Type *type) {
    return type == &dict_key_iterator_type || type == &dict_value_iterator_type || type == &dict_item_iterator_type;
}

Value dict_source(Value value) {
    Type *type = value_type(value);
    if (is_view(type)) return ((DictView *)value_object(value))->dict;
    return is_iterator(type) ? value_from_object(ITERATOR(value)->dict) : value;
}

bool dict_is_collected(const Type *type) {
    return type == &dict_type || is_view(type);
}

bool dict_collect(Value container, List *into) {
    Type *type = value_type(container);
    if (!dict_is_collected(type)) return false;
    Dict *dict = is_view(type) ? VIEW(container) : value_dict(container);
    size_t position = 0;
    Value key, value;
    bool is_copied = dict_table(dict)->kind == DICT_PINNED; /* so nobody waits for the list to grow */
    if (!is_copied) object_lock(&dict->object);
    DictTable *table = is_copied ? dict_entries_copied(dict) : dict_entries_locked(dict);
    if (table->kind == DICT_TABLE) list_reserve(into, atomic_load_explicit(&table->live, memory_order_relaxed));
    while (table_next(table, &position, &key, &value)) list_append_unshared(into, collected(type, key, value));
    if (!is_copied) object_unlock(&dict->object);
    return true;
}
