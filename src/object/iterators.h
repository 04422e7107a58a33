/* The iterators of list and tuple, of anything with __getitem__, and of iter(function, sentinel). All may be shared by threads: a
   place is claimed atomically, so that each item is handed out once. */
#ifndef OBJECT_ITERATORS_H
#define OBJECT_ITERATORS_H

#include "object/list.h"
#include "object/tuple.h"

extern Type list_iterator_type;
extern Type list_reverse_iterator_type;
extern Type tuple_iterator_type;
extern Type sequence_iterator_type;
extern Type callable_iterator_type;

Value list_iterator_new(List *list);
Value list_reverse_iterator_new(List *list);
Value tuple_iterator_new(Tuple *tuple);
Value sequence_iterator_new(Value sequence); /* calls sequence[0], sequence[1], … until IndexError */
Value callable_iterator_new(Value function, Value sentinel);

Value iterator_source(Value iterator); /* what it goes over; itself at the end */

Value iterator_itself(Thread *thread, Value self); /* the iter slot of iterators */

#endif
