/* What `thr sample` prints. */
#ifndef CLI_SAMPLE_REPORT_H
#define CLI_SAMPLE_REPORT_H

#include "cli/options.h"
#include "cli/sample/tally.h"

typedef struct SampleFacts {
    const Options *options;
    const char *strategy; /* its name */
    bool interrupted;
} SampleFacts;

/* For people: a row an outcome; long outputs as differences from the most frequent one. */
void report_table(Buffer *out, const Tally *tally, const SampleFacts *facts);

void report_json(Buffer *out, const Tally *tally, const SampleFacts *facts);

#endif
