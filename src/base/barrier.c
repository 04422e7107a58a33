/* Barriers that the system makes threads pass, where it can. */
#include "base/barrier.h"

#include <errno.h>
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

bool barrier_is_lopsided;

static long membarrier(int command) {
    return syscall(SYS_membarrier, command, 0, 0);
}

static __attribute__((constructor)) void start(void) {
    barrier_is_lopsided = membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0;
}

void barrier_heavy(void) {
    int error = errno;
    atomic_thread_fence(memory_order_seq_cst);
    if (barrier_is_lopsided) membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED);
    errno = error;
}
