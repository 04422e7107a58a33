/* The seam between the standard streams and a terminal that somebody keeps in order, such as a prompt whose line must
   survive what other threads print. Without one, text goes the usual way. */
#ifndef INTERP_OUTPUT_H
#define INTERP_OUTPUT_H

#include "base/buffer.h"
#include "object/thread.h"

#include <stdbool.h>

typedef struct OutputSink OutputSink;

/* Embedded first in whoever takes the text. */
struct OutputSink {
    /* Any thread, at any time: writes all of it, in one piece and at once. False: errno says why not. */
    bool (*write)(OutputSink *sink, int descriptor, const char *text, size_t length);
    bool takes[3]; /* by file descriptor: which of the standard streams are the terminal */
    /* If it takes standard input: reads a line with its end for the main thread; none: the end of the input. False:
       raised. */
    bool (*read_line)(OutputSink *sink, Thread *thread, Buffer *line);
};

/* The sink, if it takes this descriptor; `sink` may be null. */
static inline OutputSink *output_sink(OutputSink *sink, int descriptor) {
    return sink && descriptor >= 0 && descriptor <= 2 && sink->takes[descriptor] ? sink : NULL;
}

#endif
