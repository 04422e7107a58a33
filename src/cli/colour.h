/* Whether to write in colour. */
#ifndef CLI_COLOUR_H
#define CLI_COLOUR_H

#include "interp/palette.h"

#include <stdbool.h>

typedef enum ColourWhen { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER } ColourWhen;

/* `--color=auto`, `always` or `never`; false: another word. */
bool colour_parse(const char *word, ColourWhen *when);

/* The palette for what is written to a file descriptor. By itself: for a terminal that is not dumb, unless NO_COLOR is set;
   FORCE_COLOR wants it even in a pipe. */
const Palette *colour_palette(ColourWhen when, int descriptor);

#endif
