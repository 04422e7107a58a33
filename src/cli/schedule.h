/* Schedules as files: which thread did what, in which order, one operation a line.

     thr schedule 1
     seed 17
     2 | Thread-1 (work) | line 5 | write variable | count = v + 1

   What follows the last bar is for readers. Everything before it must be the same when a run is replayed. */
#ifndef CLI_SCHEDULE_H
#define CLI_SCHEDULE_H

#include "base/buffer.h"
#include "explore/story.h"

#include <stdio.h>

/* `line 5`, or where else it is. */
void schedule_add_place(Buffer *out, const void *site);
/* The text of its line, without what is around it. */
void schedule_add_source(Buffer *out, const void *site);

typedef struct Recorder {
    FILE *file;
    const char *path;
} Recorder;

/* False: told why on standard error. */
bool recorder_open(Recorder *recorder, const char *path, uint64_t seed);
void recorder_note(Recorder *recorder, const Fiber *fiber);
bool recorder_close(Recorder *recorder);

typedef struct Replay Replay;

/* Goes by the Replay that its chooser's argument begins with a pointer to. */
extern const Strategy replay_strategy;

/* Null: told why. */
Replay *replay_open(const char *path);
uint64_t replay_seed(const Replay *replay);
/* False: script and schedule have parted here, which was told. */
bool replay_check(Replay *replay, const Fiber *fiber);
/* At the end of a run: false if the schedule goes on, which is told. */
bool replay_finish(const Replay *replay);

#endif
