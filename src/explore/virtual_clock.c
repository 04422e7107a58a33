/* Time that moves when nobody can run, and then as far as the first deadline: those who sleep are a heap, ordered by
   deadline and birth.

   A program that asks for the time again and again without ever waiting is let on, too, and one whose tasks run for ever while
   others sleep. Then, after a while, asking and running take time: little at first, and ever more, but never past the
   first deadline. */
#include "explore/model_state.h"

enum {
    READS_IN_VAIN = 1000, /* how often the time may be asked for before it moves by itself, */
    READS_A_TASK = 100,   /* and how much more often for each task */
    READS_AFTER = 20,     /* and then again */
    READ_TIME = 1000000,  /* nanoseconds */
    READ_GROWTH = 16,     /* and this part of the time that has gone by so */
    STEPS_WITHOUT_TIME = 1000000,
    STEP_TIME = 1000, /* nanoseconds of a step after so many */
    STEP_GROWTH = 1 << 16,
};
static const int64_t start = (int64_t)1000 * 1000000000; /* since the computer was switched on */
static const int64_t latest = INT64_MAX / 2; /* which no run gets past: nothing may be as late as for ever */
static const int64_t start_date = (int64_t)1735689600 * 1000000000; /* 2025-01-01 00:00:00 UTC */

void clock_begin(Model *model) {
    model->now = model->moved_at = start;
    model->clock_reads = 0;
    model->steps_run = 0;
}

int64_t clock_wall(const Model *model) {
    return start_date + model->now - start;
}

static bool is_earlier(const Fiber *a, const Fiber *b) {
    return a->deadline != b->deadline ? a->deadline < b->deadline : a->number < b->number;
}

static void put(Model *model, Fiber *fiber, size_t place) {
    model->sleepers.at[place - 1] = fiber;
    fiber->sleep_place = place;
}

static void rise(Model *model, Fiber *fiber, size_t place) {
    while (place > 1 && is_earlier(fiber, model->sleepers.at[place / 2 - 1])) {
        put(model, model->sleepers.at[place / 2 - 1], place);
        place /= 2;
    }
    put(model, fiber, place);
}

static void sink(Model *model, Fiber *fiber, size_t place) {
    for (;;) {
        size_t child = 2 * place;
        if (child > model->sleepers.count) break;
        if (child < model->sleepers.count && is_earlier(model->sleepers.at[child], model->sleepers.at[child - 1]))
            child++;
        if (!is_earlier(model->sleepers.at[child - 1], fiber)) break;
        put(model, model->sleepers.at[child - 1], place);
        place = child;
    }
    put(model, fiber, place);
}

void clock_add(Model *model, Fiber *fiber) {
    vector_push(&model->sleepers, fiber);
    rise(model, fiber, model->sleepers.count);
}

void clock_remove(Model *model, Fiber *fiber) {
    size_t place = fiber->sleep_place;
    if (!place) return;
    fiber->sleep_place = 0;
    Fiber *last = vector_pop(&model->sleepers);
    model->sleepers.at[model->sleepers.count] = NULL;
    if (last == fiber) return;
    if (is_earlier(last, fiber)) rise(model, last, place);
    else sink(model, last, place);
}

/* All whose deadline has come can run. */
static void wake_due(Model *model) {
    while (model->sleepers.count > 0 && model->sleepers.at[0]->deadline <= model->now) {
        Fiber *fiber = model->sleepers.at[0];
        clock_remove(model, fiber);
        ready_add(model, fiber);
    }
}

bool clock_move(Model *model) {
    if (model->sleepers.count == 0) return false;
    if (model->now < model->sleepers.at[0]->deadline) model->now = model->sleepers.at[0]->deadline;
    model->clock_reads = 0;
    model->steps_run = 0;
    model->moved_at = model->now;
    wake_due(model);
    fairness_moved(model);
    return true;
}

/* Time goes by while tasks run. */
static void pass(Model *model, int64_t time) {
    int64_t first = model->sleepers.count > 0 ? model->sleepers.at[0]->deadline : latest;
    model->now = time < first - model->now ? model->now + time : first > model->now ? first : model->now;
    wake_due(model);
}

void clock_run(Model *model, unsigned steps) {
    model->steps_run += steps;
    if (model->steps_run <= STEPS_WITHOUT_TIME || model->sleepers.count == 0) return;
    pass(model, steps * (STEP_TIME + (model->now - model->moved_at) / STEP_GROWTH));
}

void clock_asked(Model *model) {
    if (++model->clock_reads >= READS_IN_VAIN + READS_A_TASK * model->births) {
        model->clock_reads -= READS_AFTER;
        pass(model, READ_TIME + (model->now - model->moved_at) / READ_GROWTH);
    }
}
