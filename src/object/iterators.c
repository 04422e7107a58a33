/* Iterators over sequences. */
#include "object/iterators.h"

#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"

typedef struct Iterator {
    Object object;
    Word over; /* null once exhausted */
    Value sentinel;
    _Atomic(int64_t) next; /* of the next item */
} Iterator;

#define ITERATOR(value) ((Iterator *)value_object(value))

static Value iterator_new(Type *type, Value over, int64_t start) {
    Iterator *iterator = object_new(type, sizeof *iterator);
    word_store(&iterator->over, over);
    atomic_init(&iterator->next, start);
    return value_from_object(iterator);
}

Value iterator_itself(Thread *thread, Value self) {
    (void)thread;
    return self;
}

static Value exhausted(Iterator *iterator) {
    word_store(&iterator->over, RAISED);
    return UNBOUND;
}

/* Threads may share an iterator: each gets a place of its own. */
static inline int64_t claim(Iterator *iterator, int64_t step) {
    if (!__libc_single_threaded) return atomic_fetch_add_explicit(&iterator->next, step, memory_order_relaxed);
    int64_t next = atomic_load_explicit(&iterator->next, memory_order_relaxed);
    atomic_store_explicit(&iterator->next, next + step, memory_order_relaxed);
    return next;
}

static Value list_iterator_next(Thread *thread, Value self) {
    (void)thread;
    Iterator *iterator = ITERATOR(self);
    Value list = word_load(&iterator->over);
    if (list == RAISED) return UNBOUND;
    Value item = list_get(value_list(list), (size_t)claim(iterator, 1));
    return item != UNBOUND ? item : exhausted(iterator);
}

static Value list_reverse_iterator_next(Thread *thread, Value self) {
    (void)thread;
    Iterator *iterator = ITERATOR(self);
    Value list = word_load(&iterator->over);
    if (list == RAISED) return UNBOUND;
    int64_t index = claim(iterator, -1);
    Value item = index < 0 ? UNBOUND : list_get(value_list(list), (size_t)index);
    return item != UNBOUND ? item : exhausted(iterator);
}

static Value tuple_iterator_next(Thread *thread, Value self) {
    (void)thread;
    Iterator *iterator = ITERATOR(self);
    Value tuple = word_load(&iterator->over);
    if (tuple == RAISED) return UNBOUND;
    size_t index = (size_t)claim(iterator, 1);
    return index < value_tuple(tuple)->count ? value_tuple(tuple)->items[index] : exhausted(iterator);
}

static Value sequence_iterator_next(Thread *thread, Value self) {
    Iterator *iterator = ITERATOR(self);
    Value sequence = word_load(&iterator->over);
    if (sequence == RAISED) return UNBOUND;
    Value item = value_get_item(thread, sequence, int_from_int64(claim(iterator, 1)));
    if (item != RAISED) return item;
    return error_catch(thread, &index_error) || error_catch(thread, &stop_iteration) ? exhausted(iterator) : RAISED;
}

static Value callable_iterator_next(Thread *thread, Value self) {
    Iterator *iterator = ITERATOR(self);
    Value function = word_load(&iterator->over);
    if (function == RAISED) return UNBOUND;
    Value item = value_call0(thread, function);
    if (item == RAISED) return error_catch(thread, &stop_iteration) ? exhausted(iterator) : RAISED;
    int equal = value_equal(thread, item, iterator->sentinel);
    return equal < 0 ? RAISED : equal ? exhausted(iterator) : item;
}

static Value iterator_hint(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    Iterator *iterator = ITERATOR(self);
    Value over = word_load(&iterator->over);
    int64_t next = atomic_load_explicit(&iterator->next, memory_order_relaxed);
    if (over == RAISED) return value_from_small_int(0);
    if (value_has_type(self, &list_reverse_iterator_type)) return int_from_int64(next + 1);
    int64_t length = value_length(thread, over);
    if (length < 0) return RAISED;
    return int_from_int64(length > next ? length - next : 0);
}

static const Builtin iterator_methods[] = {
    {"__length_hint__", iterator_hint, 0, 0, "how many items are left", NULL, BUILTIN_PLAIN},
    {0},
};

#define ITERATOR_TYPE(variable, type_name, next_function, method_table)                                                \
    Type variable = {                                                                                                  \
        TYPE_HEAD,                                                                                                     \
        .name = type_name,                                                                                             \
        .doc = "An iterator.",                                                                                         \
        .size = sizeof(Iterator),                                                                                      \
        .flags = TYPE_IS_FINAL | TYPE_IS_CONTAINER,                                                                    \
        .iter = iterator_itself,                                                                                       \
        .next = next_function,                                                                                         \
        .methods = method_table,                                                                                       \
    };

ITERATOR_TYPE(list_iterator_type, "list_iterator", list_iterator_next, iterator_methods)
ITERATOR_TYPE(list_reverse_iterator_type, "list_reverseiterator", list_reverse_iterator_next, iterator_methods)
ITERATOR_TYPE(tuple_iterator_type, "tuple_iterator", tuple_iterator_next, iterator_methods)
ITERATOR_TYPE(sequence_iterator_type, "iterator", sequence_iterator_next, NULL)
ITERATOR_TYPE(callable_iterator_type, "callable_iterator", callable_iterator_next, NULL)

Value list_iterator_new(List *list) {
    return iterator_new(&list_iterator_type, value_from_object(list), 0);
}

Value list_reverse_iterator_new(List *list) {
    return iterator_new(&list_reverse_iterator_type, value_from_object(list), (int64_t)list_count(list) - 1);
}

Value tuple_iterator_new(Tuple *tuple) {
    return iterator_new(&tuple_iterator_type, value_from_object(tuple), 0);
}

Value sequence_iterator_new(Value sequence) {
    return iterator_new(&sequence_iterator_type, sequence, 0);
}

Value iterator_source(Value iterator) {
    Value over = word_load(&ITERATOR(iterator)->over);
    return over != RAISED ? over : iterator;
}

Value callable_iterator_new(Value function, Value sentinel) {
    Value made = iterator_new(&callable_iterator_type, function, 0);
    ITERATOR(made)->sentinel = sentinel;
    return made;
}
