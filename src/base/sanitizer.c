/* Marks that AddressSanitizer has put around the variables of frames stay when a stack is left for good. Taking them from all of a
   large stack, an eighth of its size is written; so only from what has been used of it. */
#include "base/sanitizer.h"

#ifdef OBSERVED_BY_ASAN

#include <stddef.h>
#include <sys/mman.h>

enum { PAGE = 4096, PAGES = 256 };

/* The lowest page that has memory. */
static char *lowest_used(char *low, char *top) {
    unsigned char resident[PAGES];
    for (; low < top; low += PAGES * PAGE) {
        size_t size = top - low < PAGES * PAGE ? (size_t)(top - low) : PAGES * PAGE;
        if (mincore(low, size, resident) != 0) return low;
        for (size_t i = 0; i < size / PAGE; i++)
            if (resident[i] & 1) return low + i * PAGE;
    }
    return top;
}

void sanitizer_forget_frames(char *low, char *top) {
    low = lowest_used(low, top);
    ASAN_UNPOISON_MEMORY_REGION(low, (size_t)(top - low));
}

#else

void sanitizer_forget_frames(char *low, char *top) {
    (void)low, (void)top;
}

#endif
