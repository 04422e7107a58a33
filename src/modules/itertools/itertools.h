/* The module `itertools`: iterators from iterators. For the registry, and what its files share.

   Threads may share any of these iterators. What they go over is kept in words that are read and written whole, so that a race
   may hand out an item twice or leave one out, as a race between two lines of a script would, but no more than that; where
   nothing of the script is called, a step is taken under the object's lock. */
#ifndef MODULES_ITERTOOLS_ITERTOOLS_H
#define MODULES_ITERTOOLS_ITERTOOLS_H

#include "interp/interpreter.h"
#include "object/error.h"
#include "object/iterators.h"
#include "object/operators.h"
#include "object/shape.h"

Module *itertools_make(Thread *thread);

/* The types of one file, ended by null. */
extern Type *const endless_types[], *const joining_types[], *const choosing_types[], *const grouping_types[],
                                                                                         *const combining_types[];
extern const Builtin grouping_functions[];

/* The end of an iterator is the null word in place of what it goes over. */
static inline Value iterator_end(Word *over) {
    word_store(over, RAISED);
    return UNBOUND;
}

/* iter(iterable) into a word; false: raised. */
static inline bool iterator_over(Thread *thread, Word *over, Value iterable) {
    Value iterator = value_iter(thread, iterable);
    word_store(over, iterator);
    return iterator != RAISED;
}

/* The construct slot of a type by an entry as for functions: it gets the type as its receiver. */
#define CONSTRUCTOR(name, least, most, parameters)                                                                     \
    static Value name##_construct(Thread *thread, Type *type, const Arguments *args) {                                 \
        static const Builtin entry = {#name, name##_make, least, most, "", parameters, BUILTIN_PLAIN};                 \
        return builtin_invoke(thread, &entry, value_from_object(type), args);                                          \
    }

#define ITERATOR_TYPE(called, Layout, words)                                                                           \
    static Type called##_type = {                                                                                      \
        TYPE_HEAD,                                                                                                     \
        .name = "itertools." #called,                                                                                  \
        .module = "itertools",                                                                                         \
        .doc = words,                                                                                                  \
        .size = sizeof(Layout),                                                                                        \
        .flags = TYPE_IS_CONTAINER,                                                                                    \
        .iter = iterator_itself,                                                                                       \
        .next = called##_next,                                                                                         \
        .construct = called##_construct,                                                                               \
    }

#endif
