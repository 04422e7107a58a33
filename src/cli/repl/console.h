/* The terminal while a prompt may be on it. Everything that is written to the terminal goes through here: what threads
   print appears above the input that is being typed, which is drawn again below, in one system call and under one lock.
   Nobody but the main thread knows the line editor: what it has drawn last is kept as a picture, which any thread can draw.

     console_show(console, &picture);    after every key: only what differs is written
     console_write(console, …);        any thread, any time
     console_finish(console, &picture);  the input is over: drawn whole, the cursor goes to the row below */
#ifndef CLI_REPL_CONSOLE_H
#define CLI_REPL_CONSOLE_H

#include "cli/repl/picture.h"
#include "interp/output.h"

#include <stdbool.h>

typedef struct Console Console;

/* One a process. Takes the standard streams that are a terminal. */
Console *console_new(void);

/* To be the interpreter's sink; null when no stream is a terminal. */
OutputSink *console_sink(Console *console);

/* Whether rows can be erased and drawn again: not on a terminal that says it is dumb. */
bool console_can_draw(const Console *console);

size_t console_columns(const Console *console);
size_t console_rows(const Console *console);

void console_show(Console *console, const Picture *picture);
void console_finish(Console *console, const Picture *whole);

/* For terminals that cannot draw: a prompt, which is repeated below what others write; and its end: the user ended the
   row. */
void console_prompt(Console *console, const char *prompt);
void console_prompt_over(Console *console);

/* An empty screen, the prompt to be shown again at its top. */
void console_clear(Console *console);

/* Codes that show nothing. */
void console_send(Console *console, const char *codes);

/* The text that has been written without the end of its row, which is erased: a prompt. "" if there is none. */
const char *console_take_row(Console *console);

/* Above the prompt, if there is one. False: errno. */
bool console_write(Console *console, int descriptor, const char *text, size_t length);

/* The size of the terminal has changed: what was shown is gone, and to be shown again. */
void console_resized(Console *console);

/* Somebody else has written to the terminal: what was shown is left where it is, and to be shown again below. */
void console_abandoned(Console *console);

#endif
