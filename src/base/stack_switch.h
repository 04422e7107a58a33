/* Leaving one C stack for another: the part that has to be assembly. For stack.c only. */
#ifndef BASE_STACK_SWITCH_H
#define BASE_STACK_SWITCH_H

/* Saves what a call must preserve on the running stack and its pointer in *saved, then continues at `target`, which an earlier
   switch saved or stack_switch_prepare made. */
void stack_switch(void **saved, void *target);

/* Lays out a stack that ends at `top` (16-aligned) such that switching to the result calls entry(data), which must not return. */
void *stack_switch_prepare(void *top, void (*entry)(void *data), void *data);

#endif
