/* The arguments of a call, and how built-in functions take them.

   All built-ins have one C signature. Their tables say how many arguments they take; who calls them checks that before,
   so a built-in reads its arguments without looking at the count where least == most. */
#ifndef OBJECT_ARGUMENTS_H
#define OBJECT_ARGUMENTS_H

#include "object/object.h"

typedef struct Str Str;

/* `count` positional values, then one value for each of `keyword_count` names. Lives in the caller's frame: a callee that
   keeps values copies them. */
typedef struct Arguments {
    const Value *items;
    uint32_t count;
    uint32_t keyword_count;
    Str *const *keywords; /* interned or not */
} Arguments;

/* `self` is the receiver of a method, the class for a class method or constructor, UNBOUND for a plain function. */
typedef Value (*BuiltinFunction)(Thread *thread, Value self, const Arguments *args);

/* One entry of a table of built-ins; a table ends with a null name.

   parameters null: `least` to `most` positional arguments (most < 0: any number), no keywords.
   parameters "a b / c=… ": names by which arguments may also be given, in order. The built-in then gets exactly one value for
   each name, UNBOUND where nothing was given; the first `least` are required. Names before "/" are positional only; names
   after "*" are keyword only. With "*rest" as the last word surplus positional values follow the named ones.
   parameters "**": keywords are passed through as they are, for the built-in to look at. */
typedef struct Builtin {
    const char *name;
    BuiltinFunction function;
    int16_t least;
    int16_t most;
    const char *doc;
    const char *parameters;
    enum { BUILTIN_PLAIN, BUILTIN_CLASS_METHOD, BUILTIN_STATIC_METHOD } kind;
} Builtin;

/* Calls a built-in after checking counts and binding keywords as its entry says. TypeError in CPython's words. */
Value builtin_invoke(Thread *thread, const Builtin *builtin, Value self, const Arguments *args);

/* How many values the function of a built-in is given in a call with `count` positional arguments and nothing else, the missing
   ones at the end as UNBOUND; -1: only builtin_invoke knows. */
int builtin_row(const Builtin *builtin, uint32_t count);

/* The value of a keyword argument, or UNBOUND. For built-ins with parameters "**". */
Value arguments_keyword(const Arguments *args, const char *name);

/* TypeError when keywords were given. */
bool arguments_no_keywords(Thread *thread, const char *function_name, const Arguments *args);

#endif
