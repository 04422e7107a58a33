/* The life of a model: made once, used for run after run. */
#include "explore/model.h"

#include "base/panic.h"
#include "explore/model_state.h"

enum { MAIN_STACK = 8 << 20 };

Model *model_new(void) {
    return memory_new_permanent(sizeof(Model));
}

static void forget(FiberList *list) {
    for (size_t i = 0; i < list->count; i++) list->at[i] = NULL;
    list->count = 0;
}

void model_begin(Model *model, const ModelOptions *options) {
    model->options = *options;
    model->strategy = options->strategy ? options->strategy : &strategies[0];
    model->chooser = (Chooser){.random = random_from_seed(options->seed),
                               .argument = options->argument,
                               .depth = options->depth ? options->depth : STRATEGY_DEPTH};
    model->current = NULL;
    forget(&model->ready);
    forget(&model->tired);
    forget(&model->sleepers);
    model->ran_alone = false;
    model->row_of = NULL;
    model->story_total = 0;
    model->steps = model->births = model->progress = 0;
    model->vain_progress = model->vain_rounds = model->steps_at_sign = 0;
    atomic_store(&model->alarm, false);
    clock_begin(model);
    model->strategy->begin(&model->chooser);
}

/* The main carrier has no task: what it adopts becomes one. */
int model_run(Model *model, int (*body)(void *argument), void *argument) {
    Fiber starter = {.model = model};
    model->body = body;
    model->argument = argument;
    model->hub = stack_current();
    Carrier *carrier = carrier_take(model, MAIN_STACK, &starter);
    if (!carrier) panic_out_of_memory();
    model->main_carrier = carrier;
    stack_transfer(starter.left);
    model->main_carrier = NULL;
    model->current = NULL;
    carriers_drop(model);
    return model->status;
}

void model_leave(Model *model, int status) {
    model->status = status;
    stack_transfer(model->hub);
    panic("a stack that was dropped goes on");
}

uint64_t model_steps(const Model *model) {
    return model->steps;
}
