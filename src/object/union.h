/* int | None: what annotations and isinstance take for "one of these types". */
#ifndef OBJECT_UNION_H
#define OBJECT_UNION_H

#include "object/type.h"

extern Type union_type; /* types.UnionType */

/* The slot of `|` between types: NOT_IMPLEMENTED when an operand is neither a type, a union nor None. */
Value union_of(Thread *thread, Value left, Value right);

#endif
