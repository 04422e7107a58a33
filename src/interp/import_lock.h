/* Modules on their way: who loads which, so that another thread that wants the same module waits for it. */
#ifndef INTERP_IMPORT_LOCK_H
#define INTERP_IMPORT_LOCK_H

#include "interp/interpreter.h"

typedef struct Imports Imports;
typedef struct Loading Loading;

Imports *imports_new(void);

typedef enum LoadRight {
    LOAD_READY, /* nobody loads it (any more): it is in sys.modules, or has failed */
    LOAD_BEGUN, /* the caller is to load it, and to call loading_end */
    LOAD_CYCLE, /* it is being loaded by this thread, or by one that waits for this: take it half made */
    LOAD_RAISED
} LoadRight;

/* Asks for the right to load a module. May wait until the thread that loads it has ended that: LOAD_READY. */
LoadRight loading_begin(Thread *thread, Str *name, Loading **loading);
void loading_end(Thread *thread, Loading *loading);

/* Whether the module is being loaded by some thread. */
bool is_loading(Interpreter *interpreter, Str *name);

#endif
