/* threading.local: an object whose attributes every thread has for itself. */
#ifndef MODULES_THREADING_LOCAL_H
#define MODULES_THREADING_LOCAL_H

#include "object/thread.h"
#include "object/type.h"
#include "primitives/local.h"

typedef struct LocalObject {
    Object object;
    ThrLocal dicts; /* of each thread: the Dict of its attributes, null before its first use */
    Value args;     /* what __init__ is called with in each thread that uses it: a Tuple … */
    Value kwargs;   /* … and a Dict; null: without __init__ */
} LocalObject;

extern Type local_type;

#endif
