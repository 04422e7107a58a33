/* The resolved tree as text, a node a line, with its place in the source: for tests, and for whoever wants to see it. */
#ifndef SYNTAX_DUMP_H
#define SYNTAX_DUMP_H

#include "base/buffer.h"
#include "syntax/ast.h"

/* A function, class body or module with all that is in it. */
void dump_function(Buffer *out, const FunctionNode *function);

#endif
