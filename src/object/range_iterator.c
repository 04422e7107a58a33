/* Iterators over ranges. The state is one int of the language, "how many were given", advanced by compare-and-swap: so two
   threads that share an iterator never get the same element. */
#include "object/range_iterator.h"

#include "object/error.h"
#include "object/int.h"
#include "object/operators.h"

typedef struct RangeIterator {
    Object object;
    Value first, step, length;
    int64_t small_first, small_step, small_length; /* when is_small */
    _Atomic(int64_t) given;
    bool is_small;
    Word big_given; /* when not */
} RangeIterator;

Value range_iterator_new(Value first, Value step, Value length) {
    RangeIterator *iterator = object_new(&range_iterator_type, sizeof *iterator);
    iterator->first = first;
    iterator->step = step;
    iterator->length = length;
    int64_t extent;
    iterator->is_small = int_to_int64(first, &iterator->small_first) && int_to_int64(step, &iterator->small_step) &&
                         int_to_int64(length, &iterator->small_length) &&
                         !__builtin_mul_overflow(iterator->small_step, iterator->small_length, &extent) &&
                         !__builtin_add_overflow(iterator->small_first, extent, &extent);
    word_store(&iterator->big_given, value_from_small_int(0));
    return value_from_object(iterator);
}

static Value next_big(Thread *thread, RangeIterator *iterator) {
    Value given = word_load(&iterator->big_given);
    for (;;) {
        if (int_order(given, iterator->length) >= 0) return UNBOUND;
        Value after = int_binary(thread, BINARY_ADD, given, value_from_small_int(1));
        if (atomic_compare_exchange_weak(&iterator->big_given, &given, after)) break;
    }
    return int_binary(thread, BINARY_ADD, iterator->first, int_binary(thread, BINARY_MULTIPLY, given, iterator->step));
}

static Value range_iterator_next(Thread *thread, Value self) {
    RangeIterator *iterator = (RangeIterator *)(void *)self;
    if (!iterator->is_small) return next_big(thread, iterator);
    int64_t given = atomic_load_explicit(&iterator->given, memory_order_relaxed);
    do {
        if (given >= iterator->small_length) return UNBOUND;
    } while (!atomic_compare_exchange_weak_explicit(&iterator->given, &given, given + 1, memory_order_relaxed,
                                                    memory_order_relaxed));
    return int_from_int64(iterator->small_first + given * iterator->small_step);
}

static Value itself(Thread *thread, Value self) {
    (void)thread;
    return self;
}

static Value length_hint(Thread *thread, Value self, const Arguments *args) {
    (void)args;
    RangeIterator *iterator = (RangeIterator *)(void *)self;
    if (iterator->is_small) return int_from_int64(iterator->small_length - atomic_load(&iterator->given));
    return int_binary(thread, BINARY_SUBTRACT, iterator->length, word_load(&iterator->big_given));
}

static const Builtin range_iterator_methods[] = {
    {"__length_hint__", length_hint, 0, 0, "how many elements are left", NULL, BUILTIN_PLAIN},
    {0},
};

Type range_iterator_type = {
    TYPE_HEAD,
    .name = "range_iterator",
    .doc = "Iterator over a range.",
    .size = sizeof(RangeIterator),
    .flags = TYPE_IS_FINAL,
    .iter = itself,
    .next = range_iterator_next,
    .methods = range_iterator_methods,
};
