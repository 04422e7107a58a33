/* Warnings, as they show without any setting: a DeprecationWarning only where it comes from the main script, others
   everywhere; each text once for each line of a module. */
#ifndef INTERP_WARNING_H
#define INTERP_WARNING_H

#include "base/source.h"
#include "object/thread.h"
#include "object/type.h"

/* Warns about the line of the script that is being executed: "file:line: Category: text" and the line itself, on
   sys.stderr. False if it raised. */
bool warning_issue(Thread *thread, Type *category, const char *text);

/* The same about a line of a source that is being parsed: a SyntaxWarning. False: the script's filters make it an error. */
bool warning_show_syntax(Thread *thread, const Source *source, uint32_t line, const char *text);

#endif
