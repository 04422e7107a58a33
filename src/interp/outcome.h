/* What has become of a program, for one who runs it many times and compares. */
#ifndef INTERP_OUTCOME_H
#define INTERP_OUTCOME_H

#include "base/vector.h"
#include "object/thread.h"

typedef enum Ending {
    ENDING_NORMAL,
    ENDING_DEADLOCK, /* some threads wait for each other in a circle */
    ENDING_HANG,     /* every thread waits for ever, without a circle */
    ENDING_LIVELOCK
} Ending;

typedef struct ProgramOutcome {
    Ending ending;
    size_t circle;               /* how many threads are in the circle */
    VECTOR(const char *) errors; /* exceptions that left a thread: `ValueError: what it says` */
    bool is_reporting; /* what is written to stderr just now tells of all this; the script does not write it */
} ProgramOutcome;

/* Adds an exception that left a thread, if the program keeps an outcome. */
void outcome_note(Thread *thread, Value error);

#endif
