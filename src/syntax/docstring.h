/* Docstrings as CPython 3.13 keeps them: without the indentation of the source. */
#ifndef SYNTAX_DOCSTRING_H
#define SYNTAX_DOCSTRING_H

#include <stddef.h>

const char *docstring_clean(const char *text, size_t length, size_t *cleaned_length);

#endif
