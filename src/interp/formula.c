/* Which expressions and statements become formulas, and how a tree is laid out as steps.

   The left operand comes first, then the right one joins in, if it is a variable or constant; if only the left one is, the right
   one comes first and the operation is taken backward (nothing that a formula reads can change meanwhile for anyone to
   see). If neither is, the left result waits while the right one is computed. */
#include "interp/formula.h"

#include "object/int.h"
#include "object/operators.h"

enum { STEPS_MOST = 48, SAVED_MOST = 2 };

typedef struct Builder {
    Step steps[STEPS_MOST];
    uint32_t count, saved;
    bool failed; /* it is no formula */
} Builder;

/* ---- What operands there are ---- */

/* An int of up to 64 bits or a float. */
static bool is_constant(const Expr *node) {
    int64_t number;
    Value value = node->kind == EXPR_CONSTANT ? ((const ConstantExpr *)node)->value : UNBOUND;
    if (value_is_small_int(value) || value_is_float(value)) return true;
    return value_has_type(value, &int_type) && int_to_int64(value, &number);
}

static Origin origin_of(const Expr *node) {
    if (is_constant(node)) return ORIGIN_CONSTANT;
    switch (operand_of(node)) {
    case OPERAND_LOCAL:
        return ORIGIN_LOCAL;
    case OPERAND_ATTRIBUTE:
        return ORIGIN_ATTRIBUTE;
    default:
        return node->kind == EXPR_NAME && ((const NameExpr *)node)->place == PLACE_GLOBAL ? ORIGIN_GLOBAL
                                                                                          : ORIGIN_COUNT;
    }
}

static bool is_simple(const Expr *node) {
    return origin_of(node) != ORIGIN_COUNT;
}

static bool is_place(const Expr *node) {
    return is_simple(node) && !is_constant(node);
}

/* ---- Steps ---- */

static Step *add_step(Builder *builder, StepForms forms) {
    if (forms.whole == NULL || builder->count == STEPS_MOST) builder->failed = true;
    if (builder->failed) return &builder->steps[0];
    Step *step = &builder->steps[builder->count++];
    step->whole = forms.whole;
    step->real = forms.real;
    return step;
}

/* The operand of a step: a place. */
static void point_to(Step *step, const Expr *node) {
    const Expr *name = node->kind == EXPR_ATTRIBUTE ? ((const AttributeExpr *)node)->object : node;
    step->expr = node;
    step->slot = ((const NameExpr *)name)->index;
}

/* A constant: both as an int and as a float; if it is a float, whole results must turn real first, by the way given. */
static void take_constant(Step *step, const Expr *node, WholeStep *turn) {
    Value value = ((const ConstantExpr *)node)->value;
    if (value_is_float(value)) {
        step->real_constant = value_float(value);
        step->whole = turn;
        return;
    }
    int_to_int64(value, &step->whole_constant);
    step->real_constant = (double)step->whole_constant;
}

static void add_load(Builder *builder, const Expr *node, bool saves) {
    Origin origin = origin_of(node);
    Step *step = add_step(builder, origin != ORIGIN_CONSTANT ? step_save(origin) : (StepForms){0});
    if (builder->failed) return;
    point_to(step, node);
    if (!saves) step->first = step_first(origin);
}

static void add_constant_operation(Builder *builder, BinaryOp op, const Expr *node, bool backward) {
    Step *step = add_step(builder, step_operate(op, ORIGIN_CONSTANT, backward));
    take_constant(step, node, step_turn_real);
    StepForms shorter = backward ? (StepForms){0} : step_operate_constant(op, step->whole_constant, step);
    if (shorter.whole == NULL) return;
    step->whole = shorter.whole;
    step->real = shorter.real;
}

static void add_operation(Builder *builder, BinaryOp op, const Expr *node, bool backward) {
    if (is_constant(node)) add_constant_operation(builder, op, node, backward);
    else point_to(add_step(builder, step_operate(op, origin_of(node), backward)), node);
}

static void add_tree(Builder *builder, const Expr *node, bool saves);

