/* Two tables of names and reasons. */
#include "interp/left_out.h"

#include <stddef.h>
#include <string.h>

typedef struct LeftOut {
    const char *name, *reason;
} LeftOut;

static const LeftOut names[] = {
    {"complex", "complex numbers are not part of thr"},
    {"memoryview", "memoryview is not part of thr; slices of bytes are copies"},
    {"bytearray", "bytearray is not part of thr; join a list of bytes"},
    {"breakpoint", "breakpoint is not part of thr"},
    {"aiter", "'async' is not part of thr"},
    {"anext", "'async' is not part of thr"},
    {0},
};

static const LeftOut modules[] = {
    {"asyncio", "'async' is not part of thr; use threads"},
    {"multiprocessing", "processes are not part of thr; its threads run on all cores"},
    {"subprocess", "processes are not part of thr"},
    {"ctypes", "extensions in C are not part of thr"},
    {"cmath", "complex numbers are not part of thr"},
    {0},
};

/* `name`, up to a dot. */
static const char *find(const LeftOut *table, const char *name) {
    size_t length = strcspn(name, ".");
    for (; table->name; table++)
        if (strlen(table->name) == length && memcmp(table->name, name, length) == 0) return table->reason;
    return NULL;
}

const char *left_out_name(const char *name) {
    return find(names, name);
}

const char *left_out_module(const char *name) {
    return find(modules, name);
}
