/* The module `sys`. */
#ifndef MODULES_SYS_SYS_H
#define MODULES_SYS_SYS_H

#include "object/module.h"

/* For the table of native modules. */
Module *sys_make(Thread *thread);
void sys_restart(Thread *thread, Module *module);

#endif
