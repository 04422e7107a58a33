/* The module `_re`, for the registry: what re.thr is built on. */
#ifndef MODULES_RE_RE_H
#define MODULES_RE_RE_H

#include "interp/interpreter.h"

Module *re_make(Thread *thread);

#endif
