/* What the collector's finds make necessary: __del__ methods, and closing abandoned generators. */
#ifndef INTERP_FINALIZERS_H
#define INTERP_FINALIZERS_H

#include "object/thread.h"

/* Does all that is due. Keeps what is raised. */
void finalizers_run(Thread *thread);

/* At the end of the program: what nobody can reach, then what the main module names, in its order. */
void finalizers_run_last(Thread *thread);

#endif
