/* A command is a value, not a word: who has a variable `help` has that. */
#include "cli/repl/bare.h"

#include "interp/interpreter.h"
#include "modules/builtins/site.h"
#include "object/str.h"

#include <ctype.h>

bool is_bare_command(Thread *thread, Dict *names, const char *text, size_t length) {
    while (length > 0 && isspace((unsigned char)text[length - 1])) length--;
    for (size_t i = 0; i < length; i++)
        if (!islower((unsigned char)text[i])) return false;
    Str *name = str_intern(text, length);
    Value value = dict_get_str(names, name);
    if (value == UNBOUND) value = dict_get_str(thread->interpreter->builtins, name);
    return value != UNBOUND && value_is_site_command(value);
}
