/* Binding: arguments of a call into the slots of the parameters. */
#ifndef INTERP_BIND_H
#define INTERP_BIND_H

#include "interp/function.h"

/* Fills code->parameter_slots slots: with `first` (unless UNBOUND) and the arguments, then defaults. The TypeErrors of
   CPython. */
bool arguments_bind(Thread *thread, Function *function, Value *slots, Value first, const Arguments *args);

/* Fills the named parameters that are still UNBOUND with their defaults; the first `given` ones are not looked at. */
bool arguments_default(Thread *thread, Function *function, Value *slots, uint32_t given);

#endif
