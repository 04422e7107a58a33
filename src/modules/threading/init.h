/* Constructors that scripts know as methods written in the language: errors about their arguments are worded so. */
#ifndef MODULES_THREADING_INIT_H
#define MODULES_THREADING_INIT_H

#include "object/arguments.h"

/* Calls the entry, whose name is "Type.__init__", with the arguments bound to its parameters. False: raised. */
bool init_invoke(Thread *thread, const Builtin *entry, Value self, const Arguments *args);

#endif
