/* The module `math`. */
#ifndef MODULES_MATH_MATH_H
#define MODULES_MATH_MATH_H

#include "object/module.h"

/* For the table of native modules. */
Module *math_make(Thread *thread);

#endif
