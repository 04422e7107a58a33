/* List, set and dict comprehensions: loops inside the frame around them, the result in a slot of its own. */
#include "interp/fast.h"
#include "interp/iteration.h"
#include "interp/loops.h"
#include "interp/prepare.h"
#include "interp/traceback.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/operators.h"
#include "object/set.h"

static void prepare_comprehension(Preparer *preparer, Expr *expr) {
    ComprehensionExpr *node = (ComprehensionExpr *)expr;
    for (uint32_t i = 0; i < node->loop_count; i++) {
        ComprehensionFor *loop = &node->loops[i];
        prepare_expr(preparer, loop->iterable);
        prepare_target(preparer, loop->target);
        for (uint32_t j = 0; j < loop->conditions.count; j++) prepare_expr(preparer, loop->conditions.at[j]);
    }
    prepare_expr(preparer, node->key);
    prepare_expr(preparer, node->element);
}

void prepare_list_comprehension(Preparer *preparer, Expr *node) {
    prepare_comprehension(preparer, node);
}

void prepare_set_comprehension(Preparer *preparer, Expr *node) {
    prepare_comprehension(preparer, node);
}

void prepare_dict_comprehension(Preparer *preparer, Expr *node) {
    prepare_comprehension(preparer, node);
}

/* ---- The innermost step: one more element ---- */

static bool add_to_set(ComprehensionExpr *node, Frame *frame, Value element) {
    if (set_add(frame->thread, (Set *)(void *)frame->slots[node->result_slot], element)) return true;
    raised_at_expr(frame, &node->expr);
    return false;
}

static bool add_to_dict(ComprehensionExpr *node, Frame *frame) {
    Value key = node->key->eval(node->key, frame);
    if (key == RAISED) return false;
    Value element = node->element->eval(node->element, frame);
    if (element == RAISED) return false;
    if (dict_set(frame->thread, value_dict(frame->slots[node->result_slot]), key, element)) return true;
    raised_at_expr(frame, &node->expr);
    return false;
}

static bool add_element(ComprehensionExpr *node, Frame *frame) {
    if (node->expr.kind == EXPR_DICT_COMPREHENSION) return add_to_dict(node, frame);
    Value element = operand_value(node->element, frame);
    if (element == RAISED) return false;
    if (node->expr.kind == EXPR_SET_COMPREHENSION) return add_to_set(node, frame, element);
    list_append_unshared(value_list(frame->slots[node->result_slot]), element);
    return true;
}

/* ---- Loops ---- */

static bool start_loop(ComprehensionFor *loop, Frame *frame, Iteration *iteration) {
    Value iterable = loop->iterable->eval(loop->iterable, frame);
    if (iterable == RAISED) return false;
    return iteration_start(frame->thread, iteration, iterable) || raised_at_expr(frame, loop->iterable) != RAISED;
}

/* 1: all conditions hold, 0, -1: raised. */
static int test_conditions(const ComprehensionFor *loop, Frame *frame) {
    for (uint32_t i = 0; i < loop->conditions.count; i++) {
        int truth = loop->conditions.at[i]->test(loop->conditions.at[i], frame);
        if (truth <= 0) return truth;
    }
    return 1;
}

static bool run_loop(ComprehensionExpr *node, Frame *frame, uint32_t depth, Iteration *iteration);

static bool run_inside(ComprehensionExpr *node, Frame *frame, uint32_t depth) {
    int truth = test_conditions(&node->loops[depth], frame);
    if (truth <= 0) return truth == 0;
    if (depth + 1 == node->loop_count) return add_element(node, frame);
    Iteration iteration;
    return start_loop(&node->loops[depth + 1], frame, &iteration) && run_loop(node, frame, depth + 1, &iteration);
}

static bool run_loop(ComprehensionExpr *node, Frame *frame, uint32_t depth, Iteration *iteration) {
    ComprehensionFor *loop = &node->loops[depth];
    for (;;) {
        Value item = iteration_next(frame->thread, iteration);
        if (item == UNBOUND) return true;
        if (item == RAISED) return raised_at_expr(frame, loop->iterable) != RAISED;
        if (!target_assign(loop->target, frame, item) || !run_inside(node, frame, depth) ||
            !loop_poll(frame, node->expr.span))
            return false;
    }
}

enum { MOST_EXPECTED = 1 << 14 };

/* With the room it will need, where that is plain to see. */
static Value new_list(const ComprehensionExpr *node, const Iteration *iteration) {
    bool is_filtered = node->loop_count > 1 || node->loops[0].conditions.count > 0;
    size_t expected = is_filtered ? 0 : iteration_hint(iteration);
    return value_from_object(list_new(expected < MOST_EXPECTED ? expected : MOST_EXPECTED));
}

static Value new_result(const ComprehensionExpr *node, const Iteration *iteration) {
    if (node->expr.kind == EXPR_LIST_COMPREHENSION) return new_list(node, iteration);
    return value_from_object(node->expr.kind == EXPR_SET_COMPREHENSION ? (void *)set_new() : (void *)dict_new());
}

/* The first iterable is evaluated before the comprehension's own variables begin. */
static Value eval_comprehension(ComprehensionExpr *node, Frame *frame) {
    Iteration iteration;
    if (!start_loop(&node->loops[0], frame, &iteration)) return RAISED;
    Value result = new_result(node, &iteration);
    for (uint32_t i = 0; i < node->cell_count; i++) frame->slots[node->cells[i]] = value_from_object(cell_new(UNBOUND));
    frame->slots[node->result_slot] = result;
    return run_loop(node, frame, 0, &iteration) ? result : RAISED;
}

Value eval_list_comprehension(Expr *node, Frame *frame) {
    return eval_comprehension((ComprehensionExpr *)node, frame);
}

Value eval_set_comprehension(Expr *node, Frame *frame) {
    return eval_comprehension((ComprehensionExpr *)node, frame);
}

Value eval_dict_comprehension(Expr *node, Frame *frame) {
    return eval_comprehension((ComprehensionExpr *)node, frame);
}
