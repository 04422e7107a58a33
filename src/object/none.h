/* The types of the constants None, Ellipsis and NotImplemented. */
#ifndef OBJECT_NONE_H
#define OBJECT_NONE_H

#include "object/type.h"

extern Type none_type;
extern Type ellipsis_type;
extern Type not_implemented_type;

#endif