/* left op right, when neither is simple. */
static void add_saved(Builder *builder, const Expr *left, const Expr *right, bool saves) {
    add_tree(builder, left, saves);
    if (++builder->saved > SAVED_MOST) builder->failed = true;
    add_tree(builder, right, true);
    builder->saved--;
}

static void add_binary(Builder *builder, const BinaryExpr *node, bool saves) {
    if (is_simple(node->right) && !is_constant(node->left)) {
        add_tree(builder, node->left, saves);
        add_operation(builder, node->op, node->right, false);
    } else if (is_simple(node->left)) {
        add_tree(builder, node->right, saves);
        add_operation(builder, node->op, node->left, true);
    } else {
        add_saved(builder, node->left, node->right, saves);
        add_step(builder, step_operate(node->op, ORIGIN_SAVED, true));
    }
}

static void add_tree(Builder *builder, const Expr *node, bool saves) {
    if (builder->failed) return;
    if (is_simple(node)) add_load(builder, node, saves);
    else if (node->kind == EXPR_BINARY) add_binary(builder, (const BinaryExpr *)node, saves);
    else if (node->kind == EXPR_UNARY && ((const UnaryExpr *)node)->op == UNARY_NEGATIVE) {
        add_tree(builder, ((const UnaryExpr *)node)->operand, saves);
        add_step(builder, step_negate);
    } else builder->failed = true;
}

/* The steps, to be run for a node; null: it is no formula. */
static Formula *finish(const Builder *builder, FormulaUse use) {
    if (builder->failed) return NULL;
    Formula *formula = memory_new(sizeof *formula + builder->count * sizeof(Step));
    formula->use = use;
    memcpy(formula->steps, builder->steps, builder->count * sizeof(Step));
    for (uint32_t i = 0; i < builder->count; i++) {
        formula->steps[i].formula = formula;
        formula->steps[i].next = &formula->steps[i + 1];
    }
    return formula;
}

static inline Answer run_formula(const void *prepared, Frame *frame) {
    const Step *first = ((const Formula *)prepared)->steps;
    return first->first(first, frame);
}

/* ---- Whether it pays: two operations, or what has no evaluator for its kind of operands ---- */

static uint32_t gain_of(const Expr *node);

static uint32_t gain_of_binary(const BinaryExpr *node) {
    bool divides = (node->op == BINARY_MODULO || node->op == BINARY_FLOOR_DIVIDE) && is_constant(node->right);
    return 1 + divides + gain_of(node->left) + gain_of(node->right);
}

static uint32_t gain_of(const Expr *node) {
    if (node->kind == EXPR_BINARY) return gain_of_binary((const BinaryExpr *)node);
    if (node->kind == EXPR_UNARY) return 1 + gain_of(((const UnaryExpr *)node)->operand);
    return origin_of(node) == ORIGIN_GLOBAL;
}

/* ---- Values ---- */

static Value eval_formula(Expr *expr, Frame *frame) {
    return value_from_bits(run_formula(((BinaryExpr *)expr)->formula, frame));
}

void formula_for_binary(BinaryExpr *node) {
    if (gain_of(&node->expr) < 2) return;
    Builder builder = {0};
    add_tree(&builder, &node->expr, false);
    add_step(&builder, step_value);
    Formula *formula = finish(&builder, FORMULA_VALUE);
    if (formula == NULL) return;
    formula->expr = &node->expr;
    formula->plain.eval = node->expr.eval;
    node->formula = formula;
    node->expr.eval = eval_formula;
}

/* ---- Truths ---- */

static int test_formula(Expr *expr, Frame *frame) {
    return (int)run_formula(((CompareExpr *)expr)->formula, frame);
}

static void add_comparison(Builder *builder, CompareOp op, const Expr *operand, bool is_last) {
    Step *step = add_step(builder, step_compare(op, origin_of(operand), is_last));
    if (is_constant(operand)) take_constant(step, operand, step_turn_exact);
    else point_to(step, operand);
}

static void add_compare(Builder *builder, CompareOp op, const Expr *left, const Expr *right, bool is_last) {
    if (op > COMPARE_GREATER_EQUAL) builder->failed = true;
    if (builder->failed) return;
    if (is_simple(right) && !is_constant(left)) {
        add_tree(builder, left, false);
        add_comparison(builder, op, right, is_last);
    } else if (is_simple(left)) {
        add_tree(builder, right, false);
        add_comparison(builder, compare_swapped(op), left, is_last);
    } else {
        add_saved(builder, left, right, false);
        add_step(builder, step_compare(op, ORIGIN_SAVED, is_last));
    }
}

