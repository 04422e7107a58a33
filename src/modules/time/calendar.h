/* time's functions of calendar fields and texts. */
#ifndef MODULES_TIME_CALENDAR_H
#define MODULES_TIME_CALENDAR_H

#include "object/module.h"

extern const Builtin time_calendar_functions[];

void time_add_zone(Module *module); /* timezone, altzone, daylight, tzname */

#endif
