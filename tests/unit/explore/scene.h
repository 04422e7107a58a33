// What the tests of the model share: a program of tasks that runs under a seed and a strategy, on a stack of the model.
#ifndef TESTS_UNIT_EXPLORE_SCENE_H
#define TESTS_UNIT_EXPLORE_SCENE_H

#include "base/memory.h"
#include "explore/model.h"
#include "explore/story.h"
#include "primitives/primitives.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SECONDS(n) ((int64_t)(n)*1000000000)

typedef struct Scene {
    Model *model;
    ThrRuntime *runtime;
    ThrTask *main;
    void (*play)(ThrTask *self);
    bool livelocked;
} Scene;

static inline void on_livelock(Model *model, void *argument) {
    Scene *scene = argument;
    scene->livelocked = true;
    model_leave(model, 4);
}

static inline int scene_body(void *argument) {
    Scene *scene = argument;
    scene->runtime = thr_runtime_create_on(&model_scheduler, scene->model, NULL);
    scene->main = calloc(1, sizeof *scene->main);
    thr_task_adopt(scene->runtime, scene->main, "main");
    scene->play(scene->main);
    return 0;
}

// What model_run answers: 0 when the play has ended by itself.
static inline int scene_run(Scene *scene, uint64_t seed, const char *strategy) {
    unsigned depth;
    const Strategy *found = strategy_find(strategy, &depth);
    model_begin(
        scene->model,
        &(ModelOptions){.seed = seed, .strategy = found, .depth = depth, .livelock = on_livelock, .argument = scene});
    int status = model_run(scene->model, scene_body, scene);
    thr_runtime_forget(scene->runtime);
    free(scene->main);
    return status;
}

static inline Scene scene_of(void (*play)(ThrTask *self)) {
    static Model *model;
    if (!model) model = model_new();
    return (Scene){.model = model, .play = play};
}

static inline int scene_start(void **state) {
    (void)state;
    memory_start();
    return 0;
}

// Tasks of a play live here: each play starts anew.
enum { MOST_TASKS = 16 };
static ThrTask tasks[MOST_TASKS];

static inline void launch(ThrTask *self, int i, void (*run)(ThrTask *, void *), void *argument) {
    memset(&tasks[i], 0, sizeof tasks[i]);
    thr_task_spawn(self, &tasks[i], &(ThrSpawn){.run = run, .argument = argument, .name = "task"});
}

static inline void join(ThrTask *self, int i) {
    thr_join(self, &tasks[i], THR_FOREVER);
}

static const char *const all_strategies[] = {"pos", "random", "pct", "pct:5", "rr"};
#define EACH_STRATEGY(name)                                                                                            \
    for (const char *const *at = all_strategies, *name = *at; at < all_strategies + 5 && (name = *at); at++)

#endif
