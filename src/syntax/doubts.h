/* What is valid but hardly meant: SyntaxWarnings. Asked while names are collected, each before what the node holds. */
#ifndef SYNTAX_DOUBTS_H
#define SYNTAX_DOUBTS_H

#include "syntax/ast.h"
#include "syntax/failure.h"

void doubt_compare(Failure *failure, const CompareExpr *compare);
void doubt_call(Failure *failure, const CallExpr *call);
void doubt_subscript(Failure *failure, const SubscriptExpr *subscript);
void doubt_assert(Failure *failure, const AssertStmt *statement);

#endif
