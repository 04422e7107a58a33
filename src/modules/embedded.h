// The half of the standard library that is written in the language itself: every .thr file under src/modules,
// put into the program at build time. For the registry, which looks a module up here when no C module has its name.
#ifndef MODULES_EMBEDDED_H
#define MODULES_EMBEDDED_H

#include <stdbool.h>
#include <stddef.h>

typedef struct EmbeddedModule {
    const char *name; // dotted: "queue", "concurrent.futures"; NULL ends the table
    const char *path; // as under src/modules: "concurrent/futures.thr"
    const char *text; // ends in NUL, which length does not count
    size_t length;
    bool package; // the file was an __init__.thr
} EmbeddedModule;

extern const EmbeddedModule embedded_modules[];

#endif
