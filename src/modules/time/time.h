/* The module `time`. */
#ifndef MODULES_TIME_TIME_H
#define MODULES_TIME_TIME_H

#include "object/module.h"

/* For the table of native modules. */
Module *time_make(Thread *thread);

#endif
