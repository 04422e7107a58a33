/* The activation of a piece of code: it lives on the C stack of the thread that runs it, slots behind it.

   Only its own thread touches a frame; what is shared with closures lives in cells. */
#ifndef INTERP_FRAME_H
#define INTERP_FRAME_H

#include "interp/code.h"
#include "object/callable.h"
#include "object/dict.h"

struct Frame {
    Thread *thread;
    Frame *back;
    Code *code;
    Dict *globals;       /* names of the module the code was written in */
    Dict *builtins;
    Cell *const *cells;  /* what the running function captured */
    Dict *names;         /* class bodies: their namespace; else null */
    Value result;        /* what `return` left */
    const Site *site;    /* the last call or `with` that went out of the fast path; null: none yet */
    Value slots[];       /* code->slot_count words; UNBOUND while without a value */
};

#endif
