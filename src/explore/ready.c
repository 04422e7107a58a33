/* Those who can run, and those who could, but have shown that they only wait for somebody else. Their order depends on
   the schedule alone. */
#include "explore/model_state.h"

static void add(FiberList *list, Fiber *fiber, FiberState state) {
    fiber->state = state;
    fiber->place = list->count;
    vector_push(list, fiber);
}

static void drop(FiberList *list, Fiber *fiber) {
    Fiber *last = vector_pop(list);
    list->at[fiber->place] = last;
    last->place = fiber->place;
    list->at[list->count] = NULL;
}

/* Who runs is no longer alone. */
static void end_ease(Model *model) {
    Fiber *current = model->current;
    if (current && current->task) current->task->ease = 0;
}

void ready_add(Model *model, Fiber *fiber) {
    add(&model->ready, fiber, FIBER_READY);
    end_ease(model);
}

void ready_remove(Model *model, Fiber *fiber) {
    drop(fiber->state == FIBER_TIRED ? &model->tired : &model->ready, fiber);
}

void ready_tire(Model *model, Fiber *fiber) {
    drop(&model->ready, fiber);
    add(&model->tired, fiber, FIBER_TIRED);
}

bool ready_rest(Model *model) {
    bool any = model->tired.count > 0;
    for (size_t i = 0; i < model->tired.count; i++) {
        add(&model->ready, model->tired.at[i], FIBER_READY);
        model->tired.at[i] = NULL;
    }
    model->tired.count = 0;
    return any;
}
