/* Formulas: arithmetic on numbers without a walk over the tree.

   An expression that only reads variables and attributes and calculates with them has no effect until its result is used. Such
   an expression is laid out, when it is prepared, as a row of steps, each of which is one operation on a running result:

       total = (total + k * 7) % 1009        load k · multiply 7 · add total · modulo 1009 · store total

   A step is a function that ends by calling the next one, with the running result in a register: nothing is boxed between
   two operations, and ints have 64 bits on the way. Each step comes in two forms, for a result that is a whole number (int)
   and for one that is real (float); a whole one goes on as real when it meets a float.

   Whatever a formula cannot do (another type, a name without a value, an overflow, a division by zero) makes it give up, and the
   evaluator that the node had before, kept as `plain`, does it all anew: nothing has happened so far. */
#ifndef INTERP_FORMULA_H
#define INTERP_FORMULA_H

#include "interp/fast.h"

typedef struct Formula Formula;
typedef struct Step Step;

/* What a formula gives: the bits of a Value, a truth, or a Flow, as its last step says. */
typedef uintptr_t Answer;

/* A running result, and up to two that wait for it: what stands left of a pair of brackets. */
typedef Answer WholeStep(const Step *step, Frame *frame, int64_t result, int64_t saved, int64_t deeper);
typedef Answer RealStep(const Step *step, Frame *frame, double result, double saved, double deeper);

typedef Answer FirstStep(const Step *step, Frame *frame);

struct Step {
    union {
        WholeStep *whole;
        FirstStep *first; /* of the first one */
    };
    RealStep *real;
    const Step *next;
    const Formula *formula;
    union {
        const Expr *expr; /* the attribute or global */
        uint64_t magic;   /* of a constant divisor: the quotient is the upper half of a product, shifted */
    };
    int32_t slot; /* of the local variable, or of the one whose attribute it is */
    uint8_t shift;
    int64_t whole_constant;
    double real_constant;
};

/* The evaluator to fall back to, by what kind of node it is. */
typedef enum FormulaUse { FORMULA_VALUE, FORMULA_TRUTH, FORMULA_STATEMENT } FormulaUse;

struct Formula {
    FormulaUse use;
    union {
        Expr *expr;
        Stmt *stmt;
    };
    union {
        Value (*eval)(Expr *, Frame *);
        int (*test)(Expr *, Frame *);
        Flow (*run)(Stmt *, Frame *);
    } plain;
    Step steps[];
};

/* ---- What steps there are (formula_steps.c) ---- */

typedef enum Origin {
    ORIGIN_LOCAL,
    ORIGIN_ATTRIBUTE,
    ORIGIN_GLOBAL,
    ORIGIN_CONSTANT,
    ORIGIN_SAVED,
    ORIGIN_COUNT
} Origin;

typedef struct StepForms {
    WholeStep *whole;
    RealStep *real;
} StepForms;

/* The result is what a place holds: at the start, and when the one so far waits. */
FirstStep *step_first(Origin origin);
StepForms step_save(Origin origin);

/* The result becomes result op operand, or, backward, operand op result. Null: there is no such step. */
StepForms step_operate(BinaryOp op, Origin origin, bool backward);

/* result op constant, for an op where ints have a shorter way than the one above. Null: they have none. */
StepForms step_operate_constant(BinaryOp op, int64_t constant, Step *step);

extern const StepForms step_negate;

/* The whole form of a step whose constant is a float: the result goes on as a real one; …_exact: if it is the same number then,
   or gives up. */
WholeStep step_turn_real, step_turn_exact;

/* The last step. step_compare: result op operand; saved op result; one that is not the last goes on with a first step, if it
   is true. */
StepForms step_compare(CompareOp op, Origin origin, bool is_last);
extern const StepForms step_value;
StepForms step_store(Origin target);

/* ---- Who uses them (formula.c): called when a node has got the evaluator that the formula may fall back to ---- */

void formula_for_binary(BinaryExpr *node);
void formula_for_compare(CompareExpr *node);
void formula_for_chain(CompareExpr *node);
void formula_for_logical(LogicalExpr *node);
void formula_for_assign(AssignStmt *node);
void formula_for_augmented(AugmentedStmt *node);

#endif
