/* Resolves every name of a tree: which slot, cell or global it means. Runs nothing.

   A Scope belongs to one FunctionNode. Comprehensions (but not generator expressions) share the scope around them, with
   slots of their own. Class bodies keep their names in a namespace; methods do not see them. `__class__` and `super`
   in a method capture the class's own cell. */
#ifndef SYNTAX_SCOPE_H
#define SYNTAX_SCOPE_H

#include "syntax/ast.h"

typedef enum ScopeKind { SCOPE_MODULE, SCOPE_FUNCTION, SCOPE_CLASS } ScopeKind; /* lambda, genexpr: functions */

/* One captured variable of a function: taken, when the function is made, from the frame around it. */
typedef struct Capture {
    const char *name;
    bool from_free; /* from the enclosing function's own captures, else from a cell slot of its frame */
    int32_t index;
} Capture;

struct Scope {
    ScopeKind kind;
    Scope *parent;
    FunctionNode *function;
    const char **slot_names; /* slot_count names, parameters first; hidden slots have a name starting with '.' */
    int32_t slot_count;
    int32_t *cells; /* slots that hold a cell from the start of the frame */
    int32_t cell_count;
    Capture *captures;
    int32_t capture_count;
    int32_t class_cell; /* in a class body: the slot of the cell for __class__, -1 when no method needs it */
};

#endif
