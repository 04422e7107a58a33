/* The different outcomes of a script, and how often each was seen. */
#ifndef CLI_SAMPLE_TALLY_H
#define CLI_SAMPLE_TALLY_H

#include "base/buffer.h"
#include "base/vector.h"
#include "interp/outcome.h"

#include <stdint.h>

/* One run, as it is compared with others; `report` is not. */
typedef struct RunResult {
    uint64_t seed;
    int status;
    Ending ending;
    size_t circle;
    Buffer output; /* what the script wrote to stdout */
    Buffer errors; /* and to stderr */
    Buffer raised; /* a line for each exception that left a thread, in alphabetical order */
    Buffer report; /* what was said of exceptions and deadlocks */
} RunResult;

typedef struct TallyEntry {
    RunResult result; /* of its first run */
    uint64_t hash;
    uint64_t times;
} TallyEntry;

typedef struct Tally {
    VECTOR(TallyEntry *) entries;
    TallyEntry **index; /* by hash, open addressing; null: free */
    size_t index_size;
    uint64_t runs;
} Tally;

/* Counts it; a copy is kept if it is the first of its kind. */
void tally_add(Tally *tally, const RunResult *result);

/* The most frequent first; among equals, that of the smaller seed. */
void tally_sort(Tally *tally);

#endif
