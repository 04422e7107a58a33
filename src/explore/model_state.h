/* What a model holds; for src/explore only. */
#ifndef EXPLORE_MODEL_STATE_H
#define EXPLORE_MODEL_STATE_H

#include "base/vector.h"
#include "explore/story.h"

/* A stack that runs one task after the other. */
typedef struct Carrier {
    Stack *stack;
    Stack *left; /* where it goes on with its next task; null: at its beginning */
    Fiber *fiber;
    size_t size;
} Carrier;

typedef VECTOR(Fiber *) FiberList;
typedef VECTOR(Carrier *) CarrierList;

struct Model {
    const Strategy *strategy;
    ModelOptions options;
    Chooser chooser; /* its list of ready ones is `ready` */
    ThrRuntime *runtime;
    Fiber *current;
    FiberList ready, tired;
    bool ran_alone;

    int64_t now;          /* monotonic, virtual */
    int64_t moved_at;     /* what it was when all waited for the last time */
    FiberList sleepers;   /* a heap: the earliest deadline first */
    uint64_t clock_reads; /* since the clock moved */
    uint64_t steps_run;   /* likewise */

    uint64_t steps; /* with a choice */
    uint64_t births;
    uint64_t progress; /* counts what may change the course of other tasks */
    Fiber *row_of;     /* who has taken the last `row` steps */
    unsigned row;
    uint64_t vain_progress, vain_rounds, steps_at_sign;
    atomic_bool alarm; /* a signal handler has interrupted somebody */

    StoryEntry *story;    /* a ring */
    uint64_t story_total; /* entries ever */

    /* model_run */
    CarrierList carriers; /* all; the spare ones are also in `spare` */
    CarrierList spare;
    Carrier *main_carrier;
    int (*body)(void *argument);
    void *argument;
    Stack *hub; /* who called model_run */
    int status;
};

/* ready.c: who can run */
void ready_add(Model *model, Fiber *fiber);
void ready_remove(Model *model, Fiber *fiber);
void ready_tire(Model *model, Fiber *fiber);
bool ready_rest(Model *model); /* the tired can run again; false: there is none */

/* virtual_clock.c */
void clock_begin(Model *model);
void clock_asked(Model *model); /* for the time, by the program */
int64_t clock_wall(const Model *model);
void clock_run(Model *model, unsigned steps); /* so many were taken */
void clock_add(Model *model, Fiber *fiber);
void clock_remove(Model *model, Fiber *fiber);
bool clock_move(Model *model); /* to the earliest deadline, whose tasks can run then; false: nobody has one */

/* fairness.c */
void fairness_note(Model *model, Fiber *fiber);
void fairness_turn(Model *model, Fiber *fiber, const void *loop, const void *hash);
void fairness_moved(Model *model); /* the clock has moved */

/* story.c */
void story_add(Model *model, const Fiber *fiber);

/* carrier.c */
Carrier *carrier_take(Model *model, size_t size, Fiber *fiber);
void carriers_drop(Model *model);

/* scheduler_model.c */
void model_offer_turn(Model *model, Fiber *fiber); /* the current one's `next` is known: others may come first */
void model_go_on(Model *model); /* somebody else's turn: the current one has parked, tired or ended */
Fiber *fiber_new(Model *model, ThrTask *task);
void fiber_end(Model *model, Fiber *fiber);

#endif
