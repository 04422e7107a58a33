/* The second scheduler: all tasks take turns on one OS thread, each on a C stack of its own; a seed decides whose turn it is;
   time is virtual, and moves only when every task waits.

     Model *model = model_new();
     model_begin(model, &(ModelOptions){.seed = 7});
     ThrRuntime *runtime = thr_runtime_create_on(&model_scheduler, model, &host);
     … thr_task_adopt, thr_task_spawn, as ever …

   The same seed gives the same run: nothing depends on addresses or on real time. */
#ifndef EXPLORE_MODEL_H
#define EXPLORE_MODEL_H

#include "explore/strategy.h"
#include "primitives/scheduler.h"

typedef struct Model Model;

typedef struct ModelOptions {
    uint64_t seed;
    const Strategy *strategy; /* null: the default */
    unsigned depth;
    /* The tasks run, and get nowhere. Called on the stack of one of them; may leave by model_leave. */
    void (*livelock)(Model *model, void *argument);
    /* Null, or told of each operation when it is next: `fiber` is about to do fiber->next, or goes on after having waited
       in it. Called on the stack of any task; may leave by model_leave. */
    void (*tell)(Model *model, const Fiber *fiber, void *argument);
    void *argument; /* the strategy has it, too */
} ModelOptions;

extern const ThrScheduler model_scheduler;

/* Kept until the process ends. */
Model *model_new(void);

/* Makes it ready for a run: all of the last one is forgotten. */
void model_begin(Model *model, const ModelOptions *options);

/* Runs body(argument) on a stack of its own, where it may adopt the main task; what it answers. Tasks that are left over are
   dropped as they stand: nothing of them runs any more. */
int model_run(Model *model, int (*body)(void *argument), void *argument);

/* Within model_run: it answers `status` at once, and drops the caller, too. */
_Noreturn void model_leave(Model *model, int status);

uint64_t model_steps(const Model *model); /* at which there was a choice */

#endif
