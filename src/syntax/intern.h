/* One pointer for equal names, for the whole process: names compare by pointer. Any thread may call it. */
#ifndef SYNTAX_INTERN_H
#define SYNTAX_INTERN_H

#include <stddef.h>

const char *intern(const char *text, size_t length);

#endif
