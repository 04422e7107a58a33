/* What Python has and this language leaves out, so that an error about it says so. Syntax that is left out: syntax/explain.c. */
#ifndef INTERP_LEFT_OUT_H
#define INTERP_LEFT_OUT_H

/* Why the built-in, or the module (its first part), is not there: "threads share everything, …"; null when it is not known. */
const char *left_out_name(const char *name);
const char *left_out_module(const char *name);

#endif
