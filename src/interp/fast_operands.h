/* How fast evaluators of operators get at their two operands: a macro for each kind (interp/fast.h), and the pairs of kinds
   that are worth an evaluator of their own. The evaluator has `operands` (of its node) and `frame`. */
#ifndef INTERP_FAST_OPERANDS_H
#define INTERP_FAST_OPERANDS_H

#include "interp/fast_attributes.h"
#include "interp/names.h"

#define FETCH_other(side, failure)                                                                                     \
    Value side = operands->side->eval(operands->side, frame);                                                          \
    if (UNLIKELY(side == RAISED)) return failure;
#define FETCH_local(side, failure) Value side = frame->slots[operands->side##_slot];
/* A name without a value raises before the other operand is evaluated. */
#define FETCH_checked(side, failure)                                                                                   \
    FETCH_local(side, failure) if (UNLIKELY(side == UNBOUND)) return (raise_unbound_operand(operands, frame, side),    \
                                                                      failure);
#define FETCH_constant(side, failure) Value side = operands->constant;
#define FETCH_attribute(side, failure)                                                                                 \
    Value side = attribute_load_inline((AttributeExpr *)operands->side, frame, frame->slots[operands->side##_slot]);   \
    if (UNLIKELY(side == RAISED)) return failure;

/* X(name, NAME, kind of the left operand, of the right one) */
#define OPERAND_PAIRS(X, name, NAME)                                                                                   \
    X(name, NAME, other, other)                                                                                        \
    X(name, NAME, other, local)                                                                                        \
    X(name, NAME, other, constant)                                                                                     \
    X(name, NAME, other, attribute)                                                                                    \
    X(name, NAME, checked, other)                                                                                      \
    X(name, NAME, local, local)                                                                                        \
    X(name, NAME, local, constant)                                                                                     \
    X(name, NAME, checked, attribute)                                                                                  \
    X(name, NAME, constant, other)                                                                                     \
    X(name, NAME, constant, local)                                                                                     \
    X(name, NAME, constant, attribute)                                                                                 \
    X(name, NAME, attribute, other)                                                                                    \
    X(name, NAME, attribute, local)                                                                                    \
    X(name, NAME, attribute, constant)                                                                                 \
    X(name, NAME, attribute, attribute)

/* The index in a table of each of these kinds. */
enum {
    KIND_other = OPERAND_OTHER,
    KIND_local = OPERAND_LOCAL,
    KIND_checked = OPERAND_LOCAL,
    KIND_constant = OPERAND_CONSTANT,
    KIND_attribute = OPERAND_ATTRIBUTE
};

/* The operand that is a local variable without a value. RAISED. */
static inline Value raise_unbound_operand(const Operands *operands, Frame *frame, Value left) {
    return raise_unbound((NameExpr *)(left == UNBOUND ? operands->left : operands->right), frame);
}

#endif
