/* The functions of the seam. Only one task runs at any moment, so nothing here is guarded; `unpark` alone may interrupt the rest,
   from a signal handler: then it leaves word and touches nothing. */
#include "explore/model_state.h"

#include <time.h>

enum {
    EASE = 1 << 16,  /* steps that a task alone takes between two looks around */
    STACK = 8 << 20, /* address space of a task that does not say what it needs */
    STACK_LEAST = 64 << 10,
    FIRST_NATIVE_ID = 1000,
};

static Fiber *fiber_of(const ThrTask *task) {
    return (Fiber *)task->thread;
}

/* ---- Turns ---- */

static void tell(Model *model, const Fiber *fiber) {
    story_add(model, fiber);
    if (model->options.tell) model->options.tell(model, fiber, model->options.argument);
}

static Fiber *choose(Model *model) {
    Chooser *chooser = &model->chooser;
    chooser->ready = model->ready.at;
    chooser->ready_count = model->ready.count;
    chooser->current = model->current;
    Fiber *chosen = model->ready.count == 1 ? model->ready.at[0] : model->strategy->choose(chooser);
    tell(model, chosen);
    return chosen;
}

static void look_around(Model *model);

/* Nobody can run, and nobody ever will, unless by a signal. */
static void wait_for_signal(Model *model) {
    const struct timespec moment = {.tv_nsec = 1000000};
    while (!atomic_load(&model->alarm)) nanosleep(&moment, NULL);
    look_around(model);
}

static void find_ready(Model *model) {
    while (model->ready.count == 0)
        if (!ready_rest(model) && !clock_move(model)) wait_for_signal(model);
}

static void go_to(Model *model, Fiber *fiber) {
    Fiber *self = model->current;
    if (fiber == self) return;
    if (self) self->left = stack_current();
    model->current = fiber;
    stack_transfer(fiber->left);
}

void model_go_on(Model *model) {
    if (atomic_load_explicit(&model->alarm, memory_order_relaxed)) look_around(model);
    find_ready(model);
    go_to(model, choose(model));
}

static void make_ready(Model *model, Fiber *fiber) {
    clock_remove(model, fiber);
    ready_add(model, fiber);
}

/* Lets those run whose wait a signal handler has ended. */
static void wake_signalled(ThrTask *task, void *context) {
    Fiber *fiber = fiber_of(task);
    if (fiber && fiber->state == FIBER_PARKED && (atomic_load(&task->signals) & fiber->mask))
        make_ready(context, fiber);
}

static void look_around(Model *model) {
    atomic_store(&model->alarm, false);
    thr_each_task(model->runtime, wake_signalled, model);
}

void model_offer_turn(Model *model, Fiber *fiber) {
    fiber->turns_in_a_row = 0; // of loops
    if (atomic_load_explicit(&model->alarm, memory_order_relaxed)) look_around(model);
    if (model->ready.count + model->tired.count == 1) {
        clock_run(model, model->ran_alone ? EASE : 1);
        model->ran_alone = true;
        fiber->task->ease = model->ready.count == 1 && !model->options.tell ? EASE : 0;
        tell(model, fiber);
        return;
    }
    model->steps++;
    clock_run(model, 1);
    model->strategy->announce(&model->chooser, fiber);
    go_to(model, choose(model));
}

static void step(ThrTask *self, ThrAction action, ThrKind kind, const void *object, const void *part) {
    Fiber *fiber = fiber_of(self);
    Model *model = fiber->model;
    if (fiber != model->current) return; // a report made in another's name
    if (action == THR_ACTION_TURN) {
        fairness_turn(model, fiber, object, part);
        return;
    }
    fiber->next = (ThrOperation){action, kind, object, part};
    if (self->ease > 0) {
        self->ease--;
        model->progress += action == THR_ACTION_WRITE;
        if (kind != THR_KIND_VARIABLE) story_add(model, fiber);
    } else {
        fairness_note(model, fiber);
        model_offer_turn(model, fiber);
    }
}

/* ---- Waiting ---- */

