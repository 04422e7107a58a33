/* Getting the types of the module ready, by whoever hands them to scripts first; and what they stand for in reports. */
#ifndef MODULES_THREADING_TYPES_H
#define MODULES_THREADING_TYPES_H

#include "object/thread.h"

void threading_types_ready(Thread *thread);

#endif
