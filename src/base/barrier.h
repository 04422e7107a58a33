/* Two halves of a memory barrier, for a word that one thread writes all the time and others seldom:

       often:  write a;  barrier_light();  read b          seldom:  write b;  barrier_heavy();  write or read a

   If the light side reads the old b, the heavy side's access of a comes after the light side's write. The light half costs
   nothing where the system can make all threads of the process pass a barrier (membarrier). Both may be called from a signal handler. */
#ifndef BASE_BARRIER_H
#define BASE_BARRIER_H

#include <stdatomic.h>
#include <stdbool.h>

extern bool barrier_is_lopsided; /* set before main */

static inline void barrier_light(void) {
    if (__builtin_expect(barrier_is_lopsided, 1)) atomic_signal_fence(memory_order_seq_cst);
    else atomic_thread_fence(memory_order_seq_cst);
}

void barrier_heavy(void);

#endif
