/* Names that do something alone at the prompt: exit, quit, help, clear, license. */
#ifndef CLI_REPL_BARE_H
#define CLI_REPL_BARE_H

#include "object/dict.h"
#include "object/thread.h"

/* Whether the text is one of them and nothing else, and the name still means what it meant at first: then calling it is meant. */
bool is_bare_command(Thread *thread, Dict *names, const char *text, size_t length);

#endif
