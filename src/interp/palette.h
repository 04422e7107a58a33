/* Colours of what the interpreter itself says: tracebacks, values at a prompt. Whoever formats text asks for a palette
   and writes its codes around the parts; the plain one has empty codes. Which palette a program has is chosen by who
   starts it. */
#ifndef INTERP_PALETTE_H
#define INTERP_PALETTE_H

#include "base/buffer.h"
#include "object/thread.h"

typedef struct Palette {
    const char *off;            /* ends any of the others */
    const char *place;          /* files, lines, functions */
    const char *kind, *message; /* of an exception */
    const char *fault, *around; /* what failed (^), and the rest of its expression (~) */
    const char *prompt;
    const char *string, *number, *word; /* in values */
} Palette;

extern const Palette palette_plain, palette_bright;

/* For text that goes to sys.stderr, or sys.stdout: plain unless that is still the stream of the start. */
const Palette *palette_of_errors(Thread *thread);
const Palette *palette_of_output(Thread *thread);

/* The repr of a value, its strings, numbers and words in colour. */
void palette_add_value(Buffer *out, const Palette *palette, const char *text, size_t length);

#endif
