/* repr of containers that contain themselves. */
#ifndef OBJECT_REPR_GUARD_H
#define OBJECT_REPR_GUARD_H

#include "object/thread.h"

/* False: the container's repr is being made already (write "[...]"), or, with an exception, too deep. Else to be left again. */
bool repr_enter(Thread *thread, Value container);
void repr_leave(Thread *thread, Value container);

#endif
