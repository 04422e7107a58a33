/* The line editor's parts: editor.c reads, keys.c has the commands that are ours. */
#ifndef CLI_REPL_EDITOR_H
#define CLI_REPL_EDITOR_H

#include "cli/repl/reader.h"

/* readline belongs to the process and hands nothing of ours to its callbacks: so does its one user. Touched by the main
   thread only. */
typedef struct Editor {
    Console *console;
    Thread *thread;
    Dict *names;
    const char *next_prompt;
    const char *history; /* file; null: none */
    bool is_line;        /* what is read is a line for the script, no input of the prompt */
    Buffer rest;         /* lines pasted behind the one that the script has got */
    bool is_pasted;      /* all of the text came by one paste */
    bool is_over;        /* an input is there: */
    ReadStatus status;
    Buffer *text;
} Editor;

extern Editor *the_editor;

/* Makes the text that stands in the editor the input. */
void editor_accept(void);

/* No more input. */
void editor_end(void);

/* Keys whose meaning is ours, in all of readline's keymaps that insert. */
void keys_bind(void);

#endif
