/* thr --seed: the script under the scheduler of src/explore, which a seed decides. */
#ifndef CLI_SEEDED_H
#define CLI_SEEDED_H

#include "cli/options.h"
#include "cli/script.h"

/* The exit status; when it is not 0, the last line on standard error is the command that repeats the run. */
int seeded_run(const Options *options, const Script *script);

#endif
