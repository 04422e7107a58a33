/* thr sample: one script under many seeds in one process, and the outcomes that were seen. */
#ifndef CLI_SAMPLE_SAMPLE_H
#define CLI_SAMPLE_SAMPLE_H

#include "cli/options.h"
#include "cli/script.h"

/* Prints the table, or JSON. 0: one outcome in all schedules; 1: several; 130: ended by Ctrl-C. */
int sample_run(const Options *options, const Script *script);

#endif
