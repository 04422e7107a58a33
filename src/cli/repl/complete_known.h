/* What an unfinished line tells of its values: the value of names and dotted names, and the type of displays, texts and
   of what calling a class makes. Found without calling any code of the script: no property, no __getattr__, no __eq__. */
#ifndef CLI_REPL_COMPLETE_KNOWN_H
#define CLI_REPL_COMPLETE_KNOWN_H

#include "cli/repl/complete_spot.h"
#include "object/dict.h"
#include "object/thread.h"

/* A value; or, when that is UNBOUND, an instance of the type; or, when that is null, nothing is known. */
typedef struct Known {
    Value value;
    Type *type;
} Known;

/* A variable of the prompt, or a built-in. */
Known known_name(Thread *thread, Dict *names, Str *name);
Known known_attribute(Thread *thread, Known object, Str *name);

/* The expression tokens[first..end). */
Known known_expression(Thread *thread, Dict *names, const Spot *spot, size_t first, size_t end);

bool known_is_callable(Known known);

/* Whether calling it with arguments is an error. */
bool known_takes_nothing(Known known);

/* The names of the parameters that may be given by keyword: blanks between, "" when none is known. */
const char *known_keywords(Known known);

#endif
