/* set and frozenset: the same scheme as dict, entries without values. */
#ifndef OBJECT_SET_H
#define OBJECT_SET_H

#include "object/thread.h"
#include "object/type.h"

typedef struct Set Set;

extern Type set_type;
extern Type frozenset_type;

Set *set_new(void);
Value set_from_iterable(Thread *thread, Type *type, Value iterable); /* set_type, frozenset_type or below */
bool set_add(Thread *thread, Set *set, Value item);
int set_discard(Thread *thread, Set *set, Value item); /* 1 removed, 0 absent, -1 raised */
int set_contains(Thread *thread, Set *set, Value item);
size_t set_count(Set *set);
bool set_next(Set *set, size_t *position, Value *item);

#endif
