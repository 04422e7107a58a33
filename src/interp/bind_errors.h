/* What is wrong with the arguments of a call, in CPython's words. All answer false. */
#ifndef INTERP_BIND_ERRORS_H
#define INTERP_BIND_ERRORS_H

#include "interp/function.h"

/* "f() got an unexpected keyword argument 'x'. Did you mean 'y'?", or about positional-only ones. */
bool fail_unexpected_keyword(Thread *thread, Function *function, const Arguments *args, Str *name);

/* "f() got multiple values for argument 'x'" */
bool fail_multiple_values(Thread *thread, Function *function, Str *name);

/* "f() takes from 1 to 2 positional arguments but 3 were given" */
bool fail_too_many_positional(Thread *thread, Function *function, uint32_t given, const Value *slots);

/* "f() missing 2 required positional arguments: 'a' and 'b'": the unbound ones of these slots. */
bool fail_missing(Thread *thread, Function *function, const char *kind, const Value *slots, uint32_t start,
                  uint32_t end);

#endif
