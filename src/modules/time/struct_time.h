/* time.struct_time: a moment as calendar fields, a tuple of nine with names (and two more names behind them). */
#ifndef MODULES_TIME_STRUCT_TIME_H
#define MODULES_TIME_STRUCT_TIME_H

#include "object/thread.h"
#include "object/type.h"

#include <time.h>

extern Type struct_time_type;

Value struct_time_new(const struct tm *fields);

/* The fields of a struct_time or a tuple of nine ints; ranges are checked as strftime needs them. */
bool struct_time_read(Thread *thread, Value value, struct tm *fields, const char *function);
bool struct_time_check(Thread *thread, struct tm *fields);

#endif
