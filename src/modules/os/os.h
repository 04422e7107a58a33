/* The module `_os`: what os/__init__.thr asks of the operating system. */
#ifndef MODULES_OS_OS_H
#define MODULES_OS_OS_H

#include "interp/interpreter.h"

Module *os_make(Thread *thread);

#endif
