/* A task under the model: a chain of C stacks, and what it is about to do. */
#ifndef EXPLORE_FIBER_H
#define EXPLORE_FIBER_H

#include "base/stack_transfer.h"
#include "primitives/scheduler.h"

typedef enum FiberState { FIBER_READY, FIBER_TIRED, FIBER_PARKED, FIBER_ENDED } FiberState;

typedef struct Fiber {
    struct Model *model;
    ThrTask *task;           /* not to be looked at once the fiber has ended */
    struct Carrier *carrier; /* the stack it runs on; null: that of who adopted the task */
    Stack *left;             /* where it goes on; null: on the stack that the OS thread was born with */
    ThrOperation next;       /* what it is about to do, or does */
    uint64_t number;         /* 1, 2, 3 … in the order of birth */
    uint64_t rank;           /* the strategy's: the highest goes first */
    FiberState state;
    size_t place; /* in the list of the ready or the tired */

    /* Parked. */
    unsigned mask;
    int64_t deadline;
    size_t sleep_place; /* in the heap of sleepers, counted from 1; 0: not there */

    /* Fairness: what it has done in vain (fairness.c). */
    unsigned idle_steps, idle_turns;
    unsigned turns_in_a_row; /* of loops, since the last step */
    const void *loop, *loop_hash;
    uint64_t seen_progress;
} Fiber;

static inline bool fiber_is_ready(const Fiber *fiber) {
    return fiber && fiber->state == FIBER_READY;
}

/* Only the order of these two can matter. */
static inline bool operations_depend(const ThrOperation *a, const ThrOperation *b) {
    if (a->object != b->object || (a->action == THR_ACTION_READ && b->action == THR_ACTION_READ)) return false;
    if (!a->object) return a->kind == THR_KIND_EXTERNAL && b->kind == THR_KIND_EXTERNAL;
    return !a->part || !b->part || a->part == b->part;
}

#endif
