/* Expressions in the place of targets. The parser reads them as expressions, as the table needs; here they are checked. */
#ifndef SYNTAX_TARGET_H
#define SYNTAX_TARGET_H

#include "syntax/build.h"

/* TARGET_ONLY: before the only `=` of a statement, which might have been meant as `==`. */
typedef enum TargetUse { TARGET_ONLY, TARGET_ASSIGN, TARGET_FOR, TARGET_WITH, TARGET_DELETE } TargetUse;

/* The expression as a target; null when it cannot be one, with CPython's words in the failure. */
Target *target_of(Building *b, Expr *expr, TargetUse use);

/* As target_of for `op=`, which takes one name, attribute or subscript. */
Target *target_of_augmented(Building *b, Expr *expr);

/* What an expression is called in messages: "literal", "function call". */
const char *expr_title(const Expr *expr);

#endif
