/* Assignment to patterns: a, (b, *c) = value. */
#ifndef INTERP_ASSIGN_H
#define INTERP_ASSIGN_H

#include "interp/prepare.h"

void prepare_sequence_target(Preparer *preparer, Target *node);
bool assign_sequence(Target *target, Frame *frame, Value value);

#endif
