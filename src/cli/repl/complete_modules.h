/* Which modules there are to import. */
#ifndef CLI_REPL_COMPLETE_MODULES_H
#define CLI_REPL_COMPLETE_MODULES_H

#include "base/vector.h"
#include "object/module.h"
#include "object/thread.h"

typedef VECTOR(char *) CandidateVector;

/* The last parts of the names of all modules in `package` (dotted), or with "" of those outside of any. Not in order,
   some perhaps twice. */
void modules_list(Thread *thread, const char *package, CandidateVector *out);

/* The module of a dotted name when it is loaded or comes with the language; else null: running a file of the script's for
   a completion could do anything. */
Module *module_at_hand(Thread *thread, const char *name);

#endif
