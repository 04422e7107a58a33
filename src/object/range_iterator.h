/* The iterator of range and of reversed(range): any number of threads may share one, each element is given once. */
#ifndef OBJECT_RANGE_ITERATOR_H
#define OBJECT_RANGE_ITERATOR_H

#include "object/type.h"

extern Type range_iterator_type;

/* `length` elements: first, first + step, … All ints. */
Value range_iterator_new(Value first, Value step, Value length);

#endif
