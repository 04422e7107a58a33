/* What a thread waits for, in words for learners: for the report of a deadlock and for the table of threads. */
#ifndef INTERP_WAIT_WORDS_H
#define INTERP_WAIT_WORDS_H

#include "base/buffer.h"
#include "interp/interpreter.h"

/* Whose variables may be searched for what the script calls a primitive, besides its globals: threads that do not run
   meanwhile, or `self`, who asks. */
typedef struct Witnesses {
    Thread *self;
    Thread *const *threads;
    size_t count;
} Witnesses;

/* "lock `a`", "thread 'Thread-1 (work)'", "sleep" … */
void wait_add_thing(Buffer *out, const Witnesses *witnesses, const ThrWaitReport *wait);

/* The same with what is to happen to it: "event `ready` to be set", "thread 'Thread-1 (work)' to end" … */
void wait_add_goal(Buffer *out, const Witnesses *witnesses, const ThrWaitReport *wait);

/* Whether it is for something that a thread holds: wait->owner. */
bool wait_has_holder(const ThrWaitReport *wait);

/* A task's name, quoted. */
const char *task_quoted(const ThrTask *task);

#endif
