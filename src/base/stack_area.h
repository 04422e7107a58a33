/* The address space of stacks: mapped, with an inaccessible page below, and used again and again. For stack.c only. */
#ifndef BASE_STACK_AREA_H
#define BASE_STACK_AREA_H

#include "base/memory_stacks.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct StackArea {
    char *low; /* usable bytes: [low, top) */
    char *top;
    MemoryWatch owner;      /* becomes null when the collector has taken it */
    void *fiber;            /* ThreadSanitizer's; null: none yet */
    struct StackArea *next; /* in the list of free or of used areas */
    struct StackArea **link;
} StackArea;

/* An area for the owner (a collected object), given back by itself when that is collected; null when the system refuses. */
StackArea *stack_area_take(size_t size, void *owner);
void stack_area_give(StackArea *area);

/* Says that what an ended stack left in its area is no more, for whoever uses the area next. */
void stack_area_clean(StackArea *area);

#endif
