/* What the command line says to run, read and ready. */
#ifndef CLI_SCRIPT_H
#define CLI_SCRIPT_H

#include "base/source.h"

typedef struct Script {
    const Source *source;
    const char *path; /* null: not a file */
} Script;

#endif
