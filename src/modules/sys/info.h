/* The constant parts of sys: version_info, float_info and the like. */
#ifndef MODULES_SYS_INFO_H
#define MODULES_SYS_INFO_H

#include "object/module.h"

void sys_add_info(Module *module);

#endif
