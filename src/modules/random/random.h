/* The module `random`. */
#ifndef MODULES_RANDOM_RANDOM_H
#define MODULES_RANDOM_RANDOM_H

#include "object/module.h"

/* For the table of native modules. */
Module *random_make(Thread *thread);

#endif
