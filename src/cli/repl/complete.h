/* Tab completion for the prompt: what may stand at the cursor.

   The answer names the candidates for the part of the line from *word_start to the cursor; the prompt inserts what they
   have in common and lists them when they differ. Knows nothing of readline: the prompt adapts it. */
#ifndef CLI_REPL_COMPLETE_H
#define CLI_REPL_COMPLETE_H

#include "object/dict.h"
#include "object/thread.h"

/* The candidates for the bytes line[*word_start..cursor): names and keywords, attributes behind a dot, modules after
   import and from, keyword arguments within a call. Each is the whole replacement for these bytes, a call's opening
   parenthesis and the like included; in order, none twice, a null at the end. All of it in collected memory.

   `line` is the whole input typed so far, NUL-terminated, with the newlines of a block; `cursor` a byte offset within
   it. `names` are the globals of the prompt, read while other threads may write them.

   Null when there is none, or nothing to complete here (inside of a string or comment). Runs no code of the script but
   __getattr__-free look-ups and __dir__, leaves nothing raised, and is only called by the main thread at its prompt. */
char **completion_list(Thread *thread, Dict *names, const char *line, size_t cursor, size_t *word_start);

#endif
