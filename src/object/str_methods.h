/* The methods of str, for the table in str_type.c. */
#ifndef OBJECT_STR_METHODS_H
#define OBJECT_STR_METHODS_H

#include "object/arguments.h"
#include "object/str_core.h"

#define METHOD(name) Value str_##name(Thread *thread, Value self, const Arguments *args)

/* str_case.c */
METHOD(capitalize);
METHOD(casefold);
METHOD(lower);
METHOD(swapcase);
METHOD(title);
METHOD(upper);

/* str_tests.c */
METHOD(isalnum);
METHOD(isalpha);
METHOD(isascii);
METHOD(isdecimal);
METHOD(isdigit);
METHOD(isidentifier);
METHOD(islower);
METHOD(isnumeric);
METHOD(isprintable);
METHOD(isspace);
METHOD(istitle);
METHOD(isupper);

/* str_search.c */
METHOD(count);
METHOD(endswith);
METHOD(find);
METHOD(index);
METHOD(removeprefix);
METHOD(removesuffix);
METHOD(replace);
METHOD(rfind);
METHOD(rindex);
METHOD(startswith);

/* str_split.c */
METHOD(join);
METHOD(partition);
METHOD(rpartition);
METHOD(rsplit);
METHOD(split);
METHOD(splitlines);

/* str_pad.c */
METHOD(center);
METHOD(expandtabs);
METHOD(ljust);
METHOD(lstrip);
METHOD(rjust);
METHOD(rstrip);
METHOD(strip);
METHOD(zfill);

/* str_translate.c */
METHOD(encode);
METHOD(maketrans);
METHOD(translate);

#undef METHOD

Value str_repr(Thread *thread, Value self);
void str_add_repr(Buffer *out, const Str *str, bool ascii_only);

/* str.join for any separator and iterable. */
Value str_join_values(Thread *thread, Str *separator, Value iterable);

/* A str decoded from bytes; RAISED with UnicodeDecodeError or LookupError. */
Value str_decode(Thread *thread, const unsigned char *at, size_t count, const char *encoding, const char *errors);

/* Where `part` is first (last) in the text between two byte offsets, as a byte offset; SIZE_MAX: nowhere. */
size_t text_find(const char *text, size_t start, size_t end, const Str *part);
size_t text_find_last(const char *text, size_t start, size_t end, const Str *part);

#endif
