/* time's functions of calendar fields and texts. */
#ifndef MODULES_TIME_CALENDAR_H
#define MODULES_TIME_CALENDAR_H

#include "object/module.h"

extern const Builtin time_calendar_functions[];

/* timezone, altzone, daylight, tzname; in a program whose runs repeat, that is UTC. */
void time_add_zone(Thread *thread, Module *module);

#endif
