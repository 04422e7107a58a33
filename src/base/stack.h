/* Running code on a C stack of its own, to leave it in the middle and go on later: generators, and tasks of a scheduler.

     static void count(Stack *stack, void *data) {
         for (int i = 0; i < 3; i++) { *(int *)data = i; stack_suspend(stack); }
     }
     Stack *stack = stack_new(STACK_SIZE, count, &number);
     for (stack_resume(stack); !stack_is_ended(stack); stack_resume(stack)) use(number);
     stack_free(stack);

   The collector knows these stacks: what a suspended one refers to lives as long as the Stack itself is found, and a Stack that
   nobody refers to is collected in whatever state it is. A stack may be resumed by another OS thread than before (code
   on it must not keep the address of a _Thread_local variable over a suspension), by one thread at a time, and from
   another such stack. */
#ifndef BASE_STACK_H
#define BASE_STACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Stack Stack;

enum {
    STACK_SIZE = 256 << 10,   /* address space; memory is used as the stack grows */
    STACK_RESERVE = 48 << 10, /* what code on it should leave free: allocation itself may need 20 KB */
};

/* Null when the system gives no more memory. `run` may return: the stack then has ended. */
Stack *stack_new(size_t size, void (*run)(Stack *stack, void *data), void *data);

/* Goes on where the stack was left, or starts it; comes back when it suspends or ends. It must be neither running nor ended. */
void stack_resume(Stack *stack);

/* On the stack itself: back to who resumed it. */
void stack_suspend(Stack *stack);

bool stack_is_ended(const Stack *stack);

/* Gives an ended stack back, for the next stack_new; it is not to be looked at again. One that is forgotten instead is
   collected. */
void stack_free(Stack *stack);

/* The lowest address code on it may use. */
uintptr_t stack_low(const Stack *stack);

#endif
