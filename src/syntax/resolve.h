/* The step between parsing and running: names get their places. */
#ifndef SYNTAX_RESOLVE_H
#define SYNTAX_RESOLVE_H

#include "syntax/failure.h"

/* Resolves a whole module; false when the failure tells which name cannot be what the source says. */
bool scope_resolve(FunctionNode *module, Failure *failure);

#endif
