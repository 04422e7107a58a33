/* The functions of math, in tables by subject. */
#ifndef MODULES_MATH_TABLES_H
#define MODULES_MATH_TABLES_H

#include "object/arguments.h"
#include "object/thread.h"

extern const Builtin math_real_functions[];  /* of one or two real numbers */
extern const Builtin math_whole_functions[]; /* of ints */
extern const Builtin math_sum_functions[];   /* of many numbers */

/* An argument as a double: "must be real number, not X". */
bool math_number(Thread *thread, Value value, double *number);

Value math_domain_error(Thread *thread);
Value math_range_error(Thread *thread);

#endif
