/* tuple: a fixed number of values, never changed once published. */
#ifndef OBJECT_TUPLE_H
#define OBJECT_TUPLE_H

#include "object/thread.h"
#include "object/type.h"

struct Tuple {
    Object object;
    size_t count;
    Value items[];
};

extern Type tuple_type;

/* Items unset (null words): fill all before anybody else sees it. Count 0 gives the one empty tuple: do not fill it. */
Tuple *tuple_new(size_t count);
Tuple *tuple_from(const Value *items, size_t count);
Tuple *tuple_of(size_t count, ...); /* Values */
Tuple *tuple_pair(Value first, Value second);
Value tuple_from_iterable(Thread *thread, Value iterable);

static inline bool value_is_tuple(Value value) {
    return value_is_object(value) &&
           (object_type(value_object(value)) == &tuple_type || value_is_instance(value, &tuple_type));
}

static inline Tuple *value_tuple(Value value) {
    return (Tuple *)(void *)value;
}

#endif
