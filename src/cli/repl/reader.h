/* Where the inputs of a prompt come from: the line editor on a terminal, or plain lines from anything else. */
#ifndef CLI_REPL_READER_H
#define CLI_REPL_READER_H

#include "base/buffer.h"
#include "cli/repl/console.h"
#include "object/dict.h"
#include "object/thread.h"

typedef enum ReadStatus {
    READ_TEXT,
    READ_INTERRUPTED, /* Ctrl-C: what was typed is dropped */
    READ_END          /* Ctrl-D, or the end of a file */
} ReadStatus;

typedef struct Prompts {
    const char *first, *next; /* sys.ps1 and sys.ps2, as text */
} Prompts;

typedef struct Reader Reader;

struct Reader {
    /* One input: a complete statement, or a whole pasted text, as it is to be run. The main thread only. */
    ReadStatus (*read)(const Reader *reader, Thread *thread, const Prompts *prompts, Buffer *text);
    Console *console;
};

/* On GNU readline; the only one in a process. `names`: for completion. Null in a build without it, and on a terminal
   that cannot draw. */
const Reader *editor_new(Thread *thread, Console *console, Dict *names);

/* Lines of standard input. */
const Reader *plain_new(Console *console);

#endif
