/* The lock of a condition when it is no native one: an object of a script with acquire and release. If it has them, its
   _is_owned, _release_save and _acquire_restore are used, which is how a reentrant lock gives up all its levels. */
#ifndef MODULES_THREADING_FOREIGN_LOCK_H
#define MODULES_THREADING_FOREIGN_LOCK_H

#include "object/thread.h"

int foreign_lock_owned(Thread *thread, Value lock);  /* 1, 0, -1 raised; without _is_owned: whether it is held at all */
Value foreign_lock_save(Thread *thread, Value lock); /* gives it up: what restore takes back, or RAISED */
bool foreign_lock_restore(Thread *thread, Value lock, Value saved);

/* lock.name(); lock.name(argument). */
Value foreign_lock_call(Thread *thread, Value lock, const char *name);
Value foreign_lock_call1(Thread *thread, Value lock, const char *name, Value argument);

#endif
