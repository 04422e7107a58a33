/* The stand-ins for frames and code that tracebacks hand out. */
#ifndef OBJECT_TRACEBACK_TYPES_H
#define OBJECT_TRACEBACK_TYPES_H

#include "object/type.h"

extern Type traceback_frame_type;
extern Type traceback_code_type;

#endif
