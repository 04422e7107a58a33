/* The module `builtins`: the names that every script has without import. Its functions are in tables by subject. */
#ifndef MODULES_BUILTINS_BUILTINS_H
#define MODULES_BUILTINS_BUILTINS_H

#include "base/buffer.h"
#include "object/dict.h"
#include "object/module.h"

/* For the table of native modules. */
Module *builtins_make(Thread *thread);

extern const Builtin attribute_functions[]; /* getattr isinstance vars … */
extern const Builtin execution_functions[]; /* exec eval __import__ */
extern const Builtin iteration_functions[]; /* all iter max sorted sum … */
extern const Builtin output_functions[];    /* print input open */
extern const Builtin value_functions[];     /* abs chr hash round … */

/* The iterators with a name of their own (iterators.c). */
extern Type enumerate_type;
extern Type filter_type;
extern Type map_type;
extern Type reversed_type;
extern Type zip_type;

/* Writes the text to sys.stdout, wherever that goes, as print() does. */
bool output_write(Thread *thread, const Buffer *text);

/* What locals() answers in this frame. */
Dict *frame_locals(Frame *frame);

#endif