static bool answered(ThrTask *self, unsigned mask, ThrStatus *answer) {
    unsigned signals = atomic_load(&self->signals) & mask;
    if (!signals) return false;
    *answer = signals & THR_SIGNAL_WAKE ? THR_OK : signals & THR_SIGNAL_STOP ? THR_STOPPED : THR_INTERRUPTED;
    if (*answer == THR_OK) atomic_fetch_and(&self->signals, ~(unsigned)THR_SIGNAL_WAKE);
    return true;
}

static ThrStatus park(ThrTask *self, int64_t deadline, unsigned mask) {
    Fiber *fiber = fiber_of(self);
    Model *model = fiber->model;
    ThrStatus answer;
    while (!answered(self, mask, &answer)) {
        if (deadline <= model->now) return THR_TIMEOUT;
        ready_remove(model, fiber);
        fiber->state = FIBER_PARKED;
        fiber->idle_steps = fiber->idle_turns = 0;
        fiber->mask = mask;
        fiber->deadline = deadline;
        if (deadline != THR_FOREVER) clock_add(model, fiber);
        model_go_on(model);
    }
    return answer;
}

static void unpark(ThrTask *task, unsigned signal) {
    Fiber *fiber = fiber_of(task);
    atomic_fetch_or(&task->signals, signal);
    if (!fiber) return;
    if (signal == THR_SIGNAL_INTERRUPT) {
        atomic_store(&fiber->model->alarm, true);
        return;
    }
    fiber->model->progress++;
    ready_rest(fiber->model);
    if (fiber->state == FIBER_PARKED && (signal & fiber->mask)) make_ready(fiber->model, fiber);
}

/* ---- Tasks ---- */

Fiber *fiber_new(Model *model, ThrTask *task) {
    Fiber *fiber = memory_new(sizeof *fiber);
    fiber->model = model;
    fiber->task = task;
    fiber->number = ++model->births;
    fiber->next = (ThrOperation){.action = THR_ACTION_START, .kind = THR_KIND_TASK, .object = task};
    task->thread = (uintptr_t)fiber;
    model->strategy->enter(&model->chooser, fiber);
    ready_add(model, fiber);
    return fiber;
}

void fiber_end(Model *model, Fiber *fiber) {
    ready_remove(model, fiber);
    ready_rest(model);
    fiber->state = FIBER_ENDED;
    fiber->task = NULL;
    model->progress++;
}

static int native_id(const Fiber *fiber) {
    return FIRST_NATIVE_ID + (int)fiber->number;
}

static int adopt(ThrTask *task) {
    Fiber *fiber = fiber_of(task);
    if (!fiber) {
        Model *model = thr_scheduler_state(task->runtime);
        fiber = model->current = fiber_new(model, task);
        model->runtime = task->runtime;
    }
    return native_id(fiber);
}

static size_t stack_size(const ThrTask *task) {
    size_t size = task->stack_size ? task->stack_size : STACK;
    return size < STACK_LEAST ? STACK_LEAST : size;
}

static bool spawn(ThrTask *task) {
    Model *model = thr_scheduler_state(task->runtime);
    Fiber *fiber = fiber_new(model, task);
    atomic_store(&task->native_id, native_id(fiber));
    if (carrier_take(model, stack_size(task), fiber)) return true;
    fiber_end(model, fiber);
    task->thread = 0;
    return false;
}

static uintptr_t retire(ThrRuntime *runtime) {
    (void)runtime;
    return 0;
}

static void time_asked(ThrRuntime *runtime) {
    clock_asked(thr_scheduler_state(runtime));
}

static int64_t now(ThrRuntime *runtime) {
    return ((Model *)thr_scheduler_state(runtime))->now;
}

static int64_t wall(ThrRuntime *runtime) {
    return clock_wall(thr_scheduler_state(runtime));
}

const ThrScheduler model_scheduler = {
    .adopt = adopt,
    .spawn = spawn,
    .park = park,
    .unpark = unpark,
    .time_asked = time_asked,
    .now = now,
    .wall = wall,
    .step = step,
    .retire = retire,
};
