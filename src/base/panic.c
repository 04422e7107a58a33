/* Ending the process at once. */
#include "base/panic.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void panic_at(const char *file, int line, const char *what) {
    fflush(stdout);
    fprintf(stderr, "thr: internal error at %s:%d: %s\n", file, line, what);
    abort();
}

_Noreturn void panic_out_of_memory(void) {
    fflush(stdout);
    fputs("MemoryError\n", stderr);
    _Exit(1);
}
