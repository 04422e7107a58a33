/* ExceptionGroup and BaseExceptionGroup: several exceptions raised as one. */
#ifndef OBJECT_EXCEPTION_GROUP_H
#define OBJECT_EXCEPTION_GROUP_H

#include "object/tuple.h"

/* The exceptions of a group; null: it is none. */
Tuple *exception_group_members(Value error);

#endif
