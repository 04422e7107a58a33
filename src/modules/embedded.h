// The half of the standard library that is written in the language itself: every .thr file under src/modules,
// put into the program at build time. For who creates an interpreter, beside the table of modules written in C.
#ifndef MODULES_EMBEDDED_H
#define MODULES_EMBEDDED_H

#include "interp/interpreter.h"

// Ends with a null name. A file __init__.thr is the package its folder is named after.
extern const NativeModule embedded_modules[];

#endif
