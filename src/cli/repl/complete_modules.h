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

/* The names in the module of a dotted name. One that is loaded, or comes with the language, tells its names; the file of
   another one is not run for that, but read for what it defines. */
void modules_list_names(Thread *thread, const char *module, CandidateVector *out);

#endif
