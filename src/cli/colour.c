/* Colour by option, environment and terminal, in this order. */
#include "cli/colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool colour_parse(const char *word, ColourWhen *when) {
    static const char *const words[] = {[COLOUR_AUTO] = "auto", [COLOUR_ALWAYS] = "always", [COLOUR_NEVER] = "never"};
    for (*when = COLOUR_AUTO; *when <= COLOUR_NEVER; ++*when)
        if (strcmp(word, words[*when]) == 0) return true;
    return false;
}

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value;
}

static bool by_itself(int descriptor) {
    const char *terminal = getenv("TERM");
    if (is_set("NO_COLOR")) return false;
    if (is_set("FORCE_COLOR")) return true;
    return terminal && *terminal && strcmp(terminal, "dumb") != 0 && isatty(descriptor);
}

const Palette *colour_palette(ColourWhen when, int descriptor) {
    bool wanted = when == COLOUR_AUTO ? by_itself(descriptor) : when == COLOUR_ALWAYS;
    return wanted ? &palette_bright : &palette_plain;
}
