/* The command line. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/colour.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum Action {
    ACTION_FILE,
    ACTION_COMMAND,
    ACTION_INPUT,
    ACTION_PROMPT,
    ACTION_VERSION,
    ACTION_HELP,
    ACTION_WRONG
} Action;

typedef struct Options {
    Action action;
    const char *subject; /* the file, the code after -c, or the argument that was wrong */
    bool no_specialize;
    bool interactive; /* a prompt, whatever standard input is; after the file, if there is one */
    bool quiet;       /* without the banner */
    ColourWhen colour;
    const char *record, *replay; /* files of schedules, or null */
    bool samples;                /* thr sample: many seeds */
    uint64_t count;              /* how many */
    bool json;
    bool seeded; /* under the scheduler that a seed decides */
    uint64_t seed;
    const struct Strategy *strategy; /* null: the default */
    const char *strategy_text;       /* as it was typed */
    unsigned depth;                  /* of pct */
    int argc;                        /* sys.argv */
    char **argv;
} Options;

Options options_parse(int argc, char **argv);

void options_print_help(void);

#endif
