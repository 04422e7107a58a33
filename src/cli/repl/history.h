/* What was typed in earlier sessions: a file of one line an entry, in which the lines of a block are joined by "\n" written
   out. Entries are added as they are typed, so that sessions side by side keep all of theirs. */
#ifndef CLI_REPL_HISTORY_H
#define CLI_REPL_HISTORY_H

#include <stddef.h>

enum { HISTORY_MOST = 1000 }; /* entries that are kept */

/* $THR_HISTORY, or thr/history in the state directory of the user; null: nowhere. */
const char *history_path(void);

/* Calls `add` for each of the last HISTORY_MOST entries, oldest first. A file that has grown to twice that is cut. */
void history_load(const char *path, void (*add)(const char *entry));

/* Adds an entry to the file; folders are made. What fails is not told: a history is a convenience. */
void history_append(const char *path, const char *entry);

#endif
