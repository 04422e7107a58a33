/* Tuples whose items have names too: sys.version_info, sys.float_info, time.struct_time. */
#ifndef MODULES_SYS_STRUCT_SEQUENCE_H
#define MODULES_SYS_STRUCT_SEQUENCE_H

#include "object/tuple.h"

/* repr of a tuple type whose properties name its items in order: `sys.x(a=1, b=2)`. `count`: how many are shown. */
Value struct_sequence_repr(Thread *thread, Value self, const char *const *names, size_t count);

/* A new one of the type. */
Tuple *struct_sequence_new(Type *type, const Value *items, size_t count);

#endif
