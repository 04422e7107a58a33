/* Who goes next: the one interface behind which strategies choose among the tasks that can run. */
#ifndef EXPLORE_STRATEGY_H
#define EXPLORE_STRATEGY_H

#include "explore/fiber.h"
#include "explore/random.h"

#include <stdbool.h>

enum { STRATEGY_DEPTH = 3, STRATEGY_DEPTH_MOST = 16 };

/* What a strategy knows and keeps; zeroed before each run. */
typedef struct Chooser {
    Random random;
    unsigned depth; /* pct: of the bugs looked for */
    Fiber **ready;  /* those who can run, in an order that depends on the schedule alone */
    size_t ready_count;
    Fiber *current;  /* who ran last; it may be ready or not */
    uint64_t number; /* the strategy's own: steps, or what is left of a turn */
    void *argument;  /* that of ModelOptions */
    uint64_t points[STRATEGY_DEPTH_MOST];
} Chooser;

typedef struct Strategy {
    const char *name;
    const char *doc;
    void (*begin)(Chooser *chooser);
    void (*enter)(Chooser *chooser, Fiber *fiber);    /* a task is new */
    void (*announce)(Chooser *chooser, Fiber *fiber); /* it has a new `next` operation, which others may precede */
    Fiber *(*choose)(Chooser *chooser);               /* one of the ready, of whom there are two at least */
} Strategy;

/* pos, random, pct, rr; null-terminated by a null name. The first is the default. */
extern const Strategy strategies[];

/* By name, `pct:5` with the depth; null: no such. */
const Strategy *strategy_find(const char *name, unsigned *depth);

#endif
