/* The native half of the module pydoc. */
#ifndef MODULES_PYDOC_PYDOC_H
#define MODULES_PYDOC_PYDOC_H

#include "object/module.h"

/* For the table of native modules. */
Module *pydoc_make(Thread *thread);

#endif
