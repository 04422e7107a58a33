/* The table of all modules that need no file: written in C. For interpreter_new. */
#ifndef MODULES_REGISTRY_H
#define MODULES_REGISTRY_H

#include "interp/interpreter.h"

extern const NativeModule native_modules[];

#endif
