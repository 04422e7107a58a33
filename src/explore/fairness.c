/* Busy waiting. A task that takes many steps without doing anything that another could notice is put aside until
   somebody does, or until nobody else is left; so is, for a moment, one that does not let others run for very long. When all who could run go round in circles, the clock moves, as it does when all
   wait; when that helps nobody for long enough, it is a livelock. */
#include "explore/model_state.h"

enum {
    STEPS_IN_A_ROW = 2000,   /* of one task, while others could run, before it is put aside */
    STEPS_IN_VAIN = 200,     /* of one task before it is put aside */
    TURNS_IN_VAIN = 64,      /* of a loop that has changed nothing: going round in circles */
    TURNS_IN_A_ROW = 250,    /* of a loop that takes no steps, before others may run all the same */
    ROUNDS_IN_VAIN = 1000,   /* of everybody */
    MOVES_IN_VAIN = 1000000, /* of the clock */
};
static const uint64_t steps_without_sign = 50000000; /* nothing printed, no task begun or ended */

static void report_livelock(Model *model) {
    model->vain_rounds = 0;
    model->steps_at_sign = model->steps;
    if (model->options.livelock) model->options.livelock(model, model->options.argument);
}

/* True: something has happened since. */
static bool got_somewhere(Model *model) {
    if (model->vain_progress == model->progress) return false;
    model->vain_progress = model->progress;
    model->vain_rounds = 0;
    return true;
}

/* Others can run then; if all others were put aside before, they come back. */
static void put_aside(Model *model, Fiber *fiber) {
    fiber->idle_steps = 0;
    if (model->ready.count == 1) ready_rest(model);
    if (model->ready.count > 1) ready_tire(model, fiber);
}

static bool is_question(const ThrOperation *operation) {
    switch (operation->action) {
    case THR_ACTION_READ:
    case THR_ACTION_SLEEP:
    case THR_ACTION_ACQUIRE:
    case THR_ACTION_PASS:
    case THR_ACTION_JOIN:
        return true;
    case THR_ACTION_RELEASE:
        return operation->kind == THR_KIND_LOCK || operation->kind == THR_KIND_RLOCK;
    default:
        return false;
    }
}

static bool is_sign(const ThrOperation *operation) {
    return operation->action == THR_ACTION_OUTPUT || operation->action == THR_ACTION_INPUT ||
           operation->action == THR_ACTION_SPAWN || operation->action == THR_ACTION_END;
}

static void note_row(Model *model, Fiber *fiber) {
    model->row = fiber == model->row_of ? model->row + 1 : 0;
    model->row_of = fiber;
    if (model->row < STEPS_IN_A_ROW || model->ready.count == 1) return;
    model->row_of = NULL;
    put_aside(model, fiber);
}

/* Called with its next operation known, where there is a choice. */
void fairness_note(Model *model, Fiber *fiber) {
    if (is_question(&fiber->next)) {
        if (++fiber->idle_steps >= STEPS_IN_VAIN) put_aside(model, fiber);
    } else {
        fiber->idle_steps = 0;
        model->progress++;
        ready_rest(model);
        note_row(model, fiber);
    }
    if (is_sign(&fiber->next)) model->steps_at_sign = model->steps;
    else if (model->steps - model->steps_at_sign > steps_without_sign) report_livelock(model);
}

void fairness_moved(Model *model) {
    if (!got_somewhere(model) && ++model->vain_rounds > MOVES_IN_VAIN) report_livelock(model);
}

static void nobody_gets_on(Model *model) {
    if (clock_move(model)) return;
    if (!got_somewhere(model) && ++model->vain_rounds > ROUNDS_IN_VAIN) report_livelock(model);
}

static bool in_circles(const Fiber *fiber) {
    return fiber->idle_turns >= TURNS_IN_VAIN;
}

static bool all_in_circles(const Model *model) {
    bool all = true;
    for (size_t i = 0; i < model->ready.count; i++) all = all && in_circles(model->ready.at[i]);
    for (size_t i = 0; i < model->tired.count; i++) all = all && in_circles(model->tired.at[i]);
    return all;
}

static bool same_as_before(const Model *model, const Fiber *fiber, const void *loop, const void *hash) {
    return fiber->loop == loop && fiber->loop_hash == hash && fiber->seen_progress == model->progress;
}

void fairness_turn(Model *model, Fiber *fiber, const void *loop, const void *hash) {
    clock_run(model, 1);
    fiber->idle_turns = same_as_before(model, fiber, loop, hash) ? fiber->idle_turns + 1 : 0;
    fiber->loop = loop;
    fiber->loop_hash = hash;
    fiber->seen_progress = model->progress;
    if (++fiber->turns_in_a_row >= TURNS_IN_A_ROW) {
        model_offer_turn(model, fiber);
        return;
    }
    if (!in_circles(fiber)) return;
    if (all_in_circles(model)) {
        for (size_t i = 0; i < model->ready.count; i++) model->ready.at[i]->idle_turns = 0;
        for (size_t i = 0; i < model->tired.count; i++) model->tired.at[i]->idle_turns = 0;
        nobody_gets_on(model);
        return;
    }
    put_aside(model, fiber);
    if (fiber->state == FIBER_TIRED) model_go_on(model);
}
