/* The built-in threads(): a table of who does what. */
#ifndef MODULES_THREADING_TABLE_H
#define MODULES_THREADING_TABLE_H

#include "object/arguments.h"
#include "object/thread.h"

/* The function of the built-in. */
Value threads_print(Thread *thread, Value self, const Arguments *args);

#endif
