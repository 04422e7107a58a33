/* threading.Timer: a Thread that waits, then calls a function, unless it is cancelled before. */
#ifndef MODULES_THREADING_TIMER_H
#define MODULES_THREADING_TIMER_H

#include "object/type.h"

extern Type timer_type;

#endif
