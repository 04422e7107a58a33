/* What comes after the main script: its uncaught exception, the threads that still run, the exit status. */
#ifndef INTERP_PROGRAM_END_H
#define INTERP_PROGRAM_END_H

#include "interp/interpreter.h"

enum { STATUS_ERROR = 1, STATUS_DEADLOCK = 3, STATUS_OUTPUT_LOST = 120, STATUS_INTERRUPTED = 130 };

/* `done`: the script ended by itself, else an exception is raised. The exit status. */
int program_end(Thread *thread, bool done);

/* Tells of an exception that nobody caught, by sys.excepthook. */
void program_report_error(Thread *thread, Value error);

/* Ends the program at once, and the process, unless there is one to go on; what was printed must be out already. */
_Noreturn void program_leave(Interpreter *interpreter, int status);

#endif