static Formula *finish_truth(const Builder *builder, Expr *node) {
    Formula *formula = finish(builder, FORMULA_TRUTH);
    if (formula == NULL) return NULL;
    formula->expr = node;
    formula->plain.test = node->test;
    return formula;
}

void formula_for_compare(CompareExpr *node) {
    if (gain_of(node->first) + gain_of(node->operands[0]) < 1) return;
    Builder builder = {0};
    add_compare(&builder, node->ops[0], node->first, node->operands[0], true);
    node->formula = finish_truth(&builder, &node->expr);
    if (node->formula != NULL) node->expr.test = test_formula;
}

/* a < b < c is a < b and b < c, where b is simple. */
void formula_for_chain(CompareExpr *node) {
    Builder builder = {0};
    const Expr *left = node->first;
    for (uint32_t i = 0; i < node->count; i++) {
        bool is_last = i + 1 == node->count;
        if (!is_last && !is_simple(node->operands[i])) return;
        add_compare(&builder, node->ops[i], left, node->operands[i], is_last);
        left = node->operands[i];
    }
    node->formula = finish_truth(&builder, &node->expr);
    if (node->formula != NULL) node->expr.test = test_formula;
}

static int test_formulas(Expr *expr, Frame *frame) {
    return (int)run_formula(((LogicalExpr *)expr)->formula, frame);
}

void formula_for_logical(LogicalExpr *node) {
    if (node->is_or) return;
    Builder builder = {0};
    for (uint32_t i = 0; i < node->operands.count; i++) {
        const CompareExpr *compare = (const CompareExpr *)node->operands.at[i];
        if (compare->expr.kind != EXPR_COMPARE || compare->count != 1) return;
        add_compare(&builder, compare->ops[0], compare->first, compare->operands[0], i + 1 == node->operands.count);
    }
    node->formula = finish_truth(&builder, &node->expr);
    if (node->formula != NULL) node->expr.test = test_formulas;
}

/* ---- Statements ---- */

static Flow assign_formula(Stmt *stmt, Frame *frame) {
    return (Flow)run_formula(((AssignStmt *)stmt)->formula, frame);
}

static Flow augment_formula(Stmt *stmt, Frame *frame) {
    return (Flow)run_formula(((AugmentedStmt *)stmt)->formula, frame);
}

/* target = the result. Null: it is no formula. */
static Formula *finish_statement(Builder *builder, const Expr *target, Stmt *stmt) {
    point_to(add_step(builder, step_store(origin_of(target))), target);
    Formula *formula = finish(builder, FORMULA_STATEMENT);
    if (formula == NULL) return NULL;
    formula->stmt = stmt;
    formula->plain.run = stmt->run;
    return formula;
}

/* A local variable has evaluators for one operation of its own. */
static bool pays_for(const Expr *target, uint32_t gain) {
    return is_place(target) && gain >= (origin_of(target) == ORIGIN_LOCAL ? 2 : 1);
}

void formula_for_assign(AssignStmt *node) {
    const Expr *target = &node->targets[0]->expr;
    if (node->count != 1 || !pays_for(target, gain_of(node->value))) return;
    Builder builder = {0};
    add_tree(&builder, node->value, false);
    node->formula = finish_statement(&builder, target, &node->stmt);
    if (node->formula != NULL) node->stmt.run = assign_formula;
}

void formula_for_augmented(AugmentedStmt *node) {
    const Expr *target = &node->target->expr;
    if (!pays_for(target, 1 + gain_of(node->value))) return;
    Builder builder = {0};
    if (is_simple(node->value)) {
        add_load(&builder, target, false);
        add_operation(&builder, node->op, node->value, false);
    } else {
        add_tree(&builder, node->value, false);
        add_operation(&builder, node->op, target, true);
    }
    node->formula = finish_statement(&builder, target, &node->stmt);
    if (node->formula != NULL) node->stmt.run = augment_formula;
}
