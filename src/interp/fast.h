/* The fast evaluators, a file for each family. Every one means exactly what the plain evaluator of its node means, for any
   operands: what it cannot do quickly it hands to the plain way. Each fast_… looks at a prepared node and puts in the evaluators
   that suit it; only specialize.c calls them. */
#ifndef INTERP_FAST_H
#define INTERP_FAST_H

#include "interp/prepare.h"

void fast_name(NameExpr *node);
void fast_attribute(AttributeExpr *node);
void fast_subscript(SubscriptExpr *node);
void fast_binary(BinaryExpr *node);
void fast_compare(CompareExpr *node);
void fast_call(CallExpr *node);
void fast_augmented(AugmentedStmt *node);
void fast_assign(AssignStmt *node);

/* What is known of an operand before running. */
typedef enum Operand {
    OPERAND_OTHER,
    OPERAND_LOCAL,
    OPERAND_CONSTANT,
    OPERAND_COUNT
} Operand; /* CONSTANT: a small int */

Operand operand_of(const Expr *node);

/* The slot of an operand that is a local name: may be UNBOUND. */
static inline Value operand_local(const Expr *node, Frame *frame) {
    return frame->slots[((const NameExpr *)node)->index];
}

static inline Value operand_constant(const Expr *node) {
    return ((const ConstantExpr *)node)->value;
}

#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

#endif
