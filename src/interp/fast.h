/* The fast evaluators, a file for each family. Every one means exactly what the plain evaluator of its node means, for any
   operands: what it cannot do quickly it hands to the plain way. Each fast_… looks at a prepared node and puts in the evaluators
   that suit it; only specialize.c calls them. */
#ifndef INTERP_FAST_H
#define INTERP_FAST_H

#include "interp/body.h"

void fast_name(NameExpr *node);
void fast_attribute(AttributeExpr *node);
void fast_subscript(SubscriptExpr *node);
void fast_binary(BinaryExpr *node);

/* Makes the node the constant that it comes to, if both operands are constants. (fold.c) */
bool fold_binary(Preparer *preparer, BinaryExpr *node);
void fast_compare(CompareExpr *node);
void fast_call(CallExpr *node);
void fast_augmented(AugmentedStmt *node);
void fast_assign(AssignStmt *node);
void fast_sequence(SequenceExpr *target);
void fast_unary(UnaryExpr *node);
void fast_logical(LogicalExpr *node);
void fast_identity(CompareExpr *node);
void fast_chain(CompareExpr *node);
void fast_if(IfStmt *node);
void fast_while(WhileStmt *node);
void fast_choice(ChoiceExpr *node);

/* A statement that is a yield. (generator_nodes.c) */
void specialize_yield(ExpressionStmt *node);

/* local = a + b, in one step. False: the value is no such operator. (fast_binary.c) */
bool fast_assign_binary(AssignStmt *node);

/* As fast_assign_binary, for local = object[index]. (fast_subscripts.c) */
bool fast_assign_subscript(AssignStmt *node);

/* not object[index], as a condition. */
bool fast_not_subscript(UnaryExpr *node);

/* `and` and `or` of two or three items, as a condition. */
void fast_logical_items(LogicalExpr *node);

/* The condition of any `and` or `or`, operand by operand. (fast_logic.c) */
int test_logical_fast(Expr *expr, Frame *frame);

/* object[index] = value. (fast_stores.c) */
void fast_store_subscript(AssignStmt *node);

/* a, b = x, y. False: it is something else. (fast_unpack.c) */
bool fast_assign_parallel(AssignStmt *node);

/* What is known of an operand before running. CONSTANT: a small int or a float. ATTRIBUTE: of a local variable. */
typedef enum Operand { OPERAND_OTHER, OPERAND_LOCAL, OPERAND_CONSTANT, OPERAND_ATTRIBUTE, OPERAND_COUNT } Operand;

Operand operand_of(const Expr *node);

/* Fills in what the fast evaluators of an operator read. */
void operands_find(Operands *operands, Expr *left, Expr *right);

#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

/* The slot of an expression that is a local variable: may be UNBOUND. */
static inline Value operand_local(const Expr *node, Frame *frame) {
    return frame->slots[((const NameExpr *)node)->index];
}

/* node->eval(node, frame), without a call for a local variable. */
static inline Value operand_value(Expr *node, Frame *frame) {
    if (node->local != 0) {
        Value value = frame->slots[node->local - (size_t)1];
        if (LIKELY(value != UNBOUND)) return value;
    }
    return node->eval(node, frame);
}

/* object.name = value. */
void fast_assign_attribute(AssignStmt *node);

/* The sum of two strs of exactly that type that are not empty; RAISED: they are not. (fast_operands.c) */
Value strings_sum(Value left, Value right);

/* The truth of any value: small ones without a call. A failure is noted at the node. */
int truth_slowly(Expr *node, Frame *frame, Value value);

static inline int truth_of(Expr *node, Frame *frame, Value value) {
    if (LIKELY(value_is_bool(value))) return value == TRUE_VALUE;
    if (value_is_small_int(value)) return value != value_from_small_int(0);
    return value == NONE ? 0 : truth_slowly(node, frame, value);
}

/* target->assign(target, frame, value), without a call for a local variable. */
static inline bool target_assign(Target *target, Frame *frame, Value value) {
    if (target->expr.local == 0) return target->assign(target, frame, value);
    frame->slots[target->expr.local - (size_t)1] = value;
    return true;
}

/* run_block, without a call for a block of one statement, or of none (an `else` that is not there). */
static inline Flow block_run(Block block, Frame *frame) {
    if (LIKELY(block.count == 1)) return block.at[0]->run(block.at[0], frame);
    return block.count == 0 ? FLOW_NEXT : run_block(block, frame);
}

#endif
