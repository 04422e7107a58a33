/* The C stacks of tasks. One that has carried its task to the end waits for the next, so that a task costs no new stack. */
#include "explore/model_state.h"

enum { SPARE_MOST = 256 };

static void carry(Stack *stack, void *data) {
    Carrier *carrier = data;
    (void)stack;
    for (;;) {
        Fiber *fiber = carrier->fiber;
        Model *model = fiber->model;
        if (carrier == model->main_carrier) {
            model->status = model->body(model->argument);
            model_leave(model, model->status);
        }
        thr_task_body(fiber->task);
        fiber_end(model, fiber);
        carrier->fiber = NULL;
        carrier->left = stack_current();
        vector_push(&model->spare, carrier);
        model_go_on(model);
    }
}

static Carrier *carrier_new(Model *model, size_t size) {
    Carrier *carrier = memory_new(sizeof *carrier);
    carrier->size = size;
    carrier->left = carrier->stack = stack_new(size, carry, carrier);
    if (!carrier->stack) return NULL;
    vector_push(&model->carriers, carrier);
    return carrier;
}

static Carrier *take_spare(Model *model, size_t size) {
    if (model->spare.count == 0 || vector_last(&model->spare)->size != size) return NULL;
    return vector_pop(&model->spare);
}

Carrier *carrier_take(Model *model, size_t size, Fiber *fiber) {
    Carrier *carrier = take_spare(model, size);
    if (!carrier) carrier = carrier_new(model, size);
    if (!carrier) return NULL;
    carrier->fiber = fiber;
    fiber->carrier = carrier;
    fiber->left = carrier->left;
    return carrier;
}

/* The busy ones are cut off where they stand; of the spare ones some are kept. */
void carriers_drop(Model *model) {
    CarrierList *all = &model->carriers;
    size_t kept = 0;
    model->spare.count = 0;
    for (size_t i = 0; i < all->count; i++) {
        Carrier *carrier = all->at[i];
        if (carrier->fiber || kept == SPARE_MOST) {
            stack_free(carrier->stack);
            continue;
        }
        all->at[kept++] = carrier;
        vector_push(&model->spare, carrier);
    }
    for (size_t i = kept; i < all->count; i++) all->at[i] = NULL;
    all->count = kept;
}
