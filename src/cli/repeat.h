/* The command that shows a seeded run again. */
#ifndef CLI_REPEAT_H
#define CLI_REPEAT_H

#include "base/buffer.h"
#include "cli/options.h"

/* `thr --seed 7 lesson.thr`, quoted for a shell. */
void repeat_command(Buffer *out, const Options *options, uint64_t seed);

#endif
