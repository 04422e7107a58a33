/* Operators, comparisons, `and`/`or`/`not`, conditional expressions: the plain evaluators. */
#ifndef INTERP_OPERATORS_H
#define INTERP_OPERATORS_H

#include "interp/prepare.h"

int test_compare(Expr *node, Frame *frame);
int test_logical(Expr *node, Frame *frame);
int test_unary(Expr *node, Frame *frame);

/* The operator itself, on operands that are there: what the fast evaluators fall back to. */
Value binary_apply(BinaryExpr *node, Frame *frame, Value left, Value right);
int compare_apply(CompareExpr *node, Frame *frame, Value left, Value right); /* as a truth; count is 1 */
Value compare_apply_value(CompareExpr *node, Frame *frame, Value left, Value right);

/* One link of a chain: the value of its comparison, or RAISED. */
Value compare_link(CompareExpr *node, Frame *frame, uint32_t index, Value left, Value right);

#endif
